"""The children of a school as they stood on a day, in seven queries at any size.

Dated: on roll (first and last day), stage, register, census code, areas and types of need. The
year is worked back from the year the child is in now. Sex, free school meals, English as an
additional language and looked after have no history: they are as the record says now.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from pupils.models import Enrolment, Pupil
from register.models import Need, RegisterEntry
from reports.figures.years import year_on
from sendcase import moment

FACTS = (
    "pk", "admitted_on", "left_on", "year", "sex", "fsm", "pupil_premium", "eal", "looked_after",
)  # fmt: skip
ENTRY = ("pk", "pupil", "stage", "stage__order", "on_register", "stage__is_monitoring",
         "census_code")  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a child stands in the graduated approach. areas: words; primary: a NeedType or ""."""

    stage_id: int
    order: int
    on_register: bool
    is_watched: bool
    code: str
    areas: frozenset[str]
    primary: str


@dataclass(frozen=True)
class Child:
    """One child on roll that day. place: None for a child at no stage."""

    pk: int
    year: str
    sex: str
    fsm: bool
    pupil_premium: bool
    eal: bool
    looked_after: bool
    place: Place | None

    @property
    def code(self) -> str:
        return self.place.code if self.place else "N"


def read(school, day: date) -> dict[int, Child]:
    """Pupil number → child, for everybody on roll that day; their last day counts."""
    rows = list(_here(school, day))
    joined, today = _joined(school, rows), moment.today()
    places = _places(school, day)
    found = {}
    for pk, admitted, left, year, *facts in rows:
        first = admitted or joined.get(pk)
        if first is None or first <= day:
            known_on = min(left, today) if left else today
            found[pk] = Child(pk, year_on(year, known_on, day), *facts, places.get(pk))
    return found


def _here(school, day: date):
    stays = Q(left_on=None) | Q(left_on__gte=day)
    came = Q(admitted_on=None) | Q(admitted_on__lte=day)
    rows = Pupil.objects.filter(stays, came, school=school).order_by()
    return rows.values_list(*FACTS)


def _joined(school, rows) -> dict[int, date]:
    """Of children whose first day nobody wrote down: the earliest day any record has of them."""
    unknown = {row[0] for row in rows if row[1] is None}
    if not unknown:
        return {}
    found: dict[int, date] = {}
    for model in (Enrolment, RegisterEntry):
        dated = model.objects.filter(school=school, pupil__admitted_on=None).order_by()
        for pk, first in dated.values_list("pupil").annotate(Min("from_on")):
            if pk in unknown:
                found[pk] = min(first, found.get(pk, first))
    return found


def _places(school, day: date) -> dict[int, Place]:
    held = RegisterEntry.objects.filter(school=school).held_on(day)
    areas, primary = defaultdict(set), {}
    for entry, name in held.order_by().values_list("pk", "areas__name"):
        if name is not None:
            areas[entry].add(name)
    first = Need.objects.filter(school=school, rank=1, entry__in=held.order_by().values("pk"))
    primary.update(first.order_by().values_list("entry", "need_type"))
    return {
        pupil: Place(*facts, frozenset(areas[entry]), primary.get(entry, ""))
        for entry, pupil, *facts in held.order_by("from_on", "pk").values_list(*ENTRY)
    }
