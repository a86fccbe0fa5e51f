"""An authority's form is kept, its places marked, and filled from a review."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.permissions import Permission
from audit import log
from ehcp.authority_forms import checking, filling, marks, starter, values
from ehcp.authority_forms.models import AuthorityForm, FilledForm
from ehcp.authority_forms.vocabulary import ALL, examples
from ehcp.reviews.models import AnnualReview
from pupils import chronology, documents
from sendcase import edits, moment
from sendcase.edits import IllegalMove

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_MARKS = (
    "Nothing in this file can be filled: it has no fields, no {{ marks }} and no empty cell beside "
    "a label. Add a mark such as {{ pupil_name }} where a value belongs."
)


@transaction.atomic
def keep(*, school, name, data, file_name, by, local_authority="") -> AuthorityForm:
    """Keep a form; one of the same name is replaced and stays for what was filled with it.

    Raises checking.NotAForm, IllegalMove where nothing in it can be filled.
    """
    checking.check(data, file_name)
    found = _marks(data)
    if not found:
        raise IllegalMove(NO_MARKS)
    proposed = {mark.key: mark.proposed for mark in found if mark.proposed}
    for old in AuthorityForm.objects.filter(school=school, name=name, replaced_at=None):
        edits.save(edits.locked(AuthorityForm, old.pk), replaced_at=moment.now())
        known = {mark.key for mark in found}
        proposed |= {key: value for key, value in old.fields.items() if key in known}
    row = AuthorityForm(school=school, name=name, local_authority=local_authority, fields=proposed,
                        sha256=hashlib.sha256(data).hexdigest(), uploaded_by=by)  # fmt: skip
    where = f"forms/{school.pk}/{uuid.uuid4().hex}.docx"
    row.file.name = row.file.storage.save(where, ContentFile(data))
    row.save()
    _record("kept", row, by, {"name": [None, name], "sha256": [None, row.sha256]})
    return row


def keep_starter(*, school, by) -> AuthorityForm:
    return keep(school=school, name=starter.NAME, data=starter.data(), file_name="starter.docx",
                by=by)  # fmt: skip


@transaction.atomic
def save_marks(*, form, by, fields: dict[str, str], version=None) -> AuthorityForm:
    """Which of our names each place is. Raises Stale, IllegalMove for a name we do not have."""
    row = edits.locked(AuthorityForm, form.pk, version)
    known = {mark.key for mark in marks_of(row)}
    kept = {key: name for key, name in fields.items() if name and key in known}
    if unknown := set(kept.values()) - set(ALL):
        raise IllegalMove(f"We have no “{min(unknown)}”.")
    before = row.fields
    edits.save(row, fields=kept)
    _record("marked", row, by, {"fields": [len(before), len(kept)]})
    return row


@transaction.atomic
def remove(*, form, by) -> AuthorityForm:
    """Not offered any more. What was filled with it stays."""
    row = edits.locked(AuthorityForm, form.pk)
    edits.save(row, replaced_at=moment.now())
    _record("removed", row, by, {})
    return row


def content(form) -> bytes:
    """The file as it was kept. Raises ValueError if it was changed since."""
    with form.file.open("rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != form.sha256:
        raise ValueError(f"form {form.pk} is not the file that was kept")
    return data


def marks_of(form) -> list[marks.Mark]:
    return _marks(content(form))


def _marks(data):
    try:
        return marks.find(data)
    except (KeyError, ValueError, AttributeError, IndexError) as error:
        raise checking.NotAForm(checking.DAMAGED) from error


@transaction.atomic
def fill(*, review, form, by) -> tuple[FilledForm, list[str]]:
    """The form with what the review says, kept as a paper of the child; and what was empty."""
    review = AnnualReview.objects.select_related("school", "pupil", "plan").get(pk=review.pk)
    if form.school_id != review.school_id:
        raise IllegalMove("That form belongs to another school.")
    data, empty = filling.fill(content(form), form.fields, values.of_review(review))
    document = documents.store(
        pupil=review.pupil, title=f"{form.name}: {review.pupil.name}"[:200], data=data,
        media_type=WORD, needs=Permission.EHC_VIEW, by=by,
    )  # fmt: skip
    row = FilledForm.objects.create(review=review, form=form, document=document, filled_by=by)
    detail = {"review": review.pk, "form": form.pk, "sha256": document.sha256}
    log.record("ehc_form.filled", target=row, by=by, school_id=review.school_id,
               pupil_id=review.pupil_id, detail=detail)  # fmt: skip
    chronology.note(review.pupil, "The authority’s form of the annual review filled",
                    needs=Permission.EHC_VIEW, url=review.get_absolute_url())  # fmt: skip
    return row, [title_of(name) for name in empty]


def title_of(name: str) -> str:
    lists = {"persons": "Each person", "outcomes": "Each outcome", "changes": "Each change"}
    return lists.get(name) or ALL[name].title


def preview(form) -> bytes:
    return filling.fill(content(form), form.fields, examples())[0]


def _record(what, form, by, detail) -> None:
    log.record(f"ehc_form.{what}", target=form, by=by, school_id=form.school_id, detail=detail)
