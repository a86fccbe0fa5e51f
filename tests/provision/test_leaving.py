"""A child leaves, a colleague leaves: what ends with them, and what the policy asks."""

from datetime import timedelta

import pytest

from provision.interventions import placing
from provision.models import InterventionStaff, Place, PlaceWish, Promise
from pupils import services as pupils
from pupils.leaving import LEFT, end_overdue
from reminders.models import Deadline
from schools.models import Membership
from schools.people import leaving as people
from schools.policy import consequences, snapshot
from sendcase import moment
from tests.factories.people import UserFactory
from tests.factories.provision import in_it, running

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


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


class TestAColleagueLeaves:
    def test_who_has_no_role_left_gives_nothing_after_it(self, place):
        group = running(place.school, place.senco, staff=place.support)
        keeps = running(place.school, place.senco, staff=place.teacher)

        first = Membership.objects.get(user=place.support)
        people.leave(school=place.school, membership=first, version=first.version,
                     gone_on=moment.today() + DAY, by=place.office)  # fmt: skip

        assert InterventionStaff.objects.get(intervention=group).until_on == moment.today()
        assert InterventionStaff.objects.get(intervention=keeps).until_on is None

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
