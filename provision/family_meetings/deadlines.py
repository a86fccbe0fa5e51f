"""A meeting with each family in each term, and what was agreed at one."""

from django.db import transaction

from provision.family_meetings.models import MeetingAction
from provision.family_meetings.owed import met_in, owed
from pupils.models import Pupil
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reminders.owners import Duties, owner_for

MEET, ACT = "parent-meeting", "parent-meeting-action"
RULE = "Your policy and the SEND Code of Practice (6.65): each family is met in {}"
AGREED = "Agreed with the family on {:%d/%m/%Y}"


@transaction.atomic
def keep(school_id: int, by=None, pupil=None) -> None:
    """Make the table say whom the school, or this child's teacher, still meets. Any number of
    times; in the transaction of the change.
    """
    found = owed(school_id, pupil)
    there = _open(school_id, pupil)
    duties = Duties(school_id) if found.pupils else None
    for child in found.pupils:
        rule = RULE.format(found.span.name)
        if there.pop(child.pk, None) != (found.span.ends_on, rule):
            open_deadline(
                MEET, child, school_id=school_id, pupil=child, due_on=found.span.ends_on,
                rule=rule, **vars(owner_for(child, duties=duties)),
            )  # fmt: skip
    _end(school_id, found.span, there)


def _open(school_id, pupil) -> dict[int, tuple]:
    rows = Deadline.objects.open().filter(school=school_id, kind=MEET)
    if pupil is not None:
        rows = rows.filter(object_id=pupil.pk)
    return {
        number: tuple(facts) for number, *facts in rows.values_list("object_id", "due_on", "rule")
    }


def _end(school_id, span, there) -> None:
    """What is owed no more: met where a meeting was held, else it fell away."""
    met = set(met_in(span, school_id).values_list("pupil", flat=True)) if span and there else set()
    for child in Pupil.objects.filter(pk__in=there):
        close_deadline(MEET, child, done=child.pk in met)


def keep_pupil(pupil) -> None:
    """A hook of the register: the child's place has changed."""
    keep(pupil.school_id, pupil=pupil)


def keep_action(action) -> None:
    """Open, move or close it as the row says."""
    if action.due_on is None or action.done_on is not None:
        close_deadline(ACT, action, done=action.done_on is not None)
        return
    open_deadline(
        ACT, action, school_id=action.school_id, pupil=action.pupil, due_on=action.due_on,
        rule=AGREED.format(action.meeting.held_on), is_waiting=action.owner_id is None,
        **vars(owner_for(action.pupil, named=action.owner_id)),
    )  # fmt: skip


def recount_meet(school_id: int, duties=None) -> list[Expected]:
    found = owed(school_id)
    duties = duties or (Duties(school_id) if found.pupils else None)
    return [
        Expected(child.pk, school_id, found.span.ends_on, child.pk, owner_for(child, duties=duties))
        for child in found.pupils
    ]


def recount_act(school_id: int, duties=None) -> list[Expected]:
    rows = MeetingAction.objects.to_do().filter(school=school_id, due_on__isnull=False)
    duties = duties or Duties(school_id)
    return [
        Expected(
            row.pk, school_id, row.due_on, row.pupil_id,
            owner_for(row.pupil, named=row.owner_id, duties=duties),
        )
        for row in rows.select_related("pupil")
    ]  # fmt: skip


KINDS = (
    Kind(
        MEET, "Meet the family of {pupil}", "Plan or record",
        lambda deadline: f"/pupils/{deadline.object_id}/parent-meetings/new/", recount_meet,
        owned=True,
    ),
    Kind(
        ACT, "Do what was agreed with the family of {pupil}", "Open",
        lambda deadline: f"/parent-meeting-actions/{deadline.object_id}/", recount_act, owned=True,
    ),
)  # fmt: skip
