"""Beginning a document, and what stands in its sections."""

from django.db import transaction

from reports.public import deadlines, outlines, states
from reports.public.models import PublicDocument, PublicSection
from reports.public.services.telling import tell
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@transaction.atomic
def begin(*, school, outline: str, by) -> PublicDocument:
    """The school's document of that kind, with its sections empty; twice: the same one.

    Raises LookupError for an outline there is not.
    """
    about = outlines.read(outline)
    row, is_new = PublicDocument.objects.get_or_create(
        school=school, outline=about.key, defaults={"begun_by": by}
    )
    if is_new:
        PublicSection.objects.bulk_create(
            PublicSection(school=school, document=row, key=part.key) for part in about.sections
        )
        tell(row, "begun", by, {"outline": [None, about.key]})
        deadlines.keep(row)
        deadlines.keep_begun(school.pk)
    return row


@transaction.atomic
def save_section(*, document, key, words, by, version, name="") -> PublicSection:
    """Saving it as it is says that it is still so. name: where the school gives the title.

    Raises Stale, IllegalMove where the document is not being written.
    """
    owner = edits.locked(PublicDocument, document.pk)
    states.check(owner, "write")
    row = edits.locked(PublicSection, section_row(owner, key).pk, version)
    before = {"words": row.words, "name": row.name}
    edits.save(
        row, words=words, name=name, written_by=by, carried_on=None, checked_on=moment.today()
    )
    after = {"words": words, "name": name}
    changed = {field: [before[field], after[field]] for field in after
               if before[field] != after[field]}  # fmt: skip
    tell(owner, "section_saved", by, {"section": key, **changed})
    return row


def section_row(document, key) -> PublicSection:
    """One that an outline got after the document was begun is made now. Raises IllegalMove."""
    if document.about.section(key) is None:
        raise IllegalMove("There is no such section.")
    row, _ = PublicSection.objects.get_or_create(
        document=document, key=key, defaults={"school_id": document.school_id}
    )
    return row
