"""An authority's form is kept, its places marked, and filled from a review."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.permissions import Permission
from audit import log
from ehcp.authority_forms import filling, marks, requested, starter, values
from ehcp.authority_forms.models import AuthorityForm, FilledForm
from ehcp.authority_forms.vocabulary import ALL, examples, fits
from ehcp.reviews.models import AnnualReview
from pupils import chronology, documents
from sendcase import edits, moment, word_files
from sendcase.edits import IllegalMove

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_CHECKED = (
    "Nobody has looked through the places of this form yet. The SENCO does that once, under Forms, "
    "What belongs where."
)
NO_MARKS = (
    "Nothing in this file can be filled: it has no fields, no {{ marks }} and no empty cell beside "
    "a label. Add a mark such as {{ pupil_name }} where a value belongs."
)


@transaction.atomic
def keep(*, school, name, data, file_name, by, local_authority="") -> AuthorityForm:
    """Keep a form; one of the same name is replaced and stays for what was filled with it.

    Raises word_files.NotPlain, IllegalMove where nothing in it can be filled.
    """
    word_files.check(data, file_name)
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
    """Ours: each place has its name already."""
    row = keep(school=school, name=starter.NAME, data=starter.data(), file_name="starter.docx",
               by=by)  # fmt: skip
    return save_marks(form=row, by=by, fields=row.fields)


@transaction.atomic
def save_marks(*, form, by, fields: dict[str, str], version=None) -> AuthorityForm:
    """Which of our names each place is: a person has looked, so it can be filled from now on.

    Raises Stale, IllegalMove for a name we do not have or that does not fit the place.
    """
    row = edits.locked(AuthorityForm, form.pk, version)
    known = {mark.key: mark.kind for mark in marks_of(row)}
    kept = {key: name for key, name in fields.items() if name and key in known}
    if unknown := set(kept.values()) - set(ALL):
        raise IllegalMove(f"We have no “{min(unknown)}”.")
    if any(not fits(known[key], name) for key, name in kept.items()):
        raise IllegalMove("A box to tick takes yes or no, not words.")
    before = row.fields
    edits.save(row, fields=kept, checked_at=moment.now(), checked_by=by)
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
        raise word_files.NotPlain(word_files.DAMAGED) from error


@transaction.atomic
def fill(*, about, form, by) -> tuple[FilledForm, list[str]]:
    """The form with what a review or a request says, kept as a paper of the child; and what was
    empty. about: an AnnualReview or AssessmentRequest. Raises IllegalMove.
    """
    is_review = isinstance(about, AnnualReview)
    joined = ("school", "pupil", "plan")
    about = type(about).objects.select_related(*joined).get(pk=about.pk)
    if form.school_id != about.school_id:
        raise IllegalMove("That form belongs to another school.")
    if form.checked_at is None:
        raise IllegalMove(NOT_CHECKED)
    said = values.of_review(about) if is_review else requested.of_request(about)
    data, empty = filling.fill(content(form), form.fields, said)
    document = documents.store(
        pupil=about.pupil, title=f"{form.name}: {about.pupil.name}"[:200], data=data,
        media_type=WORD, needs=Permission.EHC_VIEW, by=by,
    )  # fmt: skip
    of = {"review" if is_review else "request": about}
    row = FilledForm.objects.create(
        school=about.school, pupil=about.pupil, form=form, document=document, filled_by=by, **of
    )
    _tell_filled(row, about, by)
    # What only the other of the two could say is missed by nobody.
    return row, [title_of(name) for name in empty if name in said]


def _tell_filled(row, about, by) -> None:
    detail = {"review": row.review_id, "request": row.request_id, "form": row.form_id,
              "sha256": row.document.sha256}  # fmt: skip
    log.record("ehc_form.filled", target=row, by=by, school_id=row.school_id,
               pupil_id=row.pupil_id, detail=detail)  # fmt: skip
    what = "annual review" if row.review_id else "request for an assessment"
    chronology.note(row.pupil, f"The authority’s form of the {what} filled",
                    needs=Permission.EHC_VIEW, url=about.get_absolute_url())  # fmt: skip


def title_of(name: str) -> str:
    lists = {"persons": "Each person", "outcomes": "Each outcome", "changes": "Each change"}
    return lists.get(name) or ALL[name].title


def preview(form) -> bytes:
    return filling.fill(content(form), form.fields, examples())[0]


def _record(what, form, by, detail) -> None:
    log.record(f"ehc_form.{what}", target=form, by=by, school_id=form.school_id, detail=detail)
