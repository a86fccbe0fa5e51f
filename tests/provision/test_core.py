"""Interventions, timetables, places and promises: what the services do."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from provision.interventions import services as interventions
from provision.models import Intervention, Place, Promise, Slot
from provision.promised import services as promised
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import UserFactory, member
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory, assign, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 7), date(2026, 12, 18)


@pytest.fixture
def pupil(db):
    school = SchoolFactory()
    klass = ClassGroupFactory(school=school)
    return PupilFactory(school=school, class_group=klass, admitted_on=date(2025, 9, 1))


@pytest.fixture
def senco(pupil):
    return member(pupil.school, Role.SENCO)


@pytest.fixture
def group(pupil, senco):
    return running(pupil.school, senco, starts_on=FIRST, ends_on=LAST)


def test_a_place_makes_a_promise_of_the_groups_own_minutes(pupil, group, senco):
    place = in_it(group, pupil, senco)

    said = place.promise
    assert (said.minutes, said.times, said.per) == (20, 3, "week")
    assert (said.from_on, said.until_on) == (FIRST, LAST)
    assert Event.objects.filter(verb="place.given", pupil_id=pupil.pk).count() == 1


def test_a_place_may_keep_a_promise_that_was_made_before(pupil, group, senco):
    made = promised.promise(
        pupil=pupil, by=senco, what="Reading with an adult", minutes=15, times=5, from_on=FIRST
    )

    place = in_it(group, pupil, senco, keeps=made)

    assert place.promise == made
    assert Promise.objects.count() == 1


def test_nobody_has_two_places_in_one_group(pupil, group, senco):
    in_it(group, pupil, senco)

    with pytest.raises(IllegalMove, match="has a place in this already"):
        in_it(group, pupil, senco)


def test_a_child_of_another_school_does_not_join(group, senco):
    with pytest.raises(IllegalMove, match="another child or school"):
        in_it(group, PupilFactory(), senco)


def test_a_proposal_takes_nobody_until_it_is_agreed(pupil, senco):
    teacher = member(pupil.school, Role.TEACHER)
    asked = interventions.start(
        school=pupil.school, by=teacher, agreed=False, name="Lego talk", starts_on=FIRST,
        minutes=30, times=1,
    )  # fmt: skip
    with pytest.raises(IllegalMove, match="not agreed"):
        in_it(asked, pupil, senco)

    agreed = interventions.agree(intervention=asked, version=asked.version, by=senco)

    assert in_it(agreed, pupil, senco).intervention == asked
    with pytest.raises(IllegalMove, match="it is agreed"):
        interventions.decline(intervention=agreed, version=agreed.version, by=senco, reason="No.")


def test_an_intervention_that_stops_leaves_its_promise_standing(pupil, group, senco):
    """Else nobody would see that it is not kept."""
    place = in_it(group, pupil, senco)
    group.refresh_from_db()

    interventions.end(
        intervention=group, version=group.version, by=senco, on=date(2026, 10, 9),
        reason="Mrs Hall left.",
    )  # fmt: skip

    place.refresh_from_db()
    assert place.until_on == date(2026, 10, 9)
    assert place.promise.until_on == LAST
    assert set(Slot.objects.values_list("until_on", flat=True)) == {date(2026, 10, 9)}


def test_a_later_last_day_takes_places_and_promises_along(pupil, group, senco):
    place = in_it(group, pupil, senco)
    later = date(2027, 2, 12)

    interventions.save(intervention=group, version=group.version, by=senco, ends_on=later)

    place.refresh_from_db()
    assert (place.until_on, place.promise.until_on) == (later, later)


def test_another_amount_is_a_new_promise_from_its_day_on(pupil, group, senco):
    old = in_it(group, pupil, senco).promise
    day = date(2026, 11, 2)

    new = promised.change(
        promise=old, version=old.version, by=senco, from_on=day, minutes=30, times=2, per="week"
    )

    old.refresh_from_db()
    assert (old.minutes, old.until_on) == (20, day - timedelta(days=1))
    assert (new.replaces, new.minutes, new.until_on) == (old, 30, LAST)
    kept = Place.objects.order_by("from_on").values_list("promise", "from_on", "until_on")
    assert list(kept) == [(old.pk, FIRST, day - timedelta(days=1)), (new.pk, day, LAST)]


def test_who_saves_an_older_version_is_stopped(group, senco):
    interventions.save(intervention=group, version=group.version, by=senco, room="The Den")

    with pytest.raises(Stale):
        interventions.save(intervention=group, version=group.version, by=senco, room="Hall")

    assert Intervention.objects.get().room == "The Den"


def test_a_new_timetable_keeps_the_slots_that_stay(group, senco):
    monday, wednesday, friday = group.slots.order_by("weekday")
    day = date(2026, 11, 2)
    slots = [{"weekday": number, "starts_at": None, "minutes": 20, "room": ""}
             for number in (0, 3)]  # fmt: skip

    interventions.set_timetable(intervention=group, by=senco, from_on=day, slots=slots)

    held = Slot.objects.held_on(day).order_by("weekday")
    assert [row.weekday for row in held] == [0, 3]
    assert held[0] == monday
    wednesday.refresh_from_db()
    assert wednesday.until_on == day - timedelta(days=1)


def test_leaving_ends_the_promise_unless_it_is_kept_another_way(pupil, group, senco):
    place = in_it(group, pupil, senco)

    promised.leave(
        place=place, version=place.version, by=senco, on=date(2026, 10, 9), reason="Reads well.",
        keep_promise=True,
    )  # fmt: skip
    assert Promise.objects.get().until_on == LAST

    again = in_it(group, pupil, senco, from_on=date(2026, 10, 12), keeps=place.promise)
    promised.leave(
        place=again, version=again.version, by=senco, on=date(2026, 11, 6), reason="Reads well."
    )
    assert Promise.objects.get().until_on == date(2026, 11, 6)


class TestWhoSees:
    def test_who_runs_it_sees_it_while_they_do(self, pupil, group, senco):
        helper = member(pupil.school, Role.SUPPORT)
        in_it(group, pupil, senco)
        assert not Intervention.objects.visible_to(helper).exists()

        staff = interventions.add_staff(intervention=group, by=senco, user=helper, from_on=FIRST)
        assert Intervention.objects.visible_to(helper).get() == group
        assert not Place.objects.visible_to(helper).exists()  # the list of names is the page's

        interventions.end_staff(staff=staff, by=senco, until_on=FIRST)
        assert not Intervention.objects.visible_to(helper).exists()

    @pytest.mark.parametrize(("days", "seen"), [(14, 1), (15, 0)])
    def test_a_group_that_is_over_is_seen_two_weeks_more(self, pupil, senco, days, seen):
        helper, last = member(pupil.school, Role.SUPPORT), moment.today() - timedelta(days=days)
        running(
            pupil.school, senco, staff=helper, starts_on=last - timedelta(days=30), ends_on=last
        )

        assert Intervention.objects.visible_to(helper).count() == seen

    def test_whoever_has_a_child_in_it_sees_it_and_their_own_children(self, pupil, group, senco):
        other = PupilFactory(school=pupil.school)
        mine, _ = in_it(group, pupil, senco), in_it(group, other, senco)
        teacher, helper = member(pupil.school, Role.TEACHER), member(pupil.school, Role.SUPPORT)
        hold_class(teacher, pupil.class_group)
        assign(helper, pupil)

        for person in (teacher, helper):
            assert Intervention.objects.visible_to(person).get() == group
            assert list(Place.objects.visible_to(person)) == [mine]

    @pytest.mark.parametrize(("given", "seen"), [(True, 1), (False, 0)])
    def test_a_guest_sees_it_where_the_share_says_so(self, pupil, group, senco, given, seen):
        in_it(group, pupil, senco)
        guest = UserFactory()
        share(pupil, guest, includes_provision=given)

        assert Promise.objects.visible_to(guest).count() == seen
        assert Intervention.objects.visible_to(guest).count() == seen

    @pytest.mark.parametrize("role", [Role.OFFICE, Role.GOVERNOR, Role.TEACHER])
    def test_others_and_other_schools_see_none(self, pupil, group, senco, role):
        in_it(group, pupil, senco)
        elsewhere = member(SchoolFactory(), Role.SENCO)

        for person in (member(pupil.school, role), elsewhere):
            assert not Intervention.objects.visible_to(person).exists()
            assert not Promise.objects.visible_to(person).exists()
