"""Results at entry and exit: written, refused, read, and what works."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from provision.interventions import services as interventions
from provision.measures import reach, services
from provision.measures.models import Measure
from pupils.models import Score
from pupils.scores import services as scores
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def group(school, senco):
    return running(school, senco, starts_on=moment.today() - timedelta(weeks=30))


@pytest.fixture
def place(group, school, senco):
    return in_it(group, PupilFactory(school=school), senco)


def days_ago(number):
    return moment.today() - timedelta(days=number)


def write(place, when, result, by, ago=0, **other):
    said = {"test": "Reading test", "kind": "standardised"} | other
    return services.record(
        place=place, when=when, result=result, by=by, taken_on=days_ago(ago), **said
    )


def test_entry_and_exit_are_scores_of_the_child(place, senco):
    write(place, "entry", "88", senco, ago=190)
    row = write(place, "exit", "94", senco)

    assert (row.entry.tenths, row.exit.tenths) == (880, 940)
    assert Score.objects.filter(pupil=place.pupil).count() == 2


def test_a_score_that_is_there_already_is_taken_as_it_is(place, senco):
    write(place, "entry", "88", senco, ago=190)
    write(place, "entry", "88", senco, ago=190)

    assert Score.objects.count() == Measure.objects.count() == 1
    with pytest.raises(IllegalMove, match="another result in this test"):
        write(place, "entry", "89", senco, ago=190)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([("exit", 0)], "no result at entry"),
        ([("entry", 10), ("exit", 20)], "must be after"),
        ([("entry", 90), ("exit", 20), ("entry", 10)], "must be before"),
    ],
)
def test_exit_comes_after_entry(place, senco, steps, words):
    *before, last = steps
    for number, (when, ago) in enumerate(before):
        write(place, when, f"{80 + number}", senco, ago=ago)

    with pytest.raises(IllegalMove, match=words):
        write(place, last[0], "99", senco, ago=last[1])


def test_of_a_group_all_are_written_or_none(group, school, senco, client):
    places = [in_it(group, PupilFactory(school=school), senco) for _ in range(3)]
    sign_in(client, senco)
    at = f"/interventions/{group.pk}/measures/new/"
    said = {"when": "entry", "test": "Reading test", "kind": "standardised",
            "taken_on": days_ago(100), f"result_{places[0].pk}": "88",
            f"result_{places[1].pk}": "900"}  # fmt: skip

    answer = client.post(at, said)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "A standardised score is from 40 to 160." in words
    assert 'value="88"' in words
    assert not Score.objects.exists()

    assert client.post(at, said | {f"result_{places[1].pk}": "90"}).status_code == 302
    assert Measure.objects.count() == 2


def test_nothing_typed_is_said(group, place, senco, client):
    sign_in(client, senco)
    said = {"when": "entry", "test": "T", "kind": "raw", "taken_on": days_ago(1)}

    answer = client.post(f"/interventions/{group.pk}/measures/new/", said)

    assert "Write at least one child" in answer.content.decode()


def test_a_place_of_another_intervention_is_not_written(group, place, school, senco, client):
    other = in_it(running(school, senco, name="Other"), PupilFactory(school=school), senco)
    sign_in(client, senco)
    said = {"when": "entry", "test": "T", "kind": "raw", "taken_on": days_ago(1),
            f"result_{other.pk}": "5", f"result_{place.pk}": "5"}  # fmt: skip

    client.post(f"/interventions/{group.pk}/measures/new/", said)

    assert Measure.objects.get().place == place


class TestWho:
    def test_who_runs_it_reads_and_writes_the_whole_list(self, group, place, school, senco):
        helper = member(school, Role.SUPPORT)
        write(place, "entry", "88", senco, ago=20)
        interventions.add_staff(intervention=group, by=senco, user=helper, from_on=group.starts_on)

        assert reach.runs(helper, group)
        assert list(reach.places(helper, group, True)) == [place]

    def test_a_teacher_reads_and_writes_own_children_only(self, group, school, senco, client):
        klass = ClassGroupFactory(school=school)
        mine = in_it(group, PupilFactory(school=school, class_group=klass), senco)
        other = in_it(group, PupilFactory(school=school, legal_first_name="Zebedee"), senco)
        for each in (mine, other):
            write(each, "entry", "88", senco, ago=20)
        teacher = member(school, Role.TEACHER)
        hold_class(teacher, klass)

        assert list(reach.places(teacher, group, False)) == [mine]
        assert [row.place for row in reach.measures(teacher, group, False)] == [mine]
        sign_in(client, teacher)
        page = client.get(f"/interventions/{group.pk}/measures/").content.decode()
        assert "Zebedee" not in page and "88" in page


@pytest.mark.parametrize("many", [10, 200])
def test_what_works_costs_as_many_queries_at_any_size(client, group, school, senco, many):
    filled(group, school, senco, many)
    sign_in(client, senco)

    with CaptureQueriesContext(connection) as asked:
        words = client.get(f"/{school.slug}/provision/what-works/").content.decode()

    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 14
    assert f"{many} children" in words


def filled(group, school, senco, many):
    pupils = PupilFactory.create_batch(many, school=school)
    for number, pupil in enumerate(pupils):
        place = in_it(group, pupil, senco)
        write(place, "entry", "85", senco, ago=150)
        write(place, "exit", f"{90 + number % 3}", senco)


def test_what_works_says_what_was_seen_and_how_much_was_given(client, group, school, senco):
    filled(group, school, senco, 6)
    place = group.pupils.first()
    marked(session_of(group, group.starts_on, minutes=60), place)
    sign_in(client, senco)

    words = client.get(f"/{school.slug}/provision/what-works/").content.decode()

    assert "More than children of that age usually gain" in words
    assert "0.2 h a child" in words


def test_of_four_children_nothing_is_claimed(client, group, school, senco):
    filled(group, school, senco, 4)
    sign_in(client, senco)

    words = client.get(f"/{school.slug}/provision/what-works/").content.decode()

    assert "Too few children to say: 4 of at least 5" in words
    assert "usually gain" not in words


@pytest.mark.parametrize("since", ["", "1", "99999", "²²²²", "2019", "abcd"])
def test_any_year_is_answered(client, school, senco, since):
    sign_in(client, senco)
    assert client.get(f"/{school.slug}/provision/what-works/?since={since}").status_code == 200


class TestWhoRunsIt:
    @pytest.fixture
    def helper(self, group, school, senco):
        """Who began to run it three weeks ago."""
        found = member(school, Role.SUPPORT)
        interventions.add_staff(intervention=group, by=senco, user=found, from_on=days_ago(21))
        return found

    def test_sees_nobody_who_left_it_before_they_began(self, group, place, school, senco, helper):
        before = in_it(group, PupilFactory(school=school), senco, until_on=days_ago(40))
        gone = in_it(group, PupilFactory(school=school, left_on=days_ago(2)), senco)
        since = in_it(group, PupilFactory(school=school), senco, until_on=days_ago(10))
        for each in (place, before, gone, since):
            write(each, "entry", "88", senco, ago=60)
        assert set(reach.places(helper, group, True)) == {place, since}
        assert {row.place for row in reach.measures(helper, group, True)} == {place, since}

    def test_is_shown_no_way_to_the_scores_of_a_child_out_of_reach(
        self, group, place, senco, helper, client
    ):
        write(place, "entry", "88", senco, ago=20)
        page = sign_in(client, helper).get(f"/interventions/{group.pk}/measures/").content.decode()
        assert "88" in page and f"/pupils/{place.pupil_id}/" not in page

    def test_who_may_write_nothing_sees_no_button(self, school, senco, client):
        teacher = member(school, Role.TEACHER)
        asked = interventions.start(
            school=school, by=teacher, agreed=False, name="Lego", starts_on=moment.today(),
            minutes=20, times=1, places=2,
        )  # fmt: skip
        address = f"/interventions/{asked.pk}/measures/"
        page = sign_in(client, teacher).get(address).content.decode()
        assert client.get(f"{address}new/").status_code in (403, 404)
        assert "Write results down" not in page

    def test_is_not_told_what_the_child_scored_elsewhere(self, group, place, senco, helper, client):
        """On the page of a group they may write down a child's result, not read another one."""
        scores.record(pupil=place.pupil, by=senco, test="Reading test", kind="standardised",
                      result="61", taken_on=moment.today())  # fmt: skip
        typed = {
            "form_id": str(uuid4()), "when": "entry", "test": "Reading test",
            "kind": "standardised", "taken_on": f"{moment.today():%d/%m/%Y}",
            f"result_{place.pk}": "62",
        }  # fmt: skip
        answer = sign_in(client, helper).post(f"/interventions/{group.pk}/measures/new/", typed)
        page = answer.content.decode()
        assert "another result" in page and " 61 " not in page
        assert not Measure.objects.exists()
