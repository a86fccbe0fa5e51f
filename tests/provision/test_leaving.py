"""A child leaves, a colleague leaves: what ends with them, and what the policy asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from audit.models import Event
from provision import hooks
from provision.interventions import placing
from provision.models import InterventionStaff, Place, PlaceWish, Promise
from provision.sessions import services as sessions
from pupils import services as pupils
from pupils.leaving import LEFT, end_overdue
from reminders.models import Deadline
from schools.models import Membership
from schools.people import leaving as people
from schools.policy import consequences, snapshot
from sendcase import moment
from tests.factories.people import UserFactory, member
from tests.factories.provision import in_it, running, session_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PER_PLACE = 12  # questions: promise, place, their lines in log and story, what is due of the group


def leaves(place, day):
    place.amina.refresh_from_db()
    pupils.leave(pupil=place.amina, version=place.amina.version, on=day, by=place.office)


class TestAChildLeaves:
    def test_places_promises_and_wishes_end_with_the_last_day(self, place):
        group, other = running(place.school, place.senco), running(place.school, place.senco)
        in_it(group, place.amina, place.senco)
        placing.wish(intervention=other, pupils=[place.amina], by=place.teacher)

        leaves(place, moment.today())

        assert Promise.objects.get().until_on == moment.today()
        assert (Place.objects.get().until_on, Place.objects.get().end_reason) == (
            moment.today(), LEFT
        )  # fmt: skip
        assert PlaceWish.objects.get().reason == LEFT
        assert not Deadline.objects.open().filter(kind="decide-intervention").exists()

    def test_what_would_begin_later_keeps_one_day(self, place):
        group = running(place.school, place.senco, starts_on=moment.today() + 9 * DAY)
        in_it(group, place.amina, place.senco)

        leaves(place, moment.today())

        assert Promise.objects.get().until_on == Promise.objects.get().from_on

    def test_a_last_day_that_is_put_right_is_followed(self, place):
        in_it(running(place.school, place.senco), place.amina, place.senco)
        leaves(place, moment.today())

        leaves(place, moment.today() - 3 * DAY)

        ends = moment.today() - 3 * DAY
        assert (Promise.objects.get().until_on, Place.objects.get().until_on) == (ends, ends)

    def test_a_last_day_ahead_ends_it_when_it_has_come(self, place):
        in_it(running(place.school, place.senco), place.amina, place.senco)
        leaves(place, moment.today() + DAY)
        assert Promise.objects.get().until_on is None

        with moment.at(moment.now() + DAY):
            assert end_overdue() == 1
            assert Promise.objects.get().until_on == moment.today()
            assert end_overdue() == 0

    def test_what_follows_is_done_once_for_the_child_not_for_each_place(self, place, monkeypatch):
        groups = {running(place.school, place.senco, name=f"Group {n}") for n in range(3)}
        for group in groups:
            in_it(group, place.amina, place.senco)
        told = []
        monkeypatch.setattr(hooks, "on_change", [*hooks.on_change, told.append])

        leaves(place, moment.today())

        assert [set(rows) for rows in told] == [groups]

    def test_five_places_cost_little_more_to_end_than_one(self, place):
        def costs(child):
            place.amina = child
            with CaptureQueriesContext(connection) as asked:
                leaves(place, moment.today())
            return len([each for each in asked if "SAVEPOINT" not in each["sql"]])

        groups = [running(place.school, place.senco, name=f"Group {n}") for n in range(5)]
        in_it(groups[0], place.ben, place.senco)
        for group in groups:
            in_it(group, place.amina, place.senco)
        several, one = costs(place.amina), costs(place.ben)

        assert several - one <= 4 * PER_PLACE


class TestAColleagueLeaves:
    def test_who_has_no_role_left_gives_nothing_after_it(self, place):
        group = running(place.school, place.senco, staff=place.support)
        keeps = running(place.school, place.senco, staff=place.teacher)

        first = Membership.objects.get(user=place.support)
        people.leave(school=place.school, membership=first, version=first.version,
                     gone_on=moment.today() + DAY, by=place.office)  # fmt: skip

        assert InterventionStaff.objects.get(intervention=group).until_on == moment.today()
        assert InterventionStaff.objects.get(intervention=keeps).until_on is None

    def test_sessions_they_were_to_cover_wait_for_somebody_else(self, place):
        group = running(place.school, place.senco)
        cover = member(place.school, Role.SUPPORT)
        days = [moment.today() + n * DAY for n in (1, 5)]
        before, after = (session_of(group, day) for day in days)
        for row in (before, after):
            sessions.cover(session=row, version=row.version, by=place.senco, person=cover)

        first = Membership.objects.get(user=cover)
        people.leave(school=place.school, membership=first, version=first.version,
                     gone_on=moment.today() + 3 * DAY, by=place.office)  # fmt: skip

        for row in (before, after):
            row.refresh_from_db()
        assert (before.cover_by, after.cover_by) == (cover, None)
        told = Event.objects.filter(verb="session.covered", object_id=after.pk).latest("pk")
        assert told.actor_id == place.office.pk

    def test_a_second_role_keeps_it(self, place):
        group = running(place.school, place.senco, staff=place.support)
        Membership.objects.create(
            school=place.school, user=place.support, role="teacher", from_on=moment.today()
        )
        first = Membership.objects.get(user=place.support, role="support")

        people.end_role(school=place.school, membership=first, version=first.version,
                        gone_on=moment.today(), by=place.office)  # fmt: skip

        assert InterventionStaff.objects.get(intervention=group).until_on is None


class TestThePolicy:
    def test_a_school_of_three_tiers_says_tier(self, place):
        from tests.factories.schools import SchoolFactory

        assert SchoolFactory(preset="three_tiers").policy.wave_name == "Tier"
        assert place.school.policy.wave_name == "Wave"

    def test_a_change_of_reviews_says_what_it_means(self, place):
        running(place.school, UserFactory())
        before = snapshot.take(place.school)
        after = {**before, "rules": before["rules"] | {"provision_review": "term"}}

        said = [each.words for each in consequences.of(place.school, before, after)]

        assert any("1 intervention runs or is agreed" in words for words in said), said

    def test_an_area_in_use_stays(self, place):
        area = place.school.areas.first()
        running(place.school, UserFactory(), area=area)
        before = snapshot.take(place.school)
        rows = [row | {"is_used": row["code"] != area.code} for row in before["areas"]]

        said = consequences.against(place.school, before, {**before, "areas": rows})

        assert any("1 intervention is for it" in words for words in said)
