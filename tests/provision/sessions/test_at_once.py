"""Two people at one session, promise, seat or family in the same moment: both are kept, or the
second is told; nobody waits for each other in a ring. Only PostgreSQL lets them in at once.
"""

import uuid
from datetime import date, time, timedelta

import pytest

from accounts.permissions import Role
from letters.models import Letter
from provision.family_meetings import services as meetings
from provision.interventions import placing
from provision.interventions import services as interventions
from provision.map import copying
from provision.models import Intervention, Mark, Place, Promise, Session
from provision.promised import services as promised
from provision.sessions import making, services
from pupils.models import Pupil
from reminders.recount import differences
from schools.calendar import Span
from schools.services import terms
from sendcase import edits
from sendcase.edits import IllegalMove, Stale
from tests.factories.at_once import at_once, only_postgres
from tests.factories.people import member
from tests.factories.provision import in_it, running
from tests.factories.pupils import ContactFactory, PupilFactory

pytestmark = only_postgres
DAY = timedelta(days=1)


def ticks(at, by, outcome="delivered", number=None, **said):
    return services.tick(
        session=at.today, seen={at.place.pk: 0}, outcome=outcome, by=by,
        tick=number or uuid.uuid4(), **said,
    )  # fmt: skip


def ends(at, promise, reason="Reads well."):
    return promised.end(
        promise=promise, version=promise.version, by=at.senco, on=at.today.on, reason=reason
    )


def changes(at):
    promised.change(promise=at.place.promise, version=None, by=at.senco, from_on=at.today.on,
                    minutes=30, times=3, per="week")  # fmt: skip


def leaves(at):
    promised.leave(place=at.place, version=None, by=at.senco, on=at.today.on, reason="Reads well.")


def stops(at):
    interventions.end(intervention=at.group, version=None, by=at.senco, on=at.today.on,
                      reason="The room is needed.")  # fmt: skip


def last_day(at):
    interventions.save(
        intervention=at.group, version=None, by=at.senco, ends_on=at.today.on + 3 * DAY
    )


def copies(at):
    spring = Span("Spring", date(2027, 1, 4), date(2027, 3, 26))
    copying.copy(school=at.school, term=spring, chosen=[at.group], with_pupils={at.group.pk},
                 by=at.senco)  # fmt: skip


def joins_again(at):
    with pytest.raises(IllegalMove, match="already"):
        placing.join(intervention=at.group, pupils=[at.amina], by=at.senco, from_on=at.today.on)


DOING = {
    "end": lambda at: ends(at, at.place.promise), "change": changes, "leave": leaves,
    "stop": stops, "save": last_day, "copy": copies, "join": joins_again,
}  # fmt: skip


class TestASession:
    def test_two_who_tick_it_the_second_is_shown_what_the_first_said(self, at):
        told = at_once(
            lambda: ticks(at, at.helper),
            lambda: ticks(at, at.senco, "missed", reason="child_away"),
        )
        assert told.clashes == [at.place.pk]
        mark = Mark.objects.get()
        assert (mark.outcome, mark.marked_by, mark.version) == ("delivered", at.helper, 1)
        assert told.marks[at.place.pk] == mark

    def test_one_tap_that_comes_twice_is_one(self, at):
        number = uuid.uuid4()
        told = at_once(
            lambda: ticks(at, at.helper, number=number), lambda: ticks(at, at.helper, number=number)
        )
        assert told.clashes == [] and Mark.objects.get().version == 1

    def test_one_that_is_closed_away_at_this_moment_takes_no_tick(self, at):
        def closes():
            terms.add_closure(school=at.school, name="Flood", by=at.senco,
                              starts_on=at.today.on, ends_on=at.today.on)  # fmt: skip

        with pytest.raises(Session.DoesNotExist):
            at_once(closes, lambda: ticks(at, at.helper))
        assert not Mark.objects.exists()

    def test_one_that_is_ticked_at_this_moment_stays_on_the_day_that_is_closed(self, at):
        def closes():
            terms.add_closure(school=at.school, name="Flood", by=at.senco,
                              starts_on=at.today.on, ends_on=at.today.on)  # fmt: skip

        at_once(lambda: ticks(at, at.helper), closes)
        assert Mark.objects.get().session == at.today
        assert differences(at.school.pk) == []

    def test_two_looks_at_once_make_it_once(self, at):
        Session.objects.filter(on__gt=at.today.on).delete()
        look = lambda: making.follow_school(at.school.pk)  # noqa: E731
        at_once(look, look)
        days = list(Session.objects.values_list("slot", "on"))
        assert len(days) == len(set(days)) and max(days)[1] > at.today.on


class TestAPromise:
    def test_who_ends_it_second_sees_that_it_ended(self, at):
        with pytest.raises(Stale):
            at_once(
                lambda: ends(at, at.place.promise),
                lambda: ends(at, Promise.objects.get(pk=at.place.promise_id), "The family moves."),
            )
        assert Promise.objects.get(pk=at.place.promise_id).end_reason == "Reads well."

    @pytest.mark.parametrize("do", ["end", "change", "leave"])
    def test_nobody_waits_in_a_ring_with_whoever_saves_the_group(self, at, do):
        """Who saves a group holds it, then asks for the promises in it."""
        said = at.place.promise
        at_once(
            lambda: edits.locked(Intervention, at.group.pk),
            lambda: DOING[do](at),
            then=lambda: edits.locked(Promise, said.pk),
        )
        said.refresh_from_db()
        assert said.version == 2

    @pytest.mark.parametrize("do", DOING)
    def test_nobody_waits_in_a_ring_with_whoever_notes_that_the_child_leaves(self, at, do):
        """Who notes it holds the child, then asks for the groups."""
        at_once(
            lambda: edits.locked(Pupil, at.amina.pk),
            lambda: DOING[do](at),
            then=lambda: edits.locked(Intervention, at.group.pk),
        )

    def test_a_place_is_not_given_for_one_that_ends_at_this_moment(self, at):
        said = at.place.promise
        other = running(at.school, at.senco, name="Beside it", starts_on=at.group.starts_on)
        with pytest.raises(IllegalMove, match="ends on"):
            at_once(
                lambda: ends(at, said),
                lambda: in_it(other, at.amina, at.senco, keeps=said, from_on=at.today.on + DAY),
            )
        assert not Place.objects.filter(intervention=other).exists()


def test_the_last_seat_is_given_once(at):
    group = running(at.school, at.senco, name="One seat", places=1)
    late = PupilFactory(school=at.school)

    def gives(pupil):
        placing.join(intervention=group, pupils=[pupil], by=at.senco, from_on=at.today.on)

    with pytest.raises(IllegalMove, match="Every place is taken"):
        at_once(lambda: gives(at.amina), lambda: gives(late))
    assert [row.pupil for row in Place.objects.filter(intervention=group)] == [at.amina]


def test_a_place_asked_for_twice_is_one_wish(at):
    group, child = running(at.school, at.senco), PupilFactory(school=at.school)
    teacher = member(at.school, Role.TEACHER)

    def asks():
        placing.wish(intervention=group, pupils=[child], by=teacher)

    with pytest.raises(IllegalMove, match="asked for already"):
        at_once(asks, asks)


def test_a_group_that_stops_at_this_moment_takes_nobody(at):
    child = PupilFactory(school=at.school)

    def joins():
        placing.join(intervention=at.group, pupils=[child], by=at.senco, from_on=at.today.on)

    with pytest.raises(IllegalMove, match="Nobody can join it"):
        at_once(lambda: stops(at), joins)


class TestAFamily:
    @pytest.fixture
    def meeting(self, at):
        ContactFactory(pupil=at.amina)
        row = meetings.plan(
            pupil=at.amina, by=at.senco, planned_on=at.today.on + 7 * DAY,
            starts_at=time(15, 40), minutes=20, place="Willow", led_by=at.senco, others="",
        )  # fmt: skip
        return row

    def test_invited_twice_has_one_letter(self, at, meeting):
        def invites():
            meetings.prepare_letters(meeting=meeting, by=at.senco)

        at_once(invites, invites)
        assert Letter.objects.filter(pupil=at.amina).count() == 1

    def test_asked_by_phone_twice_the_second_sees_that_it_was(self, at, meeting):
        contact = at.amina.contacts.get()

        def asks():
            meetings.told(meeting=meeting, version=meeting.version, by=at.senco, how="By phone",
                          on=at.today.on, contacts=[contact.pk])  # fmt: skip

        with pytest.raises(Stale):
            at_once(asks, asks)
        meeting.refresh_from_db()
        assert meeting.version == 2
