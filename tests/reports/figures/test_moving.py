"""What moved between two days, and how many children that are, for the door."""

from datetime import timedelta

import pytest

from reports import figures
from reports.figures import moving
from reports.figures.sheets import Sheet
from sendcase import moment
from tests.factories.ehcp import EhcPlanFactory
from tests.factories.people import UserFactory
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def days():
    today = moment.today()
    return today - 90 * DAY, today


def by_table(school, since, until) -> dict[str, int]:
    return figures.moves(figures.kept(figures.sheets_on(school, since)),
                         figures.sheets_on(school, until))  # fmt: skip


def row(raw, words) -> int:
    return dict(raw.rows)[words][0]


@pytest.fixture
def moved(school, days):
    """One joined, one left, two came on, one went up, one stayed where they were."""
    since, until = days
    old = {"school": school, "admitted_on": since - 500 * DAY}
    by = UserFactory()
    PupilFactory(school=school, admitted_on=since + DAY)
    PupilFactory(**old, left_on=since)
    for _ in range(2):
        placed(PupilFactory(**old), "sen-support", by=by, on=since + DAY)
    up = PupilFactory(**old)
    placed(up, "sen-support", by=by, on=since)
    placed(up, "ehc-plan", by=by, on=until)
    stays = PupilFactory(**old)
    placed(stays, "sen-support", by=by, on=since - DAY)
    return stays


def test_each_move_stands_in_its_row(school, days, moved):
    raw = figures.between(school, *days)

    assert row(raw, moving.JOINED) == 1
    assert row(raw, moving.LEFT) == 1
    assert row(raw, moving.ON) == 2
    assert row(raw, moving.OFF) == 0
    assert row(raw, moving.UP) == 1
    assert row(raw, moving.DOWN) == 0


def test_each_table_counts_its_own_movers(school, days, moved):
    found = by_table(school, *days)
    assert found["register"] == 2  # who went up stayed on it
    assert found["provision"] == 3
    assert found["sex"] == 3  # two came on, one is in the other column now
    assert found["year"] == 3  # September lies between: going up a year is no secret
    assert found["stage"] == 2  # two came to a stage: who only went up does not hide them


def test_nobody_moved_in_no_time(school, days, moved):
    assert set(by_table(school, days[1], days[1]).values()) == {0}


def test_cells_that_were_kept_see_what_has_no_history(school, days, moved):
    before = figures.kept(figures.sheets_on(school, days[1]))
    moved.fsm = True
    moved.save()
    now = figures.sheets_on(school, days[1])

    assert figures.moves(before, now)["groups"] == 1
    assert figures.moves(before, now)["stage"] == 0
    assert by_table(school, days[1], days[1])["groups"] == 0


def test_a_new_name_of_a_stage_or_an_area_moves_nobody(school, days, moved):
    """Else all who stand there would hide the one who moved."""
    before = figures.kept(figures.sheets_on(school, days[1]))
    for row in (*school.stages.all(), *school.areas.all()):
        row.name = f"{row.name} (new)"
        row.save()
    assert set(figures.moves(before, figures.sheets_on(school, days[1])).values()) == {0}


def test_a_stage_alone_in_its_code_is_the_children_with_that_support(school, days, moved):
    sheets = {each.key: each for each in figures.sheets_on(school, days[1])}
    for name in ("SEN support", "EHC plan"):
        said = [sheets[key].wholes[name] for key in ("stage", "provision", "type", "groups")]
        assert said[0] and said == [said[0]] * 4
    assert sheets["register"].wholes["Children with support"] == {
        child for name in ("SEN support", "EHC plan") for child in sheets["sex"].wholes[name]
    }


def test_plans_that_began_and_ended(school, days):
    since, until = days
    here = {"pupil__school": school, "pupil__admitted_on": since - 500 * DAY}
    EhcPlanFactory(**here, issued_on=since)  # before
    EhcPlanFactory(**here, issued_on=since + DAY)
    EhcPlanFactory(pupil__school=school, pupil__admitted_on=until, issued_on=until - DAY)
    EhcPlanFactory(**here, issued_on=since - DAY, state="ceased", ended_on=until, end_reason="r")
    EhcPlanFactory(**here, issued_on=since - DAY, state="left", ended_on=until, end_reason="r")

    raw = figures.between(school, *days)
    assert row(raw, moving.ISSUED) == 1
    assert row(raw, moving.CEASED) == 1


def test_those_who_came_are_not_hidden_by_those_who_only_changed_rows():
    def sheet(*cells):
        held = {pk: frozenset({(words, 0), ("all", 0)}) for pk, words in enumerate(cells) if words}
        return Sheet("t", "T", ("n",), ("a", "b", "all"), "all", adds=True, cells=held)

    before = figures.kept([sheet("a", "a", "a", "a", "a", None)])
    assert figures.moves(before, [sheet("b", "b", "b", "b", "b", None)]) == {"t": 5}
    assert figures.moves(before, [sheet("b", "b", "b", "b", "b", "a")]) == {"t": 1}
