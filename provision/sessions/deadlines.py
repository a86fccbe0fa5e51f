"""Due: the sessions of an intervention that nobody ticked for five school days."""

from datetime import timedelta

from django.db.models import Min

from provision.models import Intervention, InterventionStaff, Session
from provision.querysets import STAFF
from provision.sessions import reach
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reminders.owners import SENCO, Duties, Owner
from schools.calendar import calendar_of
from schools.models import School
from sendcase import moment

KEY = "tick-sessions"
SCHOOL_DAYS, AT_LEAST, BACK = 5, timedelta(days=7), timedelta(days=366)
DAY = timedelta(days=1)
RULE = "Five school days after a session that nobody has ticked"


def keep(school_id: int, interventions, *, done=True) -> None:
    """Open, move or close it as the records say now. In the transaction of the change.

    interventions: their numbers. done: what is closed was met; else it fell away.
    """
    numbers = list(interventions)
    expected = {row.object_id: row for row in recount(school_id, only=numbers)}
    there = Deadline.objects.open().filter(kind=KEY, object_id__in=numbers)
    for pk in {*expected, *there.values_list("object_id", flat=True)}:
        if row := expected.get(pk):
            open_deadline(KEY, Intervention(pk=pk), school_id=school_id, due_on=row.due_on,
                          rule=RULE, **vars(row.owner))  # fmt: skip
        else:
            close_deadline(KEY, Intervention(pk=pk), done=done)


def recount(school_id: int, duties=None, only=None) -> list[Expected]:
    """Every intervention whose oldest session without a tick is five school days old."""
    oldest = oldest_unticked(school_id, only)
    if not oldest:
        return []
    calendar, today = calendar_of(School.objects.get(pk=school_id)), moment.today()
    due = {pk: due_on(calendar, on) for pk, on in oldest.items()}
    late = {pk: oldest[pk] for pk, day in due.items() if day <= today}
    owners = owners_of(school_id, late, duties) if late else {}
    return [Expected(pk, school_id, due[pk], owner=owners[pk]) for pk in late]


def oldest_unticked(school_id, only) -> dict:
    """Intervention → day of its oldest session that waits, a week old at least. One query."""
    today = moment.today()
    rows = Session.objects.filter(
        school=school_id, on__gte=today - BACK, on__lte=today - AT_LEAST
    ).order_by()  # fmt: skip
    rows = reach.unticked(rows if only is None else rows.filter(intervention__in=only))
    return dict(rows.values_list("intervention").annotate(first=Min("on")))


def due_on(calendar, on):
    for _ in range(SCHOOL_DAYS):
        on = calendar.next_open(on + DAY)
    return on


def owners_of(school_id, oldest: dict, duties=None) -> dict[int, Owner]:
    """Who ran it on that day and still does, the longest first; else the SENCO."""
    duties, found = duties or Duties(school_id), dict.fromkeys(oldest, SENCO)
    staff = InterventionStaff.objects.held_today().exclude(user=None)
    for row in staff.filter(intervention__in=oldest).order_by("-from_on", "-pk"):
        works = not duties.roles.get(row.user_id, set()).isdisjoint(STAFF)
        if works and row.from_on <= oldest[row.intervention_id]:
            found[row.intervention_id] = Owner(row.user_id)
    return found


def names(numbers) -> dict[int, str]:
    return dict(Intervention.objects.filter(pk__in=numbers).values_list("pk", "name"))


KIND = Kind(
    key=KEY,
    sentence="Tick the sessions of {pupil}",
    verb="Tick them",
    link=lambda deadline: f"/interventions/{deadline.object_id}/sessions/?show=waiting",
    recount=recount,
    owned=True,
    personal=True,
    unnamed="an intervention",
    names=names,
)
