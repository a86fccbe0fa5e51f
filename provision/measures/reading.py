"""Measures of one intervention, one child, and what works over all of a school."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from provision.measures.gains import COUNTED, Gain, Group, gain, of_group
from provision.measures.models import Measure
from provision.models import Mark
from pupils.scores.kinds import ScoreKind, words

FIELDS = (
    "place__intervention", "pupil", "test", "test_key", "kind", "entry__tenths", "entry__word",
    "entry__taken_on", "exit__tenths", "exit__word", "exit__taken_on",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One child in one test. gain: where both results are there and are numbers."""

    intervention_id: int
    pupil_id: int
    test: str
    test_key: str
    kind: str
    entry: str
    entry_on: date
    exit: str
    exit_on: date | None
    gain: Gain | None


def rows_of(measures) -> list[Row]:
    """One query; measures: a queryset already narrowed to whom the person may see."""
    found = []
    for run, pupil, test, key, kind, first, said, on, last, then, until in measures.values_list(
        *FIELDS
    ):
        both = kind in COUNTED and last is not None and first is not None
        found.append(
            Row(
                run, pupil, test, key, kind, words(kind, first, said), on,
                words(kind, last, then) if until else "", until,
                gain(kind, first, last, (until - on).days) if both else None,
            )
        )  # fmt: skip
    return found


def tests_of(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """(test, kind) → its rows; a test is known by its key, its name is the first that was used."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.test_key, row.kind].append(row)
    return {(held[0].test, kind): held for (_, kind), held in found.items()}


def group_of(kind: str, rows: list[Row]) -> Group:
    return of_group(kind, [row.gain for row in rows if row.gain is not None])


@dataclass
class Works:
    """One kind of help over the whole school, in one test."""

    name: str
    test: str
    kind: str
    group: Group
    waiting: int = 0  # with a result at entry and none at exit yet
    hours: float | None = None  # delivered to a child who was measured, on average
    runs: set[int] = field(default_factory=set)


def what_works(user, school, interventions: dict[int, str], first: date, last: date) -> list[Works]:
    """interventions: number → the name under which runs are put together (the programme's).

    By the day of the result at entry. Three queries at any size.
    """
    measures = Measure.objects.visible_to(user).filter(
        school=school, place__intervention__in=interventions,
        entry__taken_on__gte=first, entry__taken_on__lte=last,
    ).order_by("pk")  # fmt: skip
    held: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows_of(measures):
        if row.kind != ScoreKind.WORD:
            held[interventions[row.intervention_id], row.test_key, row.kind].append(row)
    minutes = delivered(school, interventions)
    found = [
        Works(
            name, rows[0].test, kind, group_of(kind, rows),
            waiting=sum(row.exit_on is None for row in rows),
            hours=mean_hours(rows, minutes), runs={row.intervention_id for row in rows},
        )
        for (name, _, kind), rows in held.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.name.casefold(), each.test.casefold()))


def delivered(school, interventions) -> dict[tuple[int, int], int]:
    """(intervention, pupil) → minutes that took place."""
    rows = Mark.objects.filter(
        school=school, minutes__gt=0, session__intervention__in=interventions
    ).values_list("session__intervention", "pupil", "minutes")
    found: dict[tuple[int, int], int] = defaultdict(int)
    for run, pupil, minutes in rows:
        found[run, pupil] += minutes
    return found


def mean_hours(rows: list[Row], minutes) -> float | None:
    had = [minutes[row.intervention_id, row.pupil_id] for row in rows if row.gain is not None]
    return round(sum(had) / len(had) / 60, 1) if had else None
