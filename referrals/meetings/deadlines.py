"""What the meetings make due: one for each class and period, and an answer to each concern."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.permissions import Role
from referrals.meetings.models import ProgressMeeting, ProgressRow
from referrals.meetings.periods import period_of
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reminders.owners import Duties, owner_for
from schools.models import ClassGroup
from sendcase import moment

MEET, DECIDE = "progress-meeting", "decide-concern"


def still_to_meet(school_id: int) -> tuple[object, list[ClassGroup]]:
    """(the period, open classes that have not met in it); (None, []) where none are wanted."""
    period = period_of(school_id, moment.today())
    if period is None:
        return None, []
    met = ProgressMeeting.objects.finished().filter(school=school_id, held_on__gte=period.starts_on)
    groups = ClassGroup.objects.filter(school=school_id, closed_on=None)
    return period, list(groups.exclude(pk__in=met.values("class_group")))


@transaction.atomic
def keep(school_id: int, by=None) -> None:
    """Make the table say what still_to_meet says. Any number of times."""
    period, groups = still_to_meet(school_id)
    rows = Deadline.objects.open().filter(school=school_id, kind=MEET)
    there = {number: facts for number, *facts in rows.values_list("object_id", "due_on", "rule")}
    for group in groups:
        rule = rule_in(period)
        if there.pop(group.pk, None) != [period.ends_on, rule]:
            open_deadline(
                MEET, group, school_id=school_id, due_on=period.ends_on, rule=rule,
                owner_role=Role.SENCO,
            )  # fmt: skip
    for group in ClassGroup.objects.filter(pk__in=there):
        close_deadline(MEET, group, done=group.closed_on is None and period is not None)


def rule_in(period) -> str:
    return f"Each class has a progress meeting in {period.name}, by its last day here"


def recount_meet(school_id: int) -> Iterable[Expected]:
    period, groups = still_to_meet(school_id)
    return [Expected(group.pk, school_id, period.ends_on, rule=rule_in(period)) for group in groups]


def names_of_classes(numbers: Iterable[int]) -> dict[int, str]:
    return dict(ClassGroup.objects.filter(pk__in=numbers).values_list("pk", "name"))


def open_decide(row, due_on: date) -> None:
    """A concern without an open referral: the class teacher decides what follows."""
    open_deadline(
        DECIDE, row, school_id=row.school_id, pupil=row.pupil, due_on=due_on,
        rule="The class teacher decides about a concern within as many days of the meeting’s end "
        "as the school gives itself to answer a referral",
        **vars(owner_for(row.pupil)),
    )  # fmt: skip


def recount_decide(school_id: int, duties=None) -> Iterable[Expected]:
    duties = duties or Duties(school_id)
    rows = ProgressRow.objects.filter(school=school_id).waiting().select_related("pupil")
    return [
        Expected(
            row.pk, school_id, row.decide_by, row.pupil_id, owner_for(row.pupil, duties=duties)
        )
        for row in rows
    ]


def met_by(referral) -> None:
    """A referral was sent: concerns that waited for a decision about this child have it."""
    for row in ProgressRow.objects.select_for_update().waiting().filter(pupil=referral.pupil_id):
        row.decided_on, row.decided_by = moment.today(), referral.raised_by
        row.decided_how, row.referral = "A referral was sent.", referral
        row.version += 1
        row.save(update_fields=["decided_on", "decided_by", "decided_how", "referral", "version"])
        close_deadline(DECIDE, row)


KINDS = [
    Kind(
        key=MEET,
        sentence="Hold the progress meeting of {pupil}",
        verb="Open",
        link=lambda deadline: f"/progress/classes/{deadline.object_id}/",
        recount=recount_meet,
        unnamed="a class",
        names=names_of_classes,
    ),
    Kind(
        key=DECIDE,
        sentence="Decide about a concern from the progress meeting: {pupil}",
        verb="Decide",
        link=lambda deadline: f"/progress/concerns/{deadline.object_id}/",
        recount=recount_decide,
        owned=True,
    ),
]
