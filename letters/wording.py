"""A school's wording for each purpose, reader and language: the starter text until the school
writes its own; the English one until somebody writes one in the family's language.
"""

from pathlib import PurePath

from django.conf import settings
from django.db import transaction
from django.db.models import F

from audit import log
from letters.languages import ENGLISH, Language, by_code, named
from letters.models import Letter, LetterTemplate
from letters.purposes import purposes
from sendcase import edits, moment

DEFAULTS = settings.BASE_DIR / "templates" / "letters" / "defaults"
SLIP = "--- slip ---"


def default(purpose_key, *, for_young_person) -> dict[str, str]:
    """subject, body and slip of the starter text. Raises LookupError for an unknown purpose."""
    stem = PurePath(purposes[purpose_key].default).stem
    own = DEFAULTS / f"{stem}-young-person.md"
    path = own if for_young_person and own.exists() else DEFAULTS / f"{stem}.md"
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    body, _, slip = rest.partition(SLIP)
    subject = head.removeprefix("Subject:").strip()
    return {"subject": subject, "body": body.strip(), "slip": slip.strip()}


def in_force(school, purpose_key, *, for_young_person=False, language=ENGLISH.code):
    """The row in force, or None where the school has written none yet."""
    return LetterTemplate.objects.filter(
        school=school, purpose=purpose_key, for_young_person=for_young_person,
        language=language, replaced_at=None,
    ).first()  # fmt: skip


def for_contact(school, purpose_key, contact) -> LetterTemplate:
    """The wording for this reader (None: the young person): in the contact's language where the
    school has written one, else in English.
    """
    language = named(contact.language) if contact else None
    if language and language is not ENGLISH:
        row = in_force(school, purpose_key, language=language.code)
        if row is not None:
            return row
    return current(school, purpose_key, for_young_person=contact is None)


def current(school, purpose_key, *, for_young_person=False) -> LetterTemplate:
    """The English wording in force; the starter text is written down when it is first used."""
    template, _ = LetterTemplate.objects.get_or_create(
        school=school,
        purpose=purpose_key,
        for_young_person=for_young_person,
        language=ENGLISH.code,
        replaced_at=None,
        defaults=default(purpose_key, for_young_person=for_young_person),
    )
    return template


def shown(school, purpose_key, *, for_young_person=False, language=ENGLISH.code) -> LetterTemplate:
    """For a page that only shows it: writes nothing. A translation not begun holds the English
    text; what has no `pk` is not written down yet.
    """
    same = {"for_young_person": for_young_person, "language": language}
    if (kept := in_force(school, purpose_key, **same)) is not None:
        return kept
    if language == ENGLISH.code:
        text = default(purpose_key, for_young_person=for_young_person)
    else:
        english = shown(school, purpose_key, for_young_person=for_young_person)
        text = {"subject": english.subject, "body": english.body, "slip": english.slip}
    return LetterTemplate(school=school, purpose=purpose_key, **same, **text)


def history(template):
    """Earlier wordings of the same purpose, reader and language, newest first."""
    rows = LetterTemplate.objects.filter(
        school=template.school_id,
        purpose=template.purpose,
        for_young_person=template.for_young_person,
        language=template.language,
    )
    return rows.exclude(replaced_at=None).select_related("edited_by").order_by("-replaced_at")


@transaction.atomic
def save(
    *, school, purpose, for_young_person, subject, body, slip, by, version=None,
    language=ENGLISH.code, checked_by="",
):  # fmt: skip
    """A new row with these words; the old one stays. Letters not yet approved take the new words.

    version: of the row the form was opened with; it counts on from row to row. checked_by: who
    speaks the language and has read it. Raises edits.Stale with the wording in force.
    """
    texts = {"subject": subject, "body": body, "slip": slip, "checked_by": checked_by}
    same = {"for_young_person": for_young_person, "language": language}
    if language != ENGLISH.code and in_force(school, purpose, **same) is None:
        return _first(school, purpose, same, texts, by)
    if language == ENGLISH.code:
        current(school, purpose, for_young_person=for_young_person)
    seen = in_force(school, purpose, **same)
    old = edits.locked(LetterTemplate, seen.pk, version)
    if old.replaced_at:  # between the two lines above
        raise edits.Stale(in_force(school, purpose, **same))
    changed = {name: [getattr(old, name), text] for name, text in texts.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    return _replaced(old, texts, changed, by) if changed else old


def _first(school, purpose, same, texts, by) -> LetterTemplate:
    """A translation begins. Letters that wait for such a reader take it in place of the English."""
    new, is_mine = LetterTemplate.objects.get_or_create(
        school=school, purpose=purpose, replaced_at=None, **same,
        defaults={**texts, "edited_by": by},
    )  # fmt: skip
    if not is_mine:
        raise edits.Stale(new)
    waiting = Letter.objects.filter(
        school=school, purpose=purpose, state=Letter.State.PREPARED,
        template__language=ENGLISH.code, contact__isnull=False,
    )  # fmt: skip
    rows = waiting.values_list("pk", "contact__language")
    language: Language = by_code[same["language"]]
    theirs = [pk for pk, written in rows if named(written) is language]
    waiting.filter(pk__in=theirs).update(template=new, version=F("version") + 1)
    detail = {"language": [None, new.language]} | {name: ["", x] for name, x in texts.items()}
    log.record("letter_template.saved", target=new, by=by, school_id=school.pk, detail=detail)
    return new


def _replaced(old, texts, changed, by) -> LetterTemplate:
    edits.save(old, replaced_at=moment.now())
    new = LetterTemplate.objects.create(
        school=old.school,
        purpose=old.purpose,
        for_young_person=old.for_young_person,
        language=old.language,
        edited_by=by,
        version=old.version,
        **texts,
    )
    waiting = Letter.objects.filter(template=old, state=Letter.State.PREPARED)
    waiting.update(template=new, version=F("version") + 1)
    log.record("letter_template.saved", target=new, by=by, school_id=old.school_id, detail=changed)
    return new


def restore(*, old, by, version) -> LetterTemplate:
    """The words of an earlier row in force again, as a new row. Raises edits.Stale."""
    return save(
        school=old.school, purpose=old.purpose, for_young_person=old.for_young_person,
        language=old.language, subject=old.subject, body=old.body, slip=old.slip,
        checked_by=old.checked_by, by=by, version=version,
    )  # fmt: skip
