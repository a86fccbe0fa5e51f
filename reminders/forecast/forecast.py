"""The forecast of one school, read from its open deadlines as plain values."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.permissions import Role
from reminders.forecast import durations, weeks
from reminders.forecast.models import EIGHT_HOURS, WorkHours
from reminders.forecast.weeks import Week
from reminders.forecast.windows import LAW_BEHIND, Item
from reminders.forecast.words import in_hours, week_words
from reminders.grouping import stands_on
from reminders.models import Deadline
from schools.calendar import Calendar, calendar_of
from schools.models import Membership
from sendcase import moment

BRIEF = ("pk", "kind", "object_id", "due_on", "is_legal", "put_off_until")


@dataclass(frozen=True)
class Forecast:
    """weeks: eight, from this one on; legal: (kind, number) → the law's day, of the kinds that
    stand behind another day.
    """

    today: date
    weeks: list[Week]
    legal: dict[tuple[str, int], date]
    calendar: Calendar

    @property
    def peaks(self) -> list[Week]:
        return [week for week in self.weeks if week.is_peak]

    @property
    def unknown_from(self) -> date | None:
        """The last day of the last term entered, where the weeks go on after it."""
        ends = [term.ends_on for term in self.calendar.terms]
        return max(ends) if ends and max(ends) < self.weeks[-1].first else None


def of_school(school, deadlines=None) -> Forecast:
    """Five questions to the database, however much is due.

    deadlines: those the reader may see; all of the school for the system itself.
    """
    today = moment.today()
    rows = Deadline.objects.all() if deadlines is None else deadlines
    rows, calendar = rows.filter(school=school).open(), calendar_of(school)
    found = weeks.counted(
        _ours(rows, school, weeks.last_day(today)),
        calendar=calendar,
        durations=durations.of_school(school),
        minutes_a_week=minutes_a_week(school),
        today=today,
    )
    return Forecast(today, found, _law_behind(rows), calendar)


def minutes_a_week(school) -> int:
    row = WorkHours.objects.filter(school=school).values_list("minutes", flat=True).first()
    return EIGHT_HOURS if row is None else row


def _ours(rows, school, last: date) -> list[Item]:
    """What falls to whoever is SENCO and waits for nobody."""
    holders = Membership.objects.held_today().filter(school=school, role=Role.SENCO).values("user")
    ours = Q(owner=None, owner_role=Role.SENCO) | Q(owner__in=holders)
    wanted = rows.filter(ours, due_on__lte=last, is_waiting=False)
    items = (_item(row) for row in wanted.order_by("due_on", "pk").values(*BRIEF))
    return sorted(items, key=lambda item: item.due_on)


def _item(row: dict) -> Item:
    """What is back already is late as it was."""
    is_back = row["put_off_until"] is None or row["put_off_until"] <= moment.today()
    day = row["due_on"] if is_back else stands_on(row)
    del row["put_off_until"]
    return Item(**row | {"due_on": day, "is_moved": day != row["due_on"]})


def _law_behind(rows) -> dict[tuple[str, int], date]:
    """The law's days that stand behind another day, however far ahead and whoever waits."""
    found = rows.filter(kind__in=LAW_BEHIND.values(), is_legal=True)
    kept = found.values_list("kind", "object_id", "due_on")
    return {(kind, number): day for kind, number, day in kept}


def week_line(school) -> str:
    """This week and the next peak in a sentence or two, for Today; "" where nothing is due."""
    found = of_school(school)
    this, later = found.weeks[0], [week for week in found.peaks if week is not found.weeks[0]]
    said = []
    if this.due:
        said.append(week_words(this))
    if later:
        peak = later[0]
        said.append(
            f"In the week of {peak.first.day} {peak.first:%B} more is due than there are hours "
            f"for: {in_hours(peak.due)}, with {in_hours(peak.there)} for it."
        )
    return " ".join(said)
