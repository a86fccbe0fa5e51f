"""Ticks: once each, never over a newer one, of the right child by the right adult."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Role
from audit.models import Event
from provision.interventions import services as interventions
from provision.models import Mark, Place, Session
from provision.sessions.services import cover, extra, move, tick
from provision.sessions.showing import Cards
from schools.models import Closure
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import member
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.provision.sessions.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def said(at, outcome="delivered", *, seen=None, by=None, session=None, **more):
    more = {"tick": uuid.uuid4()} | more
    return tick(
        session=session or at.today, by=by or at.helper, outcome=outcome,
        seen=seen or {at.place.pk: 0}, **more,
    )  # fmt: skip


def mark(at):
    return Mark.objects.get(session=at.today, place=at.place)


def test_it_took_place(at):
    told = said(at)
    row = mark(at)
    assert (row.outcome, row.minutes, row.marked_by, row.pupil) == (
        "delivered", 20, at.helper, at.amina,
    )  # fmt: skip
    assert told.marks == {at.place.pk: row} and told.clashes == []
    assert Event.objects.filter(verb="session.ticked", pupil_id=at.amina.pk).count() == 1


def test_short_and_missed_say_why(at):
    said(at, "short", minutes=10, reason="no_room")
    assert (mark(at).minutes, mark(at).reason) == (10, "no_room")
    said(at, "missed", seen={at.other_place.pk: 0}, reason="child_away")
    assert Mark.objects.get(place=at.other_place).minutes == 0
    for wrong in ({"outcome": "missed"}, {"outcome": "short", "minutes": 20, "reason": "no_room"},
                  {"outcome": "short", "minutes": 0, "reason": "no_room"}):  # fmt: skip
        with pytest.raises(IllegalMove):
            said(at, seen={at.place.pk: 1}, **wrong)


def test_everyone_at_once(at):
    said(at, seen={at.place.pk: 0, at.other_place.pk: 0})
    assert Mark.objects.filter(session=at.today, outcome="delivered").count() == 2


def test_the_same_tap_sent_twice_has_one_effect(at):
    number = uuid.uuid4()
    said(at, tick=number)
    again = said(at, tick=number)
    assert again.clashes == [] and mark(at).version == 1
    other = said(at, "missed", tick=number, seen={at.place.pk: 1}, reason="event")
    assert other.clashes == [] and mark(at).outcome == "delivered"
    assert Event.objects.filter(verb="session.ticked").count() == 1


def test_a_late_repeat_does_not_undo_what_came_after_it(at):
    number = uuid.uuid4()
    said(at, tick=number)
    said(at, "", seen={at.place.pk: 1})
    again = said(at, tick=number)
    assert (again.clashes, mark(at).outcome) == ([at.place.pk], "")


def test_the_second_of_two_adults_sees_what_the_first_said(at):
    said(at, by=at.senco)
    told = said(at, "missed", reason="child_away")
    assert told.clashes == [at.place.pk]
    assert told.marks[at.place.pk].marked_by == at.senco
    assert mark(at).outcome == "delivered"


def test_two_who_say_the_same_do_not_disagree(at):
    said(at, by=at.senco)
    assert said(at).clashes == [] and mark(at).marked_by == at.senco


def test_in_a_group_only_the_child_that_changed_is_left(at):
    said(at, "missed", by=at.senco, reason="child_away")
    told = said(at, seen={at.place.pk: 0, at.other_place.pk: 0})
    assert told.clashes == [at.place.pk]
    assert Mark.objects.get(place=at.other_place).outcome == "delivered"


def test_a_correction_keeps_what_stood_before_in_the_log(at, clock):
    said(at)
    clock.on(TODAY + 3 * DAY)
    said(at, "missed", seen={at.place.pk: 1}, reason="event")
    event = Event.objects.filter(verb="session.ticked").last()
    assert event.detail.text["outcome"] == ["delivered", "missed"]


def test_taken_back_on_its_day_only(at, clock):
    said(at)
    said(at, "", seen={at.place.pk: 1})
    assert (mark(at).outcome, mark(at).minutes) == ("", 0)
    said(at, seen={at.place.pk: 2})
    clock.on(TODAY + DAY)
    with pytest.raises(IllegalMove, match="Say how it was instead"):
        said(at, "", seen={at.place.pk: 3})


def test_a_session_to_come_cannot_be_ticked(at):
    with pytest.raises(IllegalMove, match="Tick it then"):
        said(at, session=Session.objects.filter(on__gt=TODAY).first())


def test_only_children_with_a_place_on_that_day(at):
    later = in_it(at.group, PupilFactory(school=at.school), at.senco, from_on=TODAY + DAY)
    elsewhere = in_it(running(at.school), at.amina)
    for place in (later, elsewhere):
        with pytest.raises(Place.DoesNotExist):
            said(at, seen={at.other_place.pk: 0, place.pk: 0})
    assert not Mark.objects.exists()


def test_a_tick_that_was_taken_back_keeps_nobody_on_the_list(at):
    """Whose place has ended can only be corrected where something is said."""
    said(at)
    said(at, "", seen={at.place.pk: 1})
    Place.objects.filter(pk=at.place.pk).update(until_on=TODAY - DAY)
    with pytest.raises(Place.DoesNotExist):
        said(at, seen={at.place.pk: 2})
    [card] = Cards([at.today], at.helper, [at.today.pk])
    assert [row["place"] for row in card["rows"]] == [at.other_place.pk]


def test_a_child_who_has_left_is_on_no_list(at):
    at.amina.left_on = TODAY - DAY
    at.amina.save()
    with pytest.raises(Place.DoesNotExist):
        said(at)


class TestWhoMay:
    def test_neither_a_colleague_nor_whoever_ran_it_before_or_begins_later(self, at):
        before = Session.objects.get(on=date(2026, 11, 23))
        new = member(at.school, Role.SUPPORT)
        interventions.add_staff(
            intervention=at.group, by=at.senco, user=new, from_on=date(2026, 11, 25)
        )
        for person, session in ((member(at.school, Role.TEACHER), at.today), (new, before)):
            with pytest.raises(PermissionDenied):
                said(at, by=person, session=session)
        said(at, by=new)
        interventions.end_staff(
            staff=at.group.staff.get(user=at.helper), by=at.senco, until_on=TODAY - DAY
        )
        with pytest.raises(PermissionDenied):
            said(at, session=before)

    def test_whoever_covers_it_on_that_day_and_no_other(self, at, clock):
        person = member(at.school, Role.TEACHER)
        cover(session=at.today, version=at.today.version, by=at.senco, person=person)
        said(at, by=person)
        clock.on(TODAY + DAY)
        with pytest.raises(PermissionDenied):
            said(at, "missed", by=person, seen={at.place.pk: 1}, reason="event")

    def test_another_day_is_not_covered_with_it(self, at, clock):
        """Whoever covers a day could give themselves the list of another one."""
        person = member(at.school, Role.SUPPORT)
        row = cover(session=at.today, version=at.today.version, by=at.senco, person=person)
        row = move(session=row, version=row.version, by=person, on=date(2026, 12, 1))
        assert row.cover_by is None
        clock.on(row.on)
        assert not Session.objects.visible_to(person).exists()

    def test_a_day_that_is_over_cannot_be_covered(self, at):
        row = Session.objects.get(on=date(2026, 11, 23))
        with pytest.raises(IllegalMove, match="Nobody can cover it now"):
            cover(session=row, version=row.version, by=at.senco, person=at.helper)


class TestOtherDays:
    @pytest.mark.parametrize(
        ("day", "words"),
        [(date(2026, 12, 4), "by its timetable"), (date(2026, 12, 5), "not open"),
         (date(2026, 12, 21), "runs from")],
    )  # fmt: skip
    def test_days_it_cannot_be_on(self, at, day, words):
        Closure.objects.create(school=at.school, name="Snow", starts_on=day, ends_on=day)
        if day.weekday() == 4:
            Closure.objects.all().delete()
        row = Session.objects.get(on=date(2026, 11, 20))
        with pytest.raises(IllegalMove, match=words):
            move(session=row, version=row.version, by=at.helper, on=day)

    def test_what_is_ticked_stays_on_its_day(self, at):
        said(at)
        with pytest.raises(IllegalMove, match="ticked already"):
            move(session=at.today, version=at.today.version, by=at.helper, on=date(2026, 12, 1))

    def test_an_older_page_is_stopped(self, at):
        version = at.today.version
        move(session=at.today, version=version, by=at.helper, on=date(2026, 12, 1))
        with pytest.raises(Stale):
            move(session=at.today, version=version, by=at.senco, on=date(2026, 12, 3))

    def test_moved_back_it_is_the_timetables_again(self, at):
        row = move(session=at.today, version=1, by=at.helper, on=date(2026, 12, 1))
        row = move(session=row, version=2, by=at.helper, on=TODAY)
        assert row.planned_on is None

    def test_one_outside_the_timetable(self, at):
        row = extra(intervention=at.group, by=at.helper, on=date(2026, 11, 26), minutes=15)
        said(at, session=row)
        assert Mark.objects.get().minutes == 15
        with pytest.raises(IllegalMove, match="not open"):
            extra(intervention=at.group, by=at.helper, on=date(2026, 11, 28))
