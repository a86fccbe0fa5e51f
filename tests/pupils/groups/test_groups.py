"""Teaching groups: who sees whom, from when until when, and nobody lets themselves in."""

from datetime import timedelta

import pytest

from accounts.permissions import Permission, Role
from pupils import services as pupils
from pupils.groups import services
from pupils.groups.teaching import teachers_of
from pupils.models import GroupPlace, Pupil
from schools.models import GroupStaff, Membership
from schools.people import leaving
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class
from tests.iep.posting import queries

pytestmark = pytest.mark.django_db
TODAY = moment.today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school, name="Willow")


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


@pytest.fixture
def teacher(school):
    return member(school, Role.TEACHER, name="Ms M. Maths")


@pytest.fixture
def pupil(school, willow):
    return PupilFactory(school=school, class_group=willow)


@pytest.fixture
def group(school, office):
    about = {"subject": "Maths", "year": "3", "by": office}
    return services.open_group(school=school, name="Maths 3", **about)


def put(group, *chosen, by, among=None):
    group.refresh_from_db()
    numbers = [pupil.pk for pupil in chosen]
    among = numbers if among is None else [pupil.pk for pupil in among]
    services.choose_pupils(group=group, version=group.version, among=among, chosen=numbers, by=by)


def staffed(group, user, by, from_on=TODAY):
    return services.put_staff(group=group, user=user, from_on=from_on, by=by)


def sees(user, pupil, permission=Permission.PLAN_EDIT, day=0):
    with moment.at(moment.now() + timedelta(days=day)):
        person = type(user).objects.get(pk=user.pk)  # roles are read once per person object
        return Pupil.objects.visible_to(person, permission).filter(pk=pupil.pk).exists()


class TestAccessFollowsDuty:
    def test_a_teacher_of_the_group_sees_its_pupils_as_a_class_teacher_does(
        self, group, teacher, office, pupil, school, willow
    ):
        other = PupilFactory(school=school, class_group=willow)
        put(group, pupil, by=office)
        assert not sees(teacher, pupil)
        staffed(group, teacher, office)
        assert sees(teacher, pupil) and sees(teacher, pupil, Permission.LESSON_VIEW)
        assert not sees(teacher, pupil, Permission.CONTACT_VIEW)
        assert not sees(teacher, other)

    def test_from_the_first_day_to_the_last(self, group, teacher, office, pupil):
        put(group, pupil, by=office)
        place = staffed(group, teacher, office, from_on=TOMORROW)
        assert not sees(teacher, pupil) and sees(teacher, pupil, day=1)
        services.end_staff(place=place, until_on=TOMORROW, by=office)
        assert sees(teacher, pupil, day=1) and not sees(teacher, pupil, day=2)

    def test_taken_out_is_out_of_sight_at_once(self, group, teacher, office, pupil):
        staffed(group, teacher, office)
        put(group, pupil, by=office)
        GroupPlace.objects.update(from_on=YESTERDAY)
        put(group, by=office, among=[pupil])
        assert not sees(teacher, pupil)
        assert GroupPlace.objects.get().until_on == YESTERDAY
        put(group, pupil, by=office)
        put(group, by=office, among=[pupil])  # one of today never counted
        assert GroupPlace.objects.count() == 1

    def test_only_the_class_on_the_page_is_touched(self, group, office, pupil, school):
        other = PupilFactory(school=school)
        put(group, pupil, other, by=office)
        put(group, by=office, among=[other])
        assert [place.pupil for place in group.places.all()] == [pupil]

    def test_closing_ends_all(self, group, teacher, office, pupil):
        staffed(group, teacher, office)
        put(group, pupil, by=office)
        services.close_group(group=group, by=office)
        assert not sees(teacher, pupil)
        with pytest.raises(IllegalMove, match="closed"):
            staffed(group, teacher, office)

    def test_who_no_longer_teaches_here_loses_the_group_for_good(
        self, group, teacher, office, pupil, school
    ):
        staffed(group, teacher, office)
        put(group, pupil, by=office)
        role = Membership.objects.get(user=teacher)
        leaving.end_role(
            school=school, membership=role, version=role.version, gone_on=TODAY, by=office
        )
        Membership.objects.create(user=teacher, school=school, role=Role.TEACHER, from_on=TODAY)
        assert GroupStaff.objects.get().until_on == YESTERDAY
        assert not sees(teacher, pupil)

    def test_the_role_counts_not_the_place_alone(self, group, teacher, office, pupil):
        staffed(group, teacher, office)
        put(group, pupil, by=office)
        Membership.objects.filter(user=teacher).update(role=Role.GOVERNOR)
        assert not sees(teacher, pupil, Permission.PUPIL_VIEW)

    def test_a_child_who_left_and_comes_back_is_put_in_again_by_hand(
        self, group, teacher, office, pupil
    ):
        staffed(group, teacher, office)
        put(group, pupil, by=office)
        pupils.leave(pupil=pupil, on=TOMORROW, by=office)
        assert sees(teacher, pupil, day=1) and not sees(teacher, pupil, day=2)
        pupil.refresh_from_db()
        pupils.update_pupil(pupil=pupil, version=pupil.version, left_on=None, by=office)
        assert not sees(teacher, pupil, day=2)

    def test_no_pupil_of_another_school(self, group, office):
        foreign = PupilFactory()
        put(group, foreign, by=office)
        assert not group.places.exists()


class TestNobodyLetsThemselvesIn:
    @pytest.fixture
    def both(self, school):
        """Keeps the roll and teaches."""
        person = member(school, Role.OFFICE)
        Membership.objects.create(user=person, school=school, role=Role.TEACHER, from_on=YESTERDAY)
        return person

    def test_as_staff(self, group, both, office, school, pupil):
        with pytest.raises(IllegalMove, match="Ask a colleague"):
            staffed(group, both, both)
        place = staffed(group, both, office)
        services.end_staff(place=place, until_on=TODAY, by=both)
        place.refresh_from_db()
        with pytest.raises(IllegalMove):
            services.end_staff(place=place, until_on=TOMORROW, by=both)

    def test_no_pupils_into_the_own_group_today_or_from_tomorrow(
        self, client, group, both, office, pupil, school, willow
    ):
        place = staffed(group, both, office, from_on=TOMORROW)
        with pytest.raises(IllegalMove, match="open these children"):
            put(group, pupil, by=both)
        url = f"/groups/{group.pk}/pupils/?class={willow.pk}"
        group.refresh_from_db()
        body = {"pupils": [pupil.pk], "version": group.version}
        page = sign_in(client, both).post(url, body)
        assert page.status_code == 200 and b"Ask the SENCO" in page.content
        assert not GroupPlace.objects.exists()
        put(group, pupil, by=office)
        put(group, by=both, among=[pupil])  # taking out opens nothing
        services.end_staff(place=place, until_on=TOMORROW, by=office)
        with moment.at(moment.now() + timedelta(days=2)):
            put(group, pupil, by=both)

    def test_a_last_day_ahead_ends_the_place_so_that_a_later_one_opens_nothing(
        self, group, both, office, pupil
    ):
        staffed(group, both, office)
        pupils.leave(pupil=pupil, on=TOMORROW, by=office)
        put(group, pupil, by=office)
        pupil.refresh_from_db()
        pupils.update_pupil(
            pupil=pupil, version=pupil.version, left_on=TODAY + timedelta(days=30), by=both
        )
        assert sees(both, pupil, day=1) and not sees(both, pupil, day=2)

    def test_the_senco_who_teaches_may(self, group, school, pupil):
        senco = member(school, Role.SENCO)
        staffed(group, senco, senco)
        put(group, pupil, by=senco)


@pytest.mark.parametrize("number", ["9" * 25, "-" + "9" * 25, "a\x00b"])
def test_a_number_no_child_can_have_is_no_choice(client, group, office, willow, number):
    body = {"pupils": [number], "version": group.version}
    page = sign_in(client, office).post(f"/groups/{group.pk}/pupils/?class={willow.pk}", body)
    assert page.status_code == 200 and page.context["form"].errors["pupils"]


def test_two_people_at_once_see_both(group, office, pupil):
    with pytest.raises(Stale):
        services.choose_pupils(group=group, version=0, among=[pupil.pk], chosen=[], by=office)


def test_teachers_of_a_child_are_those_of_class_and_groups(
    group, teacher, office, pupil, school, willow
):
    form = member(school, Role.TEACHER, name="Ms F. Form")
    hold_class(form, willow)
    staffed(group, teacher, office)
    put(group, pupil, by=office)
    later = member(school, Role.TEACHER)
    staffed(group, later, office, from_on=TOMORROW)
    with queries(at_most=1):
        assert list(teachers_of(pupil)) == [form, teacher]
    assert list(teachers_of(PupilFactory(school=school))) == []


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_asks_no_more_for_many(client, school, office, teacher, rows):
    about = {"subject": "", "year": "3", "by": office}
    for n in range(rows):
        staffed(services.open_group(school=school, name=f"Set {n}", **about), teacher, office)
    sign_in(client, office)
    url = f"/{school.slug}/groups/"
    client.get(url)
    with queries(at_most=6):
        page = client.get(url)
    assert len(page.context["rows"]) == min(rows, 50)


def test_the_sheet_of_a_group(client, school, office, teacher, group, pupil, willow):
    type(pupil).objects.filter(pk=pupil.pk).update(how_to_help="Show me the blocks.")
    PupilFactory(school=school, class_group=willow, how_to_help="Not in the group")
    put(group, pupil, by=office)
    url = f"/{school.slug}/lesson/group/{group.pk}/"
    assert sign_in(client, teacher).get(url).status_code == 404
    staffed(group, teacher, office)
    page = client.get(url).content.decode()
    assert "Show me the blocks" in page and "Not in the group" not in page
    assert url in client.get(f"/{school.slug}/today/").content.decode()
    # Their class is not this teacher's, though one of its children is.
    assert client.get(f"/{school.slug}/lesson/{willow.pk}/").status_code == 404
    helper = member(school, Role.SUPPORT)
    assert sign_in(client, helper).get(url).status_code == 404
    assign(helper, pupil)
    assert "You see 1 child of Maths 3" in client.get(url).content.decode()


def test_pages_say_what_to_do(client, school, office, group, willow, pupil, teacher):
    sign_in(client, office)
    answer = client.post(f"/{school.slug}/groups/new/", {"name": "Maths 3", "year": "3"})
    assert b"There is a group called Maths 3 already." in answer.content
    assert client.get(f"/groups/{group.pk}/pupils/").status_code == 400
    assert client.get(f"/groups/{group.pk}/pupils/?class=99999999999999").status_code == 400
    client.post(f"/groups/{group.pk}/staff/", {"user": teacher.pk, "from_on": TODAY.isoformat()})
    page = client.get(f"/groups/{group.pk}/pupils/?class={willow.pk}").content.decode()
    assert pupil.name in page
    body = {"pupils": [pupil.pk], "version": group.version}
    client.post(f"/groups/{group.pk}/pupils/?class={willow.pk}", body)
    page = client.get(f"/groups/{group.pk}/").content.decode()
    assert pupil.name in page and "Ms M. Maths" in page
    client.post(f"/groups/{group.pk}/close/")
    assert "No teaching groups yet" in client.get(f"/{school.slug}/groups/").content.decode()


def test_for_a_teacher_without_groups_the_question_stays_what_it_was(teacher, office, group):
    asked = str(Pupil.objects.visible_to(type(teacher).objects.get(pk=teacher.pk)).query)
    assert "group_id" in asked and "groupplace" not in asked.lower()
    staffed(group, teacher, office)
    asked = str(Pupil.objects.visible_to(type(teacher).objects.get(pk=teacher.pk)).query)
    assert "groupplace" in asked.lower()
