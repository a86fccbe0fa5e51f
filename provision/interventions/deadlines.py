"""What interventions make due: an answer to what was proposed, and a look at each as a whole.

Both are the SENCO's. A proposal has PROPOSAL_DAYS from the day it was made; a wish for a place too.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.permissions import Role
from provision.interventions.reviewing import Days
from provision.models import Intervention, PlaceWish
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from sendcase.moment import LONDON

DECIDE, REVIEW = "decide-intervention", "review-intervention"
PROPOSAL_DAYS = timedelta(days=7)
DECIDE_RULE = "Whoever proposes extra help hears within 7 days, holidays counted"
State = Intervention.State


def answer_due(row, wishes: Iterable[date]) -> date | None:
    """wishes: the days on which the places that wait were asked for."""
    asked = list(wishes)
    if row.state == State.PROPOSED:
        asked.append(row.created_at.astimezone(LONDON).date())
    if row.state not in (State.PROPOSED, State.AGREED):
        return None
    return min(asked) + PROPOSAL_DAYS if asked else None


def waiting(school_id: int) -> dict[int, list[date]]:
    """Intervention → the days on which the wishes that wait were made."""
    found: dict[int, list[date]] = {}
    rows = PlaceWish.objects.filter(school=school_id).waiting()
    for number, at in rows.values_list("intervention", "created_at"):
        found.setdefault(number, []).append(at.astimezone(LONDON).date())
    return found


def follow(rows) -> None:
    """Both deadlines of these, which are of one school, in the transaction of their change. Any
    number of times.
    """
    school_id = rows[0].school_id
    days, wishes = Days(school_id), waiting(school_id)
    for row in sorted(rows, key=lambda row: row.pk):
        _follow(row, days, wishes)


def _follow(row, days, wishes) -> None:
    _keep(DECIDE, row, answer_due(row, wishes.get(row.pk, [])), DECIDE_RULE)
    _keep(REVIEW, row, days.due(row), days.rule(row))


def _keep(kind, row, due_on, rule) -> None:
    there = Deadline.objects.open().filter(kind=kind, object_id=row.pk)
    if due_on is None:
        close_deadline(kind, row, done=kind == DECIDE or was_made(row, there))
        return
    if list(there.values_list("due_on", "rule")) != [(due_on, rule)]:
        if kind == REVIEW and was_made(row, there.exclude(due_on=due_on)):
            close_deadline(kind, row)  # done: the next is another one, not this one moved
        open_deadline(
            kind, row, school_id=row.school_id, due_on=due_on, rule=rule, owner_role=Role.SENCO
        )


def was_made(row, there) -> bool:
    """Whether a review counts for the day of one that is open."""
    last = row.reviews.aggregate(last=Max("due_on"))["last"]
    return last is not None and there.filter(due_on__lte=last).exists()


@transaction.atomic
def keep(school_id: int, by=None) -> None:
    """After a change of terms or policy: every intervention of the school."""
    days, wishes = Days(school_id), waiting(school_id)
    for row in Intervention.objects.filter(school=school_id, state__in=OPEN):
        _follow(row, days, wishes)


OPEN = (State.PROPOSED, State.AGREED)


def recount_decide(school_id: int) -> list[Expected]:
    wishes = waiting(school_id)
    rows = Intervention.objects.filter(school=school_id, state__in=OPEN)
    due = ((row, answer_due(row, wishes.get(row.pk, []))) for row in rows)
    return [Expected(row.pk, school_id, day) for row, day in due if day]


def recount_review(school_id: int) -> list[Expected]:
    days = Days(school_id)
    rows = Intervention.objects.filter(school=school_id, state=State.AGREED)
    due = ((row, days.due(row)) for row in rows)
    return [Expected(row.pk, school_id, day) for row, day in due if day]


def names(numbers: Iterable[int]) -> dict[int, str]:
    return dict(Intervention.objects.filter(pk__in=numbers).values_list("pk", "name"))


KINDS = [
    Kind(
        key=DECIDE,
        sentence="Answer what was proposed: {pupil}",
        verb="Answer",
        link=lambda deadline: f"/interventions/{deadline.object_id}/decide/",
        recount=recount_decide,
        unnamed="extra help",
        names=names,
    ),
    Kind(
        key=REVIEW,
        sentence="Review {pupil}",
        verb="Review",
        link=lambda deadline: f"/interventions/{deadline.object_id}/review/",
        recount=recount_review,
        unnamed="an intervention",
        names=names,
    ),
]
