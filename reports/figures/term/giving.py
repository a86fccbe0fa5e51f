"""Help given: who had some, minutes promised and given, why not, and what was gained."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from provision.interventions.models import Work
from provision.ledger import reading
from provision.measures.gains import EXPECTED, gain
from provision.models import Mark, Measure, Place, Promise
from pupils.scores.kinds import ScoreKind
from reports.amounts import RawAmounts, Unit
from reports.figures.day import CHILDREN
from reports.figures.sheets import Cell, Sheet
from reports.figures.term.window import Window

HELPED = "Had extra help"
MEASURED, KEPT_UP = "Measured before and after", "Kept up with their age, or gained more"
PROMISED, GIVEN, NOT_TICKED, NOT_PLANNED = (
    "Promised", "Took place", "Not ticked", "Not on the timetable",
)  # fmt: skip
TENTHS = 10


def help_given(school, window: Window) -> Sheet:
    """Children with a place in an intervention on some day of the window, by kind of work."""
    rows = Place.objects.filter(
        Q(until_on=None) | Q(until_on__gte=window.first),
        school=school, from_on__lte=window.last, intervention__state__in=("agreed", "ended"),
    ).filter(
        Q(intervention__ends_on=None) | Q(intervention__ends_on__gte=window.first)
    )  # fmt: skip
    cells: dict[int, set[Cell]] = {}
    for pupil, work in rows.order_by().values_list("pupil", "intervention__work"):
        cells.setdefault(pupil, {(HELPED, 0)}).add((Work(work).label, 0))
    words = (*Work.labels, HELPED)
    frozen = {pupil: frozenset(held) for pupil, held in cells.items()}
    return Sheet("help", "Extra help", CHILDREN, words, HELPED, False, frozen,
                 within=tuple(Work.labels), covers=True)  # fmt: skip


def minutes(school, window: Window) -> RawAmounts:
    """The ledger of every promise, child by child. Five queries. docs/decisions/ledger.md."""
    book = reading.book_of(school)
    span = reading.Window("", window.first, window.last)
    rows = reading.in_window(Promise.objects.filter(school=school), span)
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for ledger in reading.read(rows.order_by("from_on", "pk"), book, span):
        total, pupil = ledger.total, ledger.promise.pupil_id
        found[PROMISED][pupil] += total.promised
        found[GIVEN][pupil] += total.given
        found[NOT_TICKED][pupil] += total.not_ticked
        found[NOT_PLANNED][pupil] += total.not_planned
        for reason, lost in total.reasons.items():
            found[Mark.Reason(reason).label][pupil] += lost
    words = (PROMISED, GIVEN, *Mark.Reason.labels, NOT_TICKED, NOT_PLANNED)
    table = tuple((each, {pk: sum_ for pk, sum_ in found[each].items() if sum_}) for each in words)
    return RawAmounts("minutes", "Hours of help promised and given", Unit.MINUTES, table, PROMISED)


def _gains(school, window: Window) -> Iterator[tuple[int, str, str, float]]:
    """(pupil, kind of work, kind of score, gain in a month) of measures that ended in the window
    and that a child's own age can be held against. One query.
    """
    rows = Measure.objects.filter(
        school=school, kind__in=list(EXPECTED), exit__taken_on__range=(window.first, window.last)
    )
    columns = ("pupil", "place__intervention__work", "kind", "entry__tenths", "exit__tenths",
               "entry__taken_on", "exit__taken_on")  # fmt: skip
    for pupil, work, kind, first, last, start, end in rows.order_by("pk").values_list(*columns):
        if first is None or last is None:
            continue
        rate = gain(kind, first, last, (end - start).days).a_month
        if rate is not None:
            yield pupil, Work(work).label, kind, rate


def impact(school, window: Window) -> Sheet:
    """By kind of work; a child counts as having kept up where every test of theirs says so."""
    kept: dict[tuple[int, str], bool] = {}
    for pupil, work, kind, rate in _gains(school, window):
        key = (pupil, work)
        kept[key] = kept.get(key, True) and rate >= EXPECTED[ScoreKind(kind)]
    cells: dict[int, set[Cell]] = {}
    for (pupil, work), has in kept.items():
        cells.setdefault(pupil, set()).update({(work, 0)} | ({(work, 1)} if has else set()))
    frozen = {pupil: frozenset(held) for pupil, held in cells.items()}
    rows = tuple(Work.labels)
    return Sheet("impact", "What was gained", (MEASURED, KEPT_UP), rows, cells=frozen)


def gains(school, window: Window) -> RawAmounts:
    """Months of reading (or spelling, …) age gained in a month, by kind of work; of a child with
    several tests their mean.
    """
    rates: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for pupil, work, kind, rate in _gains(school, window):
        if kind == ScoreKind.AGE:
            rates[work][pupil].append(rate)
    table = tuple(
        (work, {pk: round(TENTHS * sum(each) / len(each)) for pk, each in rates[work].items()})
        for work in Work.labels
    )
    return RawAmounts("gains", "Months gained in a month", Unit.TENTHS, table)
