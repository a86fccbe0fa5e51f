"""Places and promises whose days move: none outlasts the other, none stays for a day it never had,
and each child's own story tells of it.
"""

from datetime import date, timedelta

import pytest
from django.test import Client

from audit.models import Event
from provision.interventions import placing
from provision.interventions import services as interventions
from provision.map import copying
from provision.models import Place
from provision.promised import services as promised
from pupils.leaving import end_all
from schools.calendar import Span
from schools.services import terms
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import sign_in
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def last():
    return moment.today() + 8 * WEEK


@pytest.fixture
def group(place, last):
    return running(place.school, place.senco, ends_on=last)


def save(group, by, **facts):
    interventions.save(intervention=group, version=None, by=by, **facts)


def again(*rows):
    for row in rows:
        row.refresh_from_db()


class TestItEndsOnAnotherDay:
    def test_a_promise_that_another_group_keeps_longer_stays(self, place, group, last):
        kept = in_it(group, place.amina, place.senco)
        other = running(place.school, place.senco, name="Beside it", ends_on=last - 2 * WEEK)
        in_it(other, place.amina, place.senco, keeps=kept.promise)

        save(group, place.senco, ends_on=last - 5 * WEEK)

        again(kept, kept.promise)
        assert (kept.until_on, kept.promise.until_on) == (last - 5 * WEEK, last - 2 * WEEK)

    def test_a_longer_one_takes_no_place_past_its_promise(self, place, group, last):
        until = last + WEEK
        said = promised.promise(pupil=place.amina, by=place.senco, what="Reading", minutes=20,
                                times=3, from_on=group.starts_on, until_on=until)  # fmt: skip
        kept = in_it(group, place.amina, place.senco, keeps=said)

        save(group, place.senco, ends_on=last + 3 * WEEK)
        again(kept)
        assert kept.until_on == until

        kept = in_it(group, place.ben, place.senco)
        save(group, place.senco, ends_on=None)
        again(kept, kept.promise)
        assert (kept.until_on, kept.promise.until_on) == (None, None)

    def test_each_child_has_an_event_of_it(self, place, group, last):
        rows = [in_it(group, pupil, place.senco) for pupil in (place.amina, place.ben)]

        save(group, place.senco, ends_on=last - WEEK)

        days = [last.isoformat(), (last - WEEK).isoformat()]
        for row in rows:
            moved = Event.objects.filter(pupil_id=row.pupil_id, actor_id=place.senco.pk)
            told = moved.filter(verb__in=["place.moved", "promise.moved"]).order_by("verb")
            assert [(each.verb, each.object_id) for each in told] == [
                ("place.moved", row.pk), ("promise.moved", row.promise_id)
            ]  # fmt: skip
            assert [each.detail.text for each in told] == [{"until_on": days}] * 2

    def test_another_first_day_is_told_of_each_child_too(self, place, last):
        coming = running(place.school, place.senco, starts_on=moment.today() + WEEK, ends_on=last)
        in_it(coming, place.amina, place.senco)

        save(coming, place.senco, starts_on=moment.today() + 2 * WEEK)

        told = Event.objects.filter(pupil_id=place.amina.pk, verb__endswith=".moved")
        assert set(told.values_list("verb", flat=True)) == {"place.moved", "promise.moved"}

    def test_who_was_to_join_after_it_has_no_place_and_a_promise_to_keep(self, place, group, last):
        later = in_it(group, place.ben, place.senco, from_on=last - WEEK)

        save(group, place.senco, ends_on=last - 3 * WEEK)

        assert not Place.objects.exists()
        again(later.promise)
        assert (later.promise.from_on, later.promise.until_on) == (last - WEEK, last)
        assert Event.objects.filter(verb="place.fell_away", pupil_id=place.ben.pk).exists()


class TestItStops:
    def test_who_was_to_join_later_has_no_place_of_one_day(self, place, group, last):
        now = in_it(group, place.amina, place.senco)
        later = in_it(group, place.ben, place.senco, from_on=last - WEEK)

        interventions.end(intervention=group, version=None, by=place.senco, on=moment.today(),
                          reason="The room is needed.")  # fmt: skip

        assert list(Place.objects.all()) == [now]
        assert placing.taken(group, last - WEEK) == 0
        again(later.promise)
        assert later.promise.until_on == last
        assert Event.objects.filter(verb="place.fell_away", pupil_id=place.ben.pk).exists()

    def test_a_place_that_was_ticked_stays(self, place, group):
        later = in_it(group, place.ben, place.senco, from_on=moment.today() - 2 * DAY)
        marked(session_of(group, moment.today() - DAY), later)

        interventions.end(intervention=group, version=None, by=place.senco,
                          on=moment.today() - WEEK, reason="It stopped.")  # fmt: skip

        again(later)
        assert later.until_on == later.from_on

    def test_a_promise_that_ends_takes_away_places_that_were_to_begin(self, place, group, last):
        now = in_it(group, place.amina, place.senco)
        other = running(place.school, place.senco, name="Beside it", ends_on=last)
        in_it(other, place.amina, place.senco, from_on=last - WEEK, keeps=now.promise)

        promised.end(promise=now.promise, version=None, by=place.senco, on=moment.today(),
                     reason="Reads well.")  # fmt: skip

        assert list(Place.objects.values_list("pk", "until_on")) == [(now.pk, moment.today())]

    def test_a_child_who_leaves_has_no_place_that_was_to_begin(self, place):
        coming = running(place.school, place.senco, starts_on=moment.today() + WEEK)
        in_it(coming, place.amina, place.senco)
        place.amina.left_on = moment.today()
        place.amina.save()

        end_all(place.amina, place.office)

        assert not Place.objects.exists()


class TestAPlaceAndItsPromise:
    def test_it_ends_with_the_promise_it_keeps(self, place, group, last):
        said = promised.promise(pupil=place.amina, by=place.senco, what="Reading", minutes=20,
                                times=3, from_on=group.starts_on, until_on=last - WEEK)  # fmt: skip
        for until_on in (None, last):
            kept = in_it(group, place.amina, place.senco, keeps=said, until_on=until_on)
            assert kept.until_on == last - WEEK
            kept.delete()

    def test_none_is_given_for_a_promise_that_is_over(self, place, group, last):
        said = promised.promise(pupil=place.amina, by=place.senco, what="Reading", minutes=20,
                                times=3, from_on=group.starts_on, until_on=last - WEEK)  # fmt: skip
        with pytest.raises(IllegalMove, match="ends on"):
            in_it(group, place.amina, place.senco, keeps=said, from_on=last - WEEK + DAY)

    def test_copied_into_the_next_term_it_ends_there_too(self, place):
        today = moment.today()
        autumn = running(place.school, place.senco, ends_on=today)
        spring = Span("Spring", today + 2 * WEEK, today + 12 * WEEK)
        terms.add_term(school=place.school, by=place.senco, name="Spring",
                       starts_on=spring.starts_on, ends_on=spring.ends_on)  # fmt: skip
        until = today + 5 * WEEK
        said = promised.promise(pupil=place.amina, by=place.senco, what="Reading", minutes=20,
                                times=3, from_on=autumn.starts_on, until_on=until)  # fmt: skip
        in_it(autumn, place.amina, place.senco, keeps=said)

        copying.copy(school=place.school, term=spring, chosen=[autumn], with_pupils={autumn.pk},
                     by=place.senco)  # fmt: skip

        copied = Place.objects.get(from_on=spring.starts_on)
        assert (copied.promise, copied.until_on) == (said, until)


def test_places_free_are_those_of_the_day_that_is_asked(place):
    """Who had a place once takes none of the day on which those who ask would join."""
    group = running(place.school, place.senco, places=2)
    in_it(group, place.ben, place.senco, until_on=moment.today() - WEEK)
    placing.wish(intervention=group, pupils=[place.amina], by=place.teacher)
    client = sign_in(Client(), place.senco)

    assert "2 of 2 places free" in client.get(f"/interventions/{group.pk}/decide/").content.decode()

    group = running(place.school, place.senco, places=2, ends_on=date(2099, 7, 1))
    late = moment.today() + 3 * WEEK
    in_it(group, PupilFactory(school=place.school), place.senco, until_on=late - DAY)
    placing.wish(intervention=group, pupils=[place.amina], by=place.teacher)
    for day, words in ((moment.today(), "1 of 2 places free"), (late, "2 of 2 places free")):
        body = {"from_on": day.strftime("%-d/%-m/%Y"), "reason": ""}
        answer = client.post(f"/interventions/{group.pk}/decide/", body)
        assert words in answer.content.decode()
