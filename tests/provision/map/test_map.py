"""The map of a term: who sees what of it, its queries, its paper, and on to the next term."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from accounts.permissions import Role
from provision import hooks
from provision.interventions import services as interventions
from provision.map import copying, printing
from provision.map.reading import runs_of
from provision.map.terms import asked
from provision.models import Intervention, Place, Promise
from provision.promised import services as promised
from schools.models import Area, Term
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    school, today = SchoolFactory(), moment.today()
    first = today - timedelta(weeks=6)
    for name, starts, weeks in (("Autumn", first, 14), ("Spring", first + timedelta(weeks=16), 12)):
        Term.objects.create(
            school=school, name=name, starts_on=starts, ends_on=starts + timedelta(weeks=weeks)
        )
    return school


@pytest.fixture
def senco(school):
    return member(school, Role.SENCO)


@pytest.fixture
def term(school):
    return asked(school).term


def group_in(school, senco, term, **facts):
    return running(school, senco, starts_on=term.starts_on, ends_on=term.ends_on, **facts)


def test_the_term_of_today_is_shown_first_and_its_neighbours_named(school):
    found = asked(school)

    assert (found.term.name, found.before, found.after.name) == ("Autumn", None, "Spring")
    assert asked(school, str(found.after.starts_on)).term.name == "Spring"
    assert asked(school, "rubbish").term.name == "Autumn"
    assert asked(SchoolFactory()).is_made_up


def test_what_does_not_reach_into_the_term_is_not_on_it(school, senco, term):
    group_in(school, senco, term, name="Now")
    running(school, senco, name="Over", starts_on=term.starts_on - timedelta(weeks=9),
            ends_on=term.starts_on - timedelta(days=1))  # fmt: skip
    interventions.start(
        school=school, by=senco, agreed=False, name="Proposed", starts_on=term.starts_on,
        minutes=5, times=1,
    )  # fmt: skip

    assert [run.name for run in runs_of(senco, school, term)] == ["Now"]


def test_places_are_counted_at_the_fullest_time(school, senco, term):
    group = group_in(school, senco, term, places=2)
    middle = term.starts_on + timedelta(weeks=4)
    in_it(group, PupilFactory(school=school), senco, until_on=middle)
    in_it(group, PupilFactory(school=school), senco, from_on=middle + timedelta(days=1))
    assert runs_of(senco, school, term)[0].unused == 1

    in_it(group, PupilFactory(school=school), senco)
    in_it(group, PupilFactory(school=school), senco)
    assert runs_of(senco, school, term)[0].beyond == 1


def test_a_teacher_reads_own_children_by_name_and_the_rest_as_a_number(client, school, senco, term):
    klass = ClassGroupFactory(school=school)
    mine = PupilFactory(school=school, class_group=klass, legal_first_name="Orla")
    other = PupilFactory(school=school, legal_first_name="Zebedee")
    group = group_in(school, senco, term)
    in_it(group, mine, senco), in_it(group, other, senco)
    hidden = group_in(school, senco, term, name="Not hers")
    in_it(hidden, other, senco)
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, klass)
    sign_in(client, teacher)

    words = client.get(f"/{school.slug}/provision/map/").content.decode()

    assert "Orla" in words
    assert "1 other child" in words
    assert "Zebedee" not in words and "Not hers" not in words


@pytest.mark.parametrize("way", ["school", "class", "pupil", "area", "person", "rubbish"])
@pytest.mark.parametrize("many", [10, 200])
def test_the_map_costs_as_many_queries_at_any_size(client, school, senco, term, way, many):
    group = group_in(school, senco, term, staff=member(school, Role.SUPPORT))
    for _ in range(2):
        in_it(group, PupilFactory(school=school), senco)
    crowd(group, senco, many)
    sign_in(client, senco)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/{school.slug}/provision/map/?by={way}")

    assert answer.status_code == 200
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) <= 19


def crowd(group, senco, many):
    pupils = PupilFactory.create_batch(many, school=group.school)
    day = {"from_on": group.starts_on, "school": group.school}
    promises = Promise.objects.bulk_create(
        Promise(pupil=pupil, what="Sounds", minutes=20, times=3, made_by=senco, **day)
        for pupil in pupils
    )
    Place.objects.bulk_create(
        Place(intervention=group, pupil=each.pupil, promise=each, **day) for each in promises
    )


@pytest.mark.parametrize(("children", "most", "size"), [(10, 1, (842, 595)), (60, 4, (1191, 842))])
def test_ten_children_on_one_a4_and_sixty_on_four_a3(school, senco, term, children, most, size):
    areas = list(Area.objects.filter(school=school))
    groups = [
        group_in(school, senco, term, name=f"Sounds and words together, group {number}",
                 area=areas[number % len(areas)], staff=member(school, Role.SUPPORT))
        for number in range(12)
    ]  # fmt: skip
    for number, pupil in enumerate(PupilFactory.create_batch(children, school=school)):
        for step in range(4):
            in_it(groups[(number + step * 3) % 12], pupil, senco)
    runs = runs_of(senco, school, term)

    data = printing.pdf(school=school, term=term, runs=runs, size="", printed="Today", about="")

    pages = PdfReader(BytesIO(data)).pages
    assert len(pages) <= most
    box = pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size
    text = "".join(page.extract_text() for page in pages)
    assert all(run.name in " ".join(text.split()) for run in runs)


class TestNextTerm:
    @pytest.fixture
    def group(self, school, senco, term):
        return group_in(school, senco, term, staff=member(school, Role.SUPPORT))

    @pytest.fixture
    def spring(self, school):
        return asked(school).after

    def copied(self, school, group, spring, senco, along=True):
        return copying.copy(
            school=school, term=spring, chosen=[group], by=senco,
            with_pupils={group.pk} if along else set(),
        )  # fmt: skip

    def test_it_begins_anew_with_its_people_times_and_children(self, school, group, spring, senco):
        child = in_it(group, PupilFactory(school=school), senco).pupil

        done = self.copied(school, group, spring, senco)

        new = Intervention.objects.get(copied_from=group)
        assert (new.starts_on, new.ends_on, new.name) == (
            spring.starts_on, spring.ends_on, group.name
        )  # fmt: skip
        assert (done.made, done.places) == (1, 1)
        assert [slot.weekday for slot in new.slots.all()] == [0, 2, 4]
        assert new.staff.get().user == group.staff.get().user
        assert new.pupils.get().pupil == child

    def test_twice_makes_one(self, school, group, spring, senco):
        self.copied(school, group, spring, senco)
        done = self.copied(school, group, spring, senco)

        assert (done.made, done.already) == (0, 1)
        assert Intervention.objects.filter(copied_from=group).count() == 1

    def test_what_pointed_at_the_promise_points_at_the_new_one(
        self, school, group, spring, senco, monkeypatch
    ):
        old = in_it(group, PupilFactory(school=school), senco).promise
        told = []
        monkeypatch.setattr(hooks, "on_replace", [lambda was, now: told.append((was, now))])

        self.copied(school, group, spring, senco)

        new = Promise.objects.get(from_on=spring.starts_on)
        assert told == [(old, new)]

    def test_a_promise_that_goes_on_is_kept_by_the_new_place(self, school, group, spring, senco):
        child = PupilFactory(school=school)
        goes_on = promised.promise(
            pupil=child, by=senco, what="Reading", minutes=15, times=5, from_on=group.starts_on
        )
        in_it(group, child, senco, keeps=goes_on)

        self.copied(school, group, spring, senco)

        assert Place.objects.get(from_on=spring.starts_on).promise == goes_on
        assert Promise.objects.count() == 1

    def test_a_child_who_left_is_left_out_and_so_is_who_works_here_no_more(
        self, school, group, spring, senco
    ):
        child = in_it(group, PupilFactory(school=school), senco).pupil
        child.left_on = spring.starts_on - timedelta(days=1)
        child.save()
        group.staff.get().user.memberships.update(until_on=moment.today())

        done = self.copied(school, group, spring, senco)

        assert (done.places, done.gone) == (0, 1)
        assert not Intervention.objects.get(copied_from=group).staff.exists()

    def test_what_runs_on_needs_no_copy(self, school, spring, senco):
        on = running(school, senco, ends_on=None)
        with pytest.raises(IllegalMove, match="needs no copy"):
            self.copied(school, on, spring, senco)

    def test_by_the_page(self, client, school, group, spring, senco, term):
        in_it(group, PupilFactory(school=school), senco)
        sign_in(client, senco)
        at = f"/{school.slug}/provision/map/next-term/"
        assert group.name in client.get(at).content.decode()

        nothing = client.post(at, {"version": ""})
        assert "Choose at least one" in nothing.content.decode()
        answer = client.post(at, {f"copy_{group.pk}": "on"})

        assert answer.status_code == 302
        assert not Place.objects.filter(from_on=spring.starts_on).exists()
        assert "Nothing is left to copy" in client.get(at).content.decode()


def test_the_page_says_what_cannot_be(client, school, senco, term):
    helper = member(school, Role.SUPPORT)
    child = PupilFactory(school=school)
    for name in ("One", "Two"):
        group = group_in(school, senco, term, name=name, staff=helper, days=(), times=1)
        slots = [{"weekday": 0, "starts_at": "09:00", "minutes": 20, "room": "Den"}]
        group = Intervention.objects.get(pk=group.pk)
        interventions.set_timetable(
            intervention=group, by=senco, from_on=group.starts_on, slots=slots
        )
        in_it(group, child, senco)
    sign_in(client, senco)

    words = client.get(f"/{school.slug}/provision/map/").content.decode()

    for said in ("A child in two places at one time (1)", "An adult in two places at one time (1)",
                 "A room used twice at one time (1)", "Places nobody has (2)"):  # fmt: skip
        assert said in words


def test_dates_of_no_year_in_the_address_are_answered(client, school, senco):
    sign_in(client, senco)
    for typed in ("?term=9999-99-99", "?class=99999999999999999999", "?class=²", "?by=&all=1"):
        assert client.get(f"/{school.slug}/provision/map/{typed}").status_code == 200
