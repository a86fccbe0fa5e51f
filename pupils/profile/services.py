"""Writing the profile, keeping it as it stands; writing down what a pupil said, taking it back."""

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from audit.log import canonical
from pupils import documents
from pupils.access import may_about
from pupils.chronology import note
from pupils.leaving import has_gone
from pupils.models import Pupil
from pupils.profile import paper, questions
from pupils.profile.models import ProfileVersion, PupilProfile, PupilView
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.frozen.services import freeze

TEXTS = ("liked", "matters", "help", "next_step")
FIELDS = (*TEXTS, "whose", "written_by", "checked_on", "shows_photo")


@transaction.atomic
def save_profile(*, pupil, by, version=None, **fields) -> PupilProfile:
    """The profile with these FIELDS, made where there is none.

    version: the one the form was opened with, None where there was no profile then. Raises
    edits.Stale, also where somebody made one in between; IllegalMove for a child who has left.
    """
    child = _here(pupil)
    row = PupilProfile.objects.filter(pupil=child).first()
    if row is None:
        row = PupilProfile.objects.create(
            school_id=child.school_id, pupil=child, saved_by=by, **fields
        )
        note(child, "One-page profile begun", needs=Permission.PROFILE_VIEW, url=_tab(child))
        _tell("profile.saved", row, by, {name: [None, x] for name, x in fields.items() if x})
        return row
    if row.version != version:
        raise edits.Stale(row)
    changes = {name: x for name, x in fields.items() if getattr(row, name) != x}
    if changes:
        detail = {name: [getattr(row, name), x] for name, x in changes.items()}
        edits.save(row, saved_by=by, saved_at=moment.now(), **changes)
        _tell("profile.saved", row, by, detail)
    return row


def keep(*, profile, version, by) -> ProfileVersion:
    """Freeze the profile as it stands, with its paper. Raises edits.Stale, PdfFailed,
    IllegalMove where it is kept like this already.
    """
    if profile.version != version:
        raise edits.Stale(profile)
    value = paper.value_of(profile)
    _refuse_same(profile, value)
    printed = paper.pdf(value, state_words=f"Kept on {day_text(moment.today())}")
    return _keep(profile, version, by, value, printed)


@transaction.atomic
def _keep(profile, version, by, value, printed) -> ProfileVersion:
    row = edits.locked(PupilProfile, profile.pk, version)
    _refuse_same(row, value)
    title = f"One-page profile of {row.pupil.name}, {day_text(moment.today())}"
    document = documents.store(
        pupil=row.pupil, title=title, data=printed, media_type="application/pdf",
        needs=Permission.PROFILE_VIEW, by=by,
    )  # fmt: skip
    made = freeze(
        ProfileVersion, owner={"profile": row}, content=value, schema=paper.SCHEMA,
        document=document, by=by,
    )  # fmt: skip
    _tell("profile.kept", row, by, {"version": [None, made.number], "sha256": [None, made.sha256]})
    note(row.pupil, "One-page profile kept as it stands", needs=Permission.PROFILE_VIEW,
         url=f"/documents/{document.pk}/?view=1")  # fmt: skip
    return made


def _refuse_same(profile, value) -> None:
    last = ProfileVersion.objects.filter(profile=profile).order_by("-number").first()
    if last and last.content == canonical(value):
        raise IllegalMove("This profile is kept already, word for word.")


@transaction.atomic
def record_view(*, pupil, by, on, told, helped_by, answers) -> PupilView:
    """What the pupil said on one day. answers: the value of questions.answers_of.

    Raises IllegalMove where nothing was said, for a day still to come, and for a child who has
    left.
    """
    child = _here(pupil)
    if questions.says_nothing(answers):
        raise IllegalMove("Nothing is chosen and nothing is written yet.")
    if on > moment.today():
        raise IllegalMove("This day is still to come.")
    row = PupilView.objects.create(
        school_id=child.school_id, pupil=child, on=on, told=told, helped_by=helped_by,
        schema=questions.SCHEMA, content=canonical(answers), recorded_by=by,
    )  # fmt: skip
    note(child, "Said in their own words how school is", needs=Permission.PROFILE_VIEW,
         url=row.get_absolute_url(), on=on)  # fmt: skip
    _tell("views.recorded", row, by, {"on": [None, on], "told": [None, told]})
    return row


def may_withdraw(user, view) -> bool:
    """Who wrote it down, and who may write this child's profile."""
    if may_about(user, Permission.PROFILE_EDIT, view.pupil):
        return True
    noted = view.recorded_by_id == user.pk
    return noted and may_about(user, Permission.PROFILE_NOTE, view.pupil)


@transaction.atomic
def withdraw(*, view, why, by) -> PupilView:
    """Take it out of use; the row stays. Raises IllegalMove where it was withdrawn before."""
    row = PupilView.objects.select_for_update(of=("self",)).get(pk=view.pk)
    if row.withdrawn_at is not None:
        raise IllegalMove("Somebody has withdrawn this already.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = moment.now(), by, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    note(row.pupil, f"What was noted as said on {day_text(row.on)} was withdrawn",
         needs=Permission.PROFILE_VIEW)  # fmt: skip
    _tell("views.withdrawn", row, by, {"why": [None, why]})
    return row


def _here(pupil) -> Pupil:
    """The child, locked. Nothing new is asked of one who has left."""
    row = edits.locked(Pupil, pupil.pk)
    if has_gone(row.left_on):
        raise IllegalMove(f"{row.first_name} has left. What was written before stays to be read.")
    return row


def _tab(pupil) -> str:
    return f"/pupils/{pupil.pk}/profile/"


def _tell(verb, row, by, detail) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id, detail=detail
    )
