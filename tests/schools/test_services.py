"""Schools, terms and classes: what the services write and what they refuse."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.text import slugify

from accounts.permissions import Role
from audit.models import Event, EventDetail
from pupils.models import Pupil
from schools import services
from schools.models import ClassGroup, ClassStaff, Membership, School
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.moment import LONDON
from tests.factories.people import UserFactory, member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def on_a_tuesday():
    with moment.at(datetime(2026, 11, 24, 12, tzinfo=LONDON)):
        yield


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


def test_a_new_school_works_by_its_preset_and_has_an_address_of_its_own():
    first = services.create_school(
        name="Harbour Lights Primary", urn="123456", laestab="8551234", preset="three_tiers"
    )
    second = services.create_school(
        name="Harbour Lights Primary", urn="123457", laestab="8551235", preset="tutor_led"
    )
    assert (first.slug, second.slug) == ("harbour-lights-primary", "harbour-lights-primary-2")
    assert first.policy.register_name == "SEND register"
    assert Event.objects.filter(verb="school.created").count() == 2


def test_a_school_is_not_made_without_a_policy():
    with pytest.raises(LookupError):
        services.create_school(name="X", urn="123456", laestab="8551234", preset="none")
    assert not School.objects.exists()


@pytest.mark.parametrize("name", ["Pupils", "Accounts", "Class staff", "Terms", "Register"])
def test_no_school_takes_an_address_that_means_something_else(name):
    made = services.create_school(name=name, urn="123456", laestab="8551234", preset="tutor_led")
    assert made.slug == f"{slugify(name)}-2"


def test_a_school_whose_name_has_no_letters_of_ours_gets_an_address():
    made = services.create_school(name="学校", urn="123456", laestab="8551234", preset="tutor_led")
    assert made.slug == "school"


def test_a_change_is_audited_with_before_and_after(school, office):
    services.update_school(school=school, by=office, version=1, senco_name="Ms B. Lindqvist")
    school.refresh_from_db()
    assert (school.senco_name, school.version) == ("Ms B. Lindqvist", 2)
    detail = EventDetail.objects.get(event__verb="school.updated").text
    assert detail == {"senco_name": ["Mr J. Whitlock", "Ms B. Lindqvist"]}


def test_a_save_over_a_newer_version_writes_nothing(school, office):
    services.update_school(school=school, by=office, version=1, phone="01632 960001")
    with pytest.raises(edits.Stale):
        services.update_school(school=school, by=office, version=1, phone="01632 960002")
    school.refresh_from_db()
    assert school.phone == "01632 960001"


@pytest.mark.parametrize("field", ["slug", "trust", "is_demo", "logo"])
def test_what_is_no_fact_of_the_school_cannot_be_set(school, office, field):
    with pytest.raises(IllegalMove):
        services.update_school(school=school, by=office, **{field: "x"})


# --- terms -----------------------------------------------------------------------------------


@pytest.fixture
def autumn(school, office):
    return services.add_term(
        school=school, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18),
        by=office,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (date(2027, 1, 4), date(2026, 3, 25), "before the first"),
        (date(2026, 12, 18), date(2027, 3, 25), "overlap with Autumn"),
        (date(2026, 8, 1), date(2026, 9, 2), "overlap with Autumn"),
        (date(2027, 1, 4), date(2028, 3, 25), "longer than any term"),
    ],
)
def test_impossible_terms_are_refused(school, office, autumn, starts_on, ends_on, words):
    with pytest.raises(IllegalMove, match=words):
        services.add_term(
            school=school, name="Spring", starts_on=starts_on, ends_on=ends_on, by=office
        )
    assert school.terms.count() == 1


def test_another_schools_term_is_no_clash(autumn):
    other = SchoolFactory()
    services.add_term(
        school=other, name="Autumn", starts_on=autumn.starts_on, ends_on=autumn.ends_on,
        by=member(other, Role.OFFICE),
    )  # fmt: skip
    assert other.terms.count() == 1


def test_a_term_may_be_moved_over_its_own_days(autumn, office):
    services.change_term(
        term=autumn, version=1, name="Autumn", starts_on=date(2026, 9, 3),
        ends_on=date(2026, 12, 17), by=office,
    )  # fmt: skip
    autumn.refresh_from_db()
    assert (autumn.starts_on, autumn.version) == (date(2026, 9, 3), 2)


def close(school, office, starts_on, ends_on):
    return services.add_closure(
        school=school, name="Half-term", starts_on=starts_on, ends_on=ends_on, by=office
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 12, 17), date(2026, 12, 21)),
        (date(2027, 8, 1), date(2027, 8, 5)),
        (date(2026, 10, 30), date(2026, 10, 26)),
    ],
)
def test_a_closure_lies_inside_one_term(school, office, autumn, starts_on, ends_on):
    with pytest.raises(IllegalMove):
        close(school, office, starts_on, ends_on)
    assert not school.closures.exists()


def test_a_term_keeps_the_days_of_its_closures(school, office, autumn):
    closure = close(school, office, date(2026, 10, 26), date(2026, 10, 30))
    with pytest.raises(IllegalMove, match="outside the term"):
        services.remove_term(term=autumn, by=office)
    with pytest.raises(IllegalMove, match="outside the term"):
        services.change_term(
            term=autumn, version=1, name="Autumn", starts_on=date(2026, 10, 28),
            ends_on=date(2026, 12, 18), by=office,
        )  # fmt: skip
    services.remove_closure(closure=closure, by=office)
    services.remove_term(term=autumn, by=office)
    assert not school.terms.exists()
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["closure.removed", "term.removed"]


# --- classes ---------------------------------------------------------------------------------


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school, name="Willow")


def test_two_open_classes_cannot_share_a_name_but_a_closed_one_frees_it(school, willow, office):
    with pytest.raises(IllegalMove, match="called Willow already"):
        services.open_class(school=school, name="Willow", year="3", by=office)
    services.close_class(class_group=willow, on=TODAY, by=office)
    assert services.open_class(school=school, name="Willow", year="4", by=office).pk != willow.pk


def test_a_class_with_pupils_is_not_closed(school, willow, office):
    PupilFactory(school=school, class_group=willow)
    PupilFactory(school=school, class_group=willow, left_on=date(2026, 7, 22))
    with pytest.raises(IllegalMove, match="1 pupil is still in Willow"):
        services.close_class(class_group=willow, on=TODAY, by=office)


def test_closing_a_class_ends_who_holds_it(school, willow, office):
    teacher = member(school, Role.TEACHER)
    services.put_in_class(class_group=willow, user=teacher, from_on=date(2026, 9, 1), by=office)
    services.close_class(class_group=willow, on=TODAY, by=office)
    assert ClassStaff.objects.get().until_on == TODAY
    with pytest.raises(IllegalMove, match="was closed on Tue 24 Nov 2026"):
        services.put_in_class(class_group=willow, user=teacher, from_on=TODAY, by=office)


def test_a_hand_over_leaves_no_day_without_and_no_day_with_two(school, willow, office):
    old, new = member(school, Role.TEACHER), member(school, Role.TEACHER)
    pupil = PupilFactory(school=school, class_group=willow)
    place = services.put_in_class(class_group=willow, user=old, from_on=date(2026, 9, 1), by=office)
    services.put_in_class(
        class_group=willow, user=new, from_on=date(2026, 12, 1), by=office, replaces=place
    )
    seen = {}
    for day in (date(2026, 11, 30), date(2026, 12, 1)):
        with moment.at(datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)):
            seen[day] = [sees(old, pupil), sees(new, pupil)]
    assert seen == {date(2026, 11, 30): [True, False], date(2026, 12, 1): [False, True]}


def sees(user, pupil):
    user = type(user).objects.get(pk=user.pk)  # a new request
    return Pupil.objects.visible_to(user).filter(pk=pupil.pk).exists()


def test_a_hand_over_before_the_old_holder_began_is_refused(school, willow, office):
    old, new = member(school, Role.TEACHER), member(school, Role.TEACHER)
    place = services.put_in_class(class_group=willow, user=old, from_on=date(2026, 9, 1), by=office)
    with pytest.raises(IllegalMove, match="Choose a later day"):
        services.put_in_class(
            class_group=willow, user=new, from_on=date(2026, 9, 1), by=office, replaces=place
        )
    assert ClassStaff.objects.get().until_on is None


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.OFFICE, Role.GOVERNOR])
def test_only_who_teaches_here_may_hold_a_class(school, willow, office, role):
    elsewhere = member(SchoolFactory(), Role.TEACHER)
    for stranger in (member(school, role), elsewhere, UserFactory()):
        with pytest.raises(IllegalMove, match="does not teach here"):
            services.put_in_class(class_group=willow, user=stranger, from_on=TODAY, by=office)
    assert not ClassStaff.objects.exists()


def test_nobody_holds_a_class_twice_on_one_day(school, willow, office):
    teacher = member(school, Role.TEACHER)
    place = services.put_in_class(
        class_group=willow, user=teacher, from_on=date(2026, 9, 1), by=office
    )
    with pytest.raises(IllegalMove, match="already"):
        services.put_in_class(class_group=willow, user=teacher, from_on=TODAY, by=office)
    services.end_place(place=place, until_on=TODAY, by=office)
    tomorrow = TODAY + timedelta(days=1)
    services.put_in_class(class_group=willow, user=teacher, from_on=tomorrow, by=office)
    assert ClassStaff.objects.filter(user=teacher).count() == 2


def test_a_last_day_before_the_first_is_refused(school, willow, office):
    teacher = member(school, Role.TEACHER)
    place = services.put_in_class(class_group=willow, user=teacher, from_on=TODAY, by=office)
    with pytest.raises(IllegalMove, match="before the first day"):
        services.end_place(place=place, until_on=TODAY - timedelta(days=1), by=office)


def test_a_class_is_changed_by_its_newest_version_only(willow, office):
    services.change_class(class_group=willow, version=1, name="Rowan", year="4", by=office)
    with pytest.raises(edits.Stale):
        services.change_class(class_group=willow, version=1, name="Elm", year="4", by=office)
    assert ClassGroup.objects.get(pk=willow.pk).name == "Rowan"


def test_nobody_gives_themselves_a_class_or_more_time_with_it(school, willow, office):
    """Who keeps the classes and teaches too would open every pupil's file alone."""
    person = member(school, Role.OFFICE)
    Membership.objects.create(user=person, school=school, role=Role.TEACHER, from_on=TODAY)
    with pytest.raises(IllegalMove, match="Ask a colleague"):
        services.put_in_class(class_group=willow, user=person, from_on=TODAY, by=person)
    place = services.put_in_class(class_group=willow, user=person, from_on=TODAY, by=office)
    services.end_place(place=place, until_on=TODAY + timedelta(days=7), by=person)
    with pytest.raises(IllegalMove, match="Ask a colleague"):
        services.end_place(place=place, until_on=TODAY + timedelta(days=70), by=person)
