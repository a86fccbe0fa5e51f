"""One meeting with each family in each term: what is due, for whom, and the recount."""

from datetime import date, time, timedelta

import pytest

from provision.family_meetings import deadlines, services
from provision.family_meetings.tasks import keep
from pupils import services as pupils
from register import services as register
from reminders.models import Deadline
from schools.policy import services as policies
from schools.services import terms
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.provision.family_meetings.conftest import (
    AUTUMN_ENDS,
    SPRING_ENDS,
    TODAY,
    act,
    day,
    differing,
    hold,
    on,
    owed,
)


def test_a_child_placed_in_time_is_owed_a_meeting_by_the_last_school_day(place):
    [row] = owed()
    assert (row.object_id, row.due_on, row.owner) == (place.pupil.pk, AUTUMN_ENDS, place.teacher)
    assert "6.65" in row.rule and "Autumn" in row.rule and not row.is_legal
    assert differing(place) == []


@pytest.mark.parametrize(("stage", "due"), [("ehc-plan", 1), ("sen-support", 1), ("monitoring", 0)])
def test_who_has_support_or_a_plan_is_met_and_who_is_only_watched_is_not(place, stage, due):
    pupil = PupilFactory(school=place.school, class_group=place.willow)
    placed(pupil, stage, by=place.senco, on=date(2026, 9, 14))
    assert sum(row.object_id == pupil.pk for row in owed()) == due
    assert differing(place) == []


def test_a_meeting_that_was_held_meets_it_and_one_that_failed_does_not(place, planned):
    with on(date(2026, 12, 1)):
        services.end(meeting=planned, version=1, step="not held", why_not="Ill.", by=place.teacher)
        assert len(owed()) == 1
        other = services.plan(
            pupil=place.pupil, by=place.teacher, **day(place, starts_at=time(9, 0))
        )
        hold(other, place.teacher, held_on=date(2026, 12, 1))
        assert owed() == []
        assert Deadline.objects.get(kind=deadlines.MEET).state == "done"
        assert differing(place) == []


def test_a_meeting_of_last_term_does_not_count_for_this_one(place, planned):
    hold(planned, place.teacher, held_on=date(2026, 7, 14))
    assert len(owed()) == 1


def test_each_term_asks_anew_and_what_was_missed_moves_to_the_term_that_runs(place):
    with on(date(2026, 12, 30)):  # in the holidays the autumn's is late
        keep()
        assert [row.due_on for row in owed()] == [AUTUMN_ENDS]
        assert differing(place) == []
    with on(date(2027, 1, 4), 3):
        keep()
        keep()
        assert [row.due_on for row in owed()] == [SPRING_ENDS]
        assert differing(place) == []


def test_whose_support_began_late_in_the_term_is_met_from_the_next_on(place):
    pupil = PupilFactory(school=place.school, class_group=place.willow)
    placed(pupil, by=place.senco, on=date(2026, 11, 21))
    assert [row.object_id for row in owed()] == [place.pupil.pk]
    with on(date(2027, 1, 4)):
        keep()
        assert {row.object_id for row in owed()} == {place.pupil.pk, pupil.pk}
        assert differing(place) == []


def test_a_move_between_stages_of_support_owes_no_second_meeting(place, planned):
    hold(planned, place.teacher)
    placed(place.pupil, "ehc-plan", by=place.senco)
    assert owed() == []
    assert differing(place) == []


def test_support_that_ends_takes_the_meeting_with_it(place):
    entry = place.pupil.register_entries.get()
    register.close(entry=entry, reason="Caught up.", by=place.senco)
    assert owed() == []
    assert Deadline.objects.get(kind=deadlines.MEET).state == "dropped"
    assert differing(place) == []


def test_who_leaves_is_owed_nothing_and_what_was_agreed_waits_for_their_return(place, planned):
    hold(planned, place.teacher, [act(owner=place.teacher, due_on=date(2026, 12, 8))])
    pupils.leave(pupil=place.pupil, on=TODAY, by=place.office)
    assert owed() == owed(deadlines.ACT) == []
    assert differing(place) == []
    with on(TODAY + timedelta(days=1)):
        pupils.leave(pupil=place.pupil, on=None, by=place.office)
        assert len(owed(deadlines.ACT)) == 1
        assert differing(place) == []


@pytest.mark.parametrize(("a_year", "due"), [(6, date(2026, 12, 18)), (0, None)])
def test_the_policy_says_how_often(place, a_year, due):
    write = policies.rules(parent_meetings_a_year=a_year)
    policies.change(school=place.school, by=place.senco, version=None, write=write)
    assert [row.due_on for row in owed()] == ([due] if due else [])
    assert differing(place) == []


def test_another_term_in_the_calendar_moves_the_day(place):
    row = place.school.terms.get(name="Autumn")
    terms.change_term(
        term=row, version=None, name="Autumn", starts_on=row.starts_on,
        ends_on=date(2026, 12, 16), by=place.office,
    )  # fmt: skip
    assert [each.due_on for each in owed()] == [date(2026, 12, 16)]
    assert differing(place) == []
