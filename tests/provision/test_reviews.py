"""What interventions make due: an answer to a proposal, a look at each as a whole."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from provision.interventions import deadlines, placing, reviewing, services
from provision.models import InterventionReview, Promise
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import Policy, School, Term
from sendcase import moment
from tests.factories.people import UserFactory
from tests.factories.provision import in_it, running
from tests.factories.pupils import share

pytestmark = pytest.mark.django_db
AUTUMN, SPRING = date(2026, 12, 18), date(2027, 3, 25)
FIRST = date(2026, 9, 7)
OURS = (deadlines.DECIDE, deadlines.REVIEW)


def at(day):
    return moment.at(datetime.combine(day, time(9), moment.LONDON))


@pytest.fixture(autouse=True)
def in_november():
    with at(date(2026, 11, 16)):
        yield


@pytest.fixture
def terms(place):
    for name, first, last in (("Autumn", date(2026, 9, 1), AUTUMN),
                              ("Spring", date(2027, 1, 4), SPRING)):  # fmt: skip
        Term.objects.create(school=place.school, name=name, starts_on=first, ends_on=last)


def due(kind=deadlines.REVIEW):
    for school_id in School.objects.values_list("pk", flat=True):
        assert [each for each in differences(school_id) if each.startswith(OURS)] == []
    return list(Deadline.objects.open().filter(kind=kind).values_list("due_on", flat=True))


def look(place, group, finding="go_on", **given):
    group.refresh_from_db()
    return reviewing.review(intervention=group, version=group.version, by=place.senco,
                            finding=finding, words="All came.", **given)  # fmt: skip


class TestTheDaysOfReview:
    def test_the_last_day(self, place, terms):
        group = running(place.school, place.senco, starts_on=FIRST, ends_on=date(2027, 2, 12))
        assert due() == [date(2027, 2, 12)]

        look(place, group)
        assert due() == []

    def test_each_term_where_the_policy_says_so(self, place, terms):
        Policy.objects.update(provision_review="term")
        last = date(2027, 2, 12)
        group = running(place.school, place.senco, starts_on=FIRST, ends_on=last)
        assert due() == [AUTUMN]

        look(place, group)
        assert due() == [last]
        closed = Deadline.objects.filter(kind=deadlines.REVIEW, state="done")
        assert list(closed.values_list("due_on", flat=True)) == [AUTUMN]

    def test_without_a_last_day_when_a_term_ends(self, place, terms):
        with at(date(2026, 12, 1)):
            # It begins three weeks before the end of term, or later: the next one is asked.
            running(place.school, place.senco, starts_on=date(2026, 11, 28))
            assert due() == [SPRING]

    def test_a_new_last_day_asks_again(self, place, terms):
        group = running(place.school, place.senco, starts_on=FIRST, ends_on=date(2026, 11, 13))
        look(place, group, ends_on=date(2027, 2, 12))
        assert due() == [date(2027, 2, 12)]

    def test_one_look_is_enough_for_all_that_was_missed(self, place, terms):
        Policy.objects.update(provision_review="term")
        group = running(place.school, place.senco, starts_on=FIRST, ends_on=date(2027, 7, 2))
        with at(date(2027, 5, 3)):
            look(place, group)
            assert due() == [date(2027, 7, 2)]

    def test_another_policy_and_new_terms_are_followed(self, place):
        group = running(place.school, place.senco, starts_on=FIRST, ends_on=date(2027, 2, 12))
        Policy.objects.update(provision_review="term")
        Term.objects.create(school=place.school, name="Autumn", starts_on=date(2026, 9, 1),
                            ends_on=AUTUMN)  # fmt: skip
        deadlines.keep(group.school_id)
        assert due() == [AUTUMN]

    def test_what_is_stopped_ends_and_its_promises_stand(self, place, terms):
        group = running(place.school, place.senco, ends_on=date(2027, 2, 12))
        in_it(group, place.amina, place.senco)

        look(place, group, finding="stop")

        group.refresh_from_db()
        assert (group.state, group.ended_reason) == ("ended", "All came.")
        assert Promise.objects.get().until_on == date(2027, 2, 12)
        assert due() == []
        assert Deadline.objects.get(kind=deadlines.REVIEW).state == "done"

    def test_what_ended_early_asks_for_nothing(self, place, terms):
        group = running(place.school, place.senco, ends_on=date(2027, 2, 12))
        services.end(intervention=group, version=None, by=place.senco, on=moment.today(),
                     reason="No.")  # fmt: skip
        assert due() == []
        assert not Deadline.objects.filter(kind=deadlines.REVIEW, state="done").exists()


class TestTheReviewPage:
    def test_it_goes_on_and_changes(self, place, as_):
        group = running(place.school, place.senco)
        browser, address = as_(place.senco), f"/interventions/{group.pk}/review/"
        sent = {"form_id": str(uuid4()), "version": group.version}

        page = browser.post(address, sent | {"finding": "", "words": ""}).content.decode()
        assert "Choose what follows" in page

        answer = browser.post(address, sent | {"finding": "change", "words": "Twenty minutes."})
        assert answer.url == f"/interventions/{group.pk}/edit/"
        assert InterventionReview.objects.get().reviewed_by == place.senco
        assert "Twenty minutes." in browser.get(group.get_absolute_url()).content.decode()


class TestAnAnswerToAProposal:
    def proposed(self, place):
        return services.start(school=place.school, by=place.teacher, agreed=False, name="Lego",
                              starts_on=moment.today(), minutes=20, times=1, places=2)  # fmt: skip

    def test_within_seven_days(self, place):
        row = self.proposed(place)
        assert due(deadlines.DECIDE) == [moment.today() + timedelta(days=7)]

        services.agree(intervention=row, version=row.version, by=place.senco)
        assert due(deadlines.DECIDE) == []

    def test_a_wish_for_a_place_too(self, place):
        row = running(place.school, place.senco)
        placing.wish(intervention=row, pupils=[place.amina], by=place.teacher)
        assert due(deadlines.DECIDE) == [moment.today() + timedelta(days=7)]

        placing.answer(intervention=row, version=None, by=place.senco, reason="Full.")
        assert due(deadlines.DECIDE) == []
        assert place.amina.places.count() == 0


class TestWhoReadsAReview:
    def test_nobody_from_outside(self, place, terms, as_):
        """It speaks of a group: of children whom the outside person was not let in on."""
        group = running(place.school, place.senco)
        in_it(group, place.amina, place.senco)
        look(place, group, finding="go_on")
        guest = UserFactory()
        share(place.amina, guest, includes_provision=True)
        assert "All came." in as_(place.teacher).get(group.get_absolute_url()).content.decode()
        page = as_(guest).get(group.get_absolute_url())
        assert page.status_code == 200 and "All came." not in page.content.decode()
        assert not InterventionReview.objects.visible_to(guest).exists()
