"""A day for a family, another day, none; many at once."""

from datetime import date, time

import pytest

from audit.models import Event
from letters import services as letters
from provision.family_meetings import proposing, services, states
from provision.family_meetings.proposing import Window
from provision.models import ParentMeeting
from pupils import services as pupils
from schools.calendar import calendar_of
from sendcase.edits import IllegalMove, Stale
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.provision.family_meetings.conftest import TODAY, day, hold, on

FIRST = date(2026, 12, 1)


def another(place, **fields):
    pupil = PupilFactory(school=place.school, class_group=place.willow, **fields)
    placed(pupil, by=place.senco, on=date(2026, 9, 14))
    return pupil


def test_nobody_meets_two_families_at_one_time(place, planned):
    ben = another(place)
    for at in (time(15, 30), time(15, 40), time(15, 59)):
        with pytest.raises(IllegalMove, match="Mrs Holt meets another family at 15:40"):
            services.plan(pupil=ben, by=place.senco, **day(place, starts_at=at))
    services.plan(pupil=ben, by=place.senco, **day(place, starts_at=time(16, 0)))
    services.plan(pupil=ben, by=place.senco, **day(place, led_by=place.senco))
    assert ParentMeeting.objects.count() == 3


def test_one_that_was_called_off_leaves_its_time_free(place, planned):
    services.end(meeting=planned, version=1, step="cancel", why_not="Ill.", by=place.office)
    services.plan(pupil=another(place), by=place.senco, **day(place))


@pytest.mark.parametrize("closed", [date(2026, 12, 5), date(2026, 12, 23)])
def test_a_coming_day_is_one_on_which_the_school_is_open(place, closed):
    with pytest.raises(IllegalMove, match="closed"):
        services.plan(pupil=place.pupil, by=place.senco, **day(place, planned_on=closed))


def test_many_are_planned_all_or_none(place, planned):
    rows = [
        {"pupil": pupil, **day(place, starts_at=at)}
        for pupil, at in ((another(place), time(16, 0)), (another(place), time(15, 45)))
    ]
    with pytest.raises(IllegalMove, match=f"{rows[1]['pupil'].name}: Mrs Holt meets another"):
        services.plan_many(rows=rows, by=place.office)
    assert ParentMeeting.objects.count() == 1
    rows[1]["starts_at"] = time(16, 20)
    assert len(services.plan_many(rows=rows, by=place.office)) == 2


def test_times_are_proposed_one_after_the_other_round_what_is_taken(place, planned):
    families = [place.pupil, *(another(place) for _ in range(4))]
    window = Window(FIRST, time(15, 20), time(16, 20), 20)
    leaders = {pupil.pk: place.teacher for pupil in families}
    found = proposing.propose(families, leaders, window, calendar_of(place.school))
    assert [found[pupil.pk] for pupil in families] == [
        (FIRST, time(15, 20)), (FIRST, time(16, 0)),
        (date(2026, 12, 2), time(15, 20)), (date(2026, 12, 2), time(15, 40)),
        (date(2026, 12, 2), time(16, 0)),
    ]  # fmt: skip


def test_another_day_means_inviting_again_and_the_letter_that_waits_is_withdrawn(place, planned):
    [letter] = services.prepare_letters(meeting=planned, by=place.teacher)
    row = services.told(
        meeting=planned, version=planned.version, by=place.office, how="By phone", on=TODAY,
        contacts=[place.mother.pk], answer="coming",
    )  # fmt: skip
    assert row.state == "invited"
    row = services.change(
        meeting=row,
        version=row.version,
        by=place.office,
        **day(place, planned_on=date(2026, 12, 2)),
    )
    letter.refresh_from_db()
    assert (row.state, row.invited_on, row.answer, list(row.contacts.all())) == (
        "planned", None, "", []
    )  # fmt: skip
    assert letter.state == "withdrawn"


def test_another_teacher_alone_takes_no_invitation_back(place, planned):
    row = services.told(
        meeting=planned, version=1, by=place.office, how="By phone", on=TODAY,
        contacts=[place.mother.pk],
    )  # fmt: skip
    row = services.change(
        meeting=row, version=row.version, by=place.office, **day(place, led_by=place.senco)
    )
    assert (row.state, row.led_by) == ("invited", place.senco)


def test_two_who_change_the_day_do_not_overwrite_each_other(place, planned):
    services.change(meeting=planned, version=1, by=place.office, **day(place, minutes=30))
    with pytest.raises(Stale):
        services.change(meeting=planned, version=1, by=place.senco, **day(place, minutes=40))


def test_only_a_day_that_came_can_have_failed(place, planned):
    with pytest.raises(IllegalMove, match="cancel it instead"):
        services.end(meeting=planned, version=1, step="not held", why_not="Ill.", by=place.teacher)
    with on(FIRST):
        row = services.end(
            meeting=planned, version=1, step="not held", why_not="Ill.", by=place.teacher
        )
    assert (row.state, row.why_not) == ("not_held", "Ill.")
    assert Event.objects.filter(verb="parentmeeting.not_held", pupil_id=place.pupil.pk).exists()


@pytest.mark.parametrize("step", ["invite", "change the day", "not held", "cancel"])
def test_what_was_held_is_not_planned_again(place, planned, step):
    row = hold(planned, place.teacher)
    with pytest.raises(IllegalMove, match="it was held"):
        states.check(row, step)


def test_a_child_who_leaves_is_met_no_more_and_no_letter_waits(place, planned):
    services.prepare_letters(meeting=planned, by=place.teacher)
    pupils.leave(pupil=place.pupil, on=TODAY, by=place.office)
    planned.refresh_from_db()
    assert planned.state == "cancelled"
    assert not letters.Letter.objects.exclude(state="withdrawn").exists()
    with pytest.raises(IllegalMove, match="has left"):
        services.plan(pupil=place.pupil, by=place.senco, **day(place))
