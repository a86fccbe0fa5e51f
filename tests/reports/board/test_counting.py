"""What is counted leaves rounded; what hardly moved is said again, to the letter."""

import random
from datetime import datetime, time, timedelta

import pytest

from provision.models import Funding
from pupils.models import Pupil
from register.models import RegisterEntry
from reports.board import counting, parts, services
from reports.board.models import BoardEdition
from sendcase import moment
from sendcase.frozen.services import content_of
from tests.factories import board
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = pytest.mark.django_db
TODAY = moment.today()
AGO = timedelta(days=85)
NOON = time(12, tzinfo=moment.LONDON)


@pytest.fixture
def before(case):
    """A report of the term before, of a school of 120; the next term has begun since."""
    case.term.starts_on, case.term.ends_on = TODAY - timedelta(days=150), TODAY - timedelta(days=80)
    case.term.save()
    board.filled(case.school, 120, case.senco)
    with moment.at(datetime.combine(TODAY - AGO, NOON)):
        case.earlier = board.published(case.school, case.senco, case.head)
    case.next = board.term(case.school, "Spring 2027", begun=70, left=20)
    return case


def now(case) -> dict:
    return counting.counted(case.school, case.next.starts_on, case.next.ends_on).figures


def place(case, number, code="K"):
    """So many children more at SEN support since."""
    rows = list(Pupil.objects.filter(school=case.school, register_entries=None)[:number])
    day = TODAY - timedelta(days=20)
    board.place(rows, code, case.senco, random.Random(5), on=day)


def test_every_figure_that_leaves_is_rounded_or_the_symbol(before):
    place(before, 30)
    figures = now(before)
    cells = [cell for table in figures["tables"] for row in table["rows"] for cell in row["cells"]]
    assert len(cells) > 60
    for cell in cells:
        assert cell["value"] is None or (cell["value"] >= 10 and cell["value"] % 5 == 0)
        assert cell["words"] in ("0–7", "not shown", str(cell["value"]))


@pytest.mark.parametrize("moved", [0, 1, 4])
def test_where_few_moved_the_same_figures_are_said_again(before, moved):
    place(before, moved)
    figures, last = now(before), content_of(before.earlier.issued)["figures"]
    assert figures["is_repeated"]
    assert figures["tables"] == last["tables"] and figures["sums"] == last["sums"]
    assert figures["counted_on"] == last["counted_on"]


def test_where_more_moved_the_tables_they_moved_in_are_new(before):
    place(before, 25)
    figures, last = now(before), content_of(before.earlier.issued)["figures"]
    old = {table["key"]: table for table in last["tables"]}
    new = {table["key"] for table in figures["tables"] if table != old[table["key"]]}
    assert not figures["is_repeated"]
    assert {"provision", "stage", "movement"} <= new
    assert "complaints" not in new and "letters" not in new
    shown = {part["key"]: part["note"] for part in
             (parts.of_table(table, figures) for table in figures["tables"])}  # fmt: skip
    assert shown["provision"] == "" and "these are the figures of" in shown["complaints"]


def test_changes_add_up_over_terms_that_were_said_again(before):
    """Three moved, then three more: with the second report it is six since the counted day."""
    place(before, 3)
    second = board.published(before.school, before.senco, before.head)
    assert content_of(second.issued)["figures"]["is_repeated"]
    BoardEdition.objects.filter(pk=second.pk).update(term=None, starts_on="2026-09-02")
    place(before, 3)
    assert now(before)["is_repeated"] is False


@pytest.mark.parametrize(("since", "came"), [(0, 12), (-1, 0), (-100, 0)])
def test_who_came_on_the_first_day_of_the_first_term_came_in_it(case, since, came):
    first = case.term.starts_on
    old = PupilFactory(school=case.school, admitted_on=first - timedelta(days=200))
    placed(old, by=case.senco, on=first - timedelta(days=200))
    for _ in range(12):
        PupilFactory(school=case.school, admitted_on=first + timedelta(days=since))
    said = counting.counted(case.school, first, case.term.ends_on).figures
    [moves] = [table for table in said["tables"] if table["key"] == "movement"]
    joined = next(row for row in moves["rows"] if row["words"] == "Joined the school")
    assert (joined["cells"][0]["value"] or 0) == came // 10 * 10


def test_history_that_was_put_right_moves_nobody(before):
    """Six entries get another first day: in the figures that were published they stood already.
    The one child who came since would else stand alone between two reports.
    """
    held = RegisterEntry.objects.filter(school=before.school, census_code="K")[:6]
    RegisterEntry.objects.filter(pk__in=[row.pk for row in held]).update(
        from_on=TODAY - timedelta(days=30)
    )
    place(before, 1)
    tables = {table["key"]: table["days"]["day"] for table in now(before)["tables"]}
    assert tables["provision"] == tables["stage"] == (TODAY - AGO).isoformat()


def test_a_fact_without_history_counts_as_a_move(before):
    """Free school meals are kept as they are today: the cells of the report tell who changed."""
    supported = Pupil.objects.filter(school=before.school).exclude(register_entries=None)
    changed = [row.pk for row in supported.filter(fsm=False)[:9]]
    Pupil.objects.filter(pk__in=changed).update(fsm=True)
    days = {table["key"]: table["days"]["day"] for table in now(before)["tables"]}
    assert days["groups"] == TODAY.isoformat()
    assert days["provision"] == (TODAY - AGO).isoformat()


def test_only_the_newest_report_keeps_who_stood_where(before):
    place(before, 25)
    second = board.published(before.school, before.senco, before.head)
    before.earlier.refresh_from_db()
    assert before.earlier.cells is None
    assert second.cells["provision"] and "cells" not in content_of(second.issued)["figures"]


def test_the_reports_before_stand_beside_it(before):
    place(before, 25)
    row = board.published(before.school, before.senco, before.head)
    said = content_of(row.issued)
    [earlier] = said["figures"]["earlier"]
    assert earlier["tables"] == content_of(before.earlier.issued)["figures"]["tables"]
    [support, register] = parts.compared(said)
    assert support["columns"] == [before.term.name, "Spring 2027"]
    assert support["again"] == []


def test_a_term_that_is_over_is_counted_as_on_its_last_day(case):
    case.term.ends_on = TODAY - timedelta(days=5)
    case.term.save()
    board.filled(case.school, 60, case.senco)
    figures = counting.counted(case.school, case.term.starts_on, case.term.ends_on).figures
    assert figures["counted_on"] == case.term.ends_on.isoformat()


@pytest.mark.parametrize("size", [10, 200])
def test_counting_asks_as_often_at_any_size(case, size, at_most):
    board.filled(case.school, size, case.senco)
    services.begin(school=case.school, by=case.senco)
    with at_most(70):
        counting.counted(case.school, case.term.starts_on, case.term.ends_on)


def test_a_report_without_its_cells_is_compared_with_the_records_of_its_day(before):
    """It was brought in from another installation, which keeps the cells."""
    BoardEdition.objects.filter(pk=before.earlier.pk).update(cells=None)
    place(before, 1)
    assert now(before)["is_repeated"]
    place(before, 24)
    days = {table["key"]: table["days"]["day"] for table in now(before)["tables"]}
    assert days["provision"] == TODAY.isoformat()
    assert days["letters"] == (TODAY - AGO).isoformat()


def test_money_that_one_child_more_brings_in_says_its_last_figures_again(before):
    """Twenty-five came to support, so there are new tables; the one child’s money is not new."""
    pupils = list(Pupil.objects.filter(school=before.school)[:10])

    def funded(pupil):
        Funding.objects.create(
            school=before.school, pupil=pupil, source="top_up", pence=600_000,
            from_on=TODAY - timedelta(days=60), until_on=TODAY,
        )  # fmt: skip

    def money() -> dict:
        [found] = [each for each in now(before)["sums"] if each["key"] == "brought-in"]
        return found

    for pupil in pupils[:9]:
        funded(pupil)
    place(before, 25)
    assert money()["rows"][0]["amount"] == "£54,000"  # nine came: it is new
    cells = before.earlier.cells | {"brought-in": {
        str(pupil.pk): [["Named for children", 600_000]] for pupil in pupils[:9]
    }}  # fmt: skip
    BoardEdition.objects.filter(pk=before.earlier.pk).update(cells=cells)
    funded(pupils[9])
    [last] = [each for each in content_of(before.earlier.issued)["figures"]["sums"]
              if each["key"] == "brought-in"]  # fmt: skip
    assert money() == last
