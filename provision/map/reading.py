"""What the map of one term is made of: six queries at any size, nothing a person may not see."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Q

from provision.interventions.models import Intervention, InterventionStaff, Slot
from provision.models import Place
from schools.calendar import Span

NOBODY = "Nobody named yet"
NO_AREA = "No area of need"


@dataclass(frozen=True)
class Time:
    """A time in the week. at: None where nobody said when."""

    weekday: int
    at: time | None
    minutes: int
    room: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class Taken:
    """A child's place: only of children the person may see."""

    pupil_id: int
    name: str
    sort_key: str
    class_id: int | None
    class_name: str
    class_key: str
    from_on: date
    until_on: date | None


@dataclass
class Run:
    """One intervention in the term. taken: how many places are taken at most at one time."""

    pk: int
    name: str
    area: str
    area_order: int
    wave: int
    work: str
    agency: str
    room: str
    first: date
    last: date | None
    minutes: int
    times: int
    places: int
    state: str
    people: list[str] = field(default_factory=list)
    staff: list[tuple[int | None, str, date, date | None]] = field(default_factory=list)
    slots: list[Time] = field(default_factory=list)
    pupils: list[Taken] = field(default_factory=list)
    taken: int = 0

    @property
    def weekly(self) -> int:
        """Minutes a week."""
        return self.minutes * self.times

    @property
    def unused(self) -> int:
        return max(self.places - self.taken, 0)

    @property
    def beyond(self) -> int:
        """Children more than there are places for."""
        return max(self.taken - self.places, 0)


def runs_of(user, school, term: Span) -> list[Run]:
    """Agreed and ended interventions that reach into the term, those of the person's reach."""
    rows = (
        Intervention.objects.visible_to(user)
        .filter(school=school, state__in=["agreed", "ended"], starts_on__lte=term.ends_on)
        .filter(Q(ends_on=None) | Q(ends_on__gte=term.starts_on))
        .order_by("sort_key", "pk")
        .values_list(
            "pk", "name", "area__name", "area__order", "wave", "work", "agency", "room",
            "starts_on", "ends_on", "minutes", "times", "places", "state",
        )
    )  # fmt: skip
    runs = {}
    for pk, name, area, order, *rest in rows:
        runs[pk] = Run(pk, name, area or NO_AREA, 99 if order is None else order, *rest)
    _people(runs, term)
    _slots(runs, term)
    _pupils(user, runs, term)
    _taken(runs, term)
    return list(runs.values())


def reaching(term: Span) -> Q:
    return Q(from_on__lte=term.ends_on) & (Q(until_on=None) | Q(until_on__gte=term.starts_on))


def _people(runs: dict[int, Run], term: Span) -> None:
    rows = InterventionStaff.objects.filter(reaching(term), intervention__in=runs).order_by("pk")
    fields = ("intervention", "user", "user__name", "name", "from_on", "until_on")
    for pk, user_id, account, name, first, last in rows.values_list(*fields):
        said = account or name
        runs[pk].staff.append((user_id, said, first, last))
        if said not in runs[pk].people:
            runs[pk].people.append(said)


def _slots(runs: dict[int, Run], term: Span) -> None:
    rows = Slot.objects.filter(reaching(term), intervention__in=runs).real()
    fields = ("intervention", "weekday", "starts_at", "minutes", "room", "from_on", "until_on")
    for pk, *slot in rows.order_by("weekday", "starts_at", "pk").values_list(*fields):
        runs[pk].slots.append(Time(*slot))


def _pupils(user, runs: dict[int, Run], term: Span) -> None:
    rows = Place.objects.visible_to(user).filter(reaching(term), intervention__in=runs)
    for row in rows.select_related("pupil__class_group").order_by("pupil__sort_key", "pk"):
        child, group = row.pupil, row.pupil.class_group
        runs[row.intervention_id].pupils.append(
            Taken(
                child.pk, child.name, child.sort_key, child.class_group_id,
                group.name if group else "", group.sort_key if group else "~",
                row.from_on, row.until_on,
            )
        )  # fmt: skip


def _taken(runs: dict[int, Run], term: Span) -> None:
    """Counted over all children, also those the person may not see: a number names nobody."""
    rows = Place.objects.filter(reaching(term), intervention__in=runs)
    steps = defaultdict(list)
    for pk, first, last in rows.values_list("intervention", "from_on", "until_on"):
        steps[pk].append((max(first, term.starts_on), 1))
        if last is not None and last < term.ends_on:
            steps[pk].append((date.fromordinal(last.toordinal() + 1), -1))
    for pk, changes in steps.items():
        now = 0
        for _, change in sorted(changes):
            now += change
            runs[pk].taken = max(runs[pk].taken, now)
