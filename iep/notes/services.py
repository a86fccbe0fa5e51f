"""Adding a note and withdrawing one. There is no third thing that can be done to it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import roles_at
from accounts.permissions import Permission, Role
from audit import log
from iep.dates import words
from iep.models import SupportPlan
from iep.notes.models import PlanNote
from pupils import chronology
from sendcase import edits, moment

State = SupportPlan.State
NOTABLE = (State.DRAFT, State.AGREED, State.SHARED, State.REVIEWED)


def takes_notes(plan) -> bool:
    return plan.state in NOTABLE


def first_day(plan):
    """The first day a note on this plan may be about; today where the plan begins later."""
    return min(plan.starts_on, moment.today())


def wrong_day(plan, on) -> str:
    """Why a note on this plan cannot be about that day; empty where it can."""
    today, first = moment.today(), first_day(plan)
    if on > today:
        return f"The note is about {words(on)}, but today is {words(today)}. Change the day."
    if on < first:
        return (
            f"The note is about {words(on)}, but the plan starts on {words(first)}. "
            "Change the day, or write the note on the plan of that time."
        )
    return ""


@transaction.atomic
def add_note(*, plan, by, text, target=None, on=None) -> PlanNote:
    """A note of today on what was seen on the day `on`. target: number of one of the plan's
    targets, None for the plan as a whole.

    Raises IllegalMove where the plan takes no notes or the day cannot be, Target.DoesNotExist for
    a target that is not this plan's.
    """
    row = edits.locked(SupportPlan, plan.pk)
    on = on or moment.today()
    if not takes_notes(row):
        raise edits.IllegalMove(
            "This plan has ended and takes no more notes. Write it on the plan that is in use."
        )
    if wrong := wrong_day(row, on):
        raise edits.IllegalMove(wrong)
    note = PlanNote.objects.create(
        school_id=row.school_id, pupil_id=row.pupil_id, plan=row, author=by, on=on, text=text,
        target=row.targets.get(pk=target) if target else None,
    )  # fmt: skip
    detail = {"plan": [None, row.pk], "target": [None, target], "on": [None, on]}
    tell(note, "plannote.added", "Note on the", by, detail, on=on)
    return note


def may_withdraw(note, person) -> bool:
    """Whoever wrote it, and the SENCO. Asked of a note that the person reads."""
    return note.author_id == person.pk or Role.SENCO in roles_at(person, note.school_id)


@transaction.atomic
def withdraw(*, note, by, reason) -> PlanNote:
    """Take a note back. Its words stay in the record for the SENCO and the head.

    Raises PermissionDenied, IllegalMove where it was withdrawn before.
    """
    if not may_withdraw(note, by):
        raise PermissionDenied(Permission.PLAN_NOTE)
    row = edits.locked(PlanNote, note.pk)
    if row.withdrawn_at:
        raise edits.IllegalMove("This note was withdrawn already.")
    edits.save(row, withdrawn_at=moment.now(), withdrawn_by=by, withdrawn_reason=reason)
    detail = {"reason": [None, reason]}
    tell(row, "plannote.withdrawn", "A note was withdrawn from the", by, detail)
    return row


def tell(note, verb, words_before, by, detail, on=None) -> None:
    """The log has who, when and where; neither it nor the story repeats what the note says."""
    plan = note.plan
    ids = {"school_id": note.school_id, "pupil_id": note.pupil_id}
    log.record(verb, target=note, by=by, detail=detail, **ids)
    chronology.note(
        plan.pupil, f"{words_before} {plan.kind.short_name}",
        needs=Permission.PLAN_NOTE_VIEW, url=note.get_absolute_url(), on=on,
    )  # fmt: skip
