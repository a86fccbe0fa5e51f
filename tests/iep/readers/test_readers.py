"""Who works with the child reads the plan and says so; the SENCO and the head see who has not."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from iep import in_class
from iep import services as plans
from iep.models import SupportPlan
from iep.readers import asking, services
from iep.readers.duty import people_with_duty
from iep.readers.models import PlanReading
from pupils.groups import services as groups
from pupils.models import Assignment
from reminders.today import extra_sections
from schools.models import ClassStaff, Membership
from sendcase import edits, moment
from tests.factories.iep import PlanFactory, reviewed_plan, shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, hold_class
from tests.iep.posting import queries

pytestmark = pytest.mark.django_db
YESTERDAY = moment.today() - timedelta(days=1)
TOMORROW = moment.today() + timedelta(days=1)


def names(pupil):
    return [person.name for person, _ in people_with_duty(pupil)]


def to_read(person, school):
    return [version.plan.pupil for version in asking.unread_by(person, school)]


def owing(school):
    return {(each.plan_id, each.person_id) for each in asking.owing(school)}


def test_duty_is_the_class_and_the_assignment_of_today(case, helper):
    assert names(case.pupil) == ["Mrs D. Lamb", "Ms T. Archer"]
    was, comes = (member(case.school, Role.TEACHER) for _ in range(2))
    hold_class(was, case.klass, until_on=YESTERDAY)
    hold_class(comes, case.klass, from_on=TOMORROW)
    assign(member(case.school, Role.SUPPORT), case.pupil, until_on=YESTERDAY)
    assign(member(case.school, Role.SUPPORT), PupilFactory(school=case.school))
    hold_class(member(case.school, Role.SUPPORT), case.klass)  # sees the child only if assigned
    hold_class(member(case.school, Role.SENCO, name="Deputy"), case.klass)
    ended = member(case.school, Role.TEACHER)
    hold_class(ended, case.klass)
    Membership.objects.filter(user=ended).update(until_on=YESTERDAY)

    assert names(case.pupil) == ["Deputy", "Mrs D. Lamb", "Ms T. Archer"]
    with queries(at_most=5):
        people_with_duty(case.pupil)


def test_nobody_has_a_duty_to_a_child_who_has_left(case, shared, helper):
    case.pupil.left_on = YESTERDAY
    case.pupil.save()
    assert people_with_duty(case.pupil) == []
    assert owing(case.school) == set()
    assert to_read(helper, case.school) == []


def test_both_questions_have_one_answer(case, shared, helper):
    """By person and by plan, for everybody of the school."""
    oak = ClassGroupFactory(school=case.school)
    hold_class(member(case.school, Role.TEACHER), oak)
    hold_class(case.senco, oak)
    other = shared_plan(PupilFactory(school=case.school, class_group=oak), by=case.teacher)
    assign(helper, other.pupil, from_on=TOMORROW)
    member(case.school, Role.HEAD)
    people = [each.user for each in Membership.objects.select_related("user")]

    by_person = {
        (version.plan_id, person.pk)
        for person in people for version in asking.unread_by(person, case.school)
    }  # fmt: skip

    assert by_person == owing(case.school)
    assert by_person == {
        (shared.pk, case.teacher.pk), (shared.pk, helper.pk),
        (other.pk, case.senco.pk), *((other.pk, each.user_id) for each in oak.staff.all()),
    }  # fmt: skip


def test_who_teaches_the_child_in_a_group_is_asked_while_both_are_in_it(case, shared, helper):
    teacher, office = member(case.school, Role.TEACHER), member(case.school, Role.OFFICE)
    about = {"school": case.school, "subject": "Maths", "year": "3", "by": office}
    group = groups.open_group(name="Maths set 1", **about)
    groups.put_staff(group=group, user=teacher, from_on=moment.today(), by=office)
    assert (shared.pk, teacher.pk) not in owing(case.school)

    one = [case.pupil.pk]
    groups.choose_pupils(group=group, version=1, among=one, chosen=one, by=office)

    assert (shared.pk, teacher.pk) in owing(case.school)
    assert teacher in [person for person, _ in people_with_duty(case.pupil)]
    assert len(to_read(teacher, case.school)) == 1
    group.refresh_from_db()
    groups.choose_pupils(group=group, version=group.version, among=one, chosen=[], by=office)
    assert (shared.pk, teacher.pk) not in owing(case.school)
    assert to_read(teacher, case.school) == []


def test_who_shared_it_is_not_asked(case, no_printing):
    shared_plan(case.pupil, by=case.teacher)
    assert to_read(case.teacher, case.school) == []
    assert owing(case.school) == set()


def test_a_confirmation_is_noted_once_with_its_version(case, shared, helper):
    for _ in range(2):
        services.confirm(plan=shared, number=1, by=helper)

    reading = PlanReading.objects.get()
    assert (reading.person, reading.version.number) == (helper, 1)
    assert Event.objects.filter(verb="plan.read_confirmed", actor_id=helper.pk).count() == 1
    assert owing(case.school) == {(shared.pk, case.teacher.pk)}
    assert to_read(helper, case.school) == []


def test_a_new_version_asks_again_and_an_old_page_confirms_nothing(case, shared, helper):
    services.confirm(plan=shared, number=1, by=helper)
    revising = plans.revise(plan=shared, by=case.senco)
    assert to_read(helper, case.school) == []  # what is not shared yet is not to be read

    plans.share(plan=revising, by=case.senco)

    assert to_read(helper, case.school) == [case.pupil]
    with pytest.raises(edits.IllegalMove, match="Version 2 was shared"):
        services.confirm(plan=shared, number=1, by=helper)
    services.confirm(plan=shared, number=2, by=helper)
    assert PlanReading.objects.filter(person=helper).count() == 2


def test_only_a_plan_in_use_is_read(case, helper, no_printing):
    draft = PlanFactory(pupil=case.pupil, agreed=True, lead=case.senco)
    reviewed_plan(PupilFactory(school=case.school, class_group=case.klass), by=case.senco)
    assert owing(case.school) == set()
    with pytest.raises(edits.IllegalMove, match="shared and in use"):
        services.confirm(plan=draft, number=1, by=helper)


def test_a_new_teacher_owes_from_their_first_day_and_the_old_one_no_more(case, shared):
    new = member(case.school, Role.TEACHER)
    ClassStaff.objects.filter(user=case.teacher).update(until_on=moment.today())
    hold_class(new, case.klass, from_on=TOMORROW)
    assert owing(case.school) == {(shared.pk, case.teacher.pk)}

    with moment.at(datetime.combine(TOMORROW, datetime.min.time(), moment.LONDON)):
        assert owing(case.school) == {(shared.pk, new.pk)}
        [owed] = asking.owing(case.school)
        assert owed.since == TOMORROW


def test_since_when_is_the_day_it_was_shared(case, shared, helper):
    assert {each.since for each in asking.owing(case.school)} == {moment.today()}


@pytest.mark.parametrize("step", ["update", "delete"])
def test_the_database_keeps_a_confirmation_as_it_is(case, shared, helper, step):
    rows = PlanReading.objects.filter(pk=services.confirm(plan=shared, number=1, by=helper).pk)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        rows.update(person=case.teacher) if step == "update" else rows.delete()


def confirm_url(plan):
    return reverse("readers:confirm", args=[plan.pk])


def test_the_page_asks_those_who_work_with_the_child(client, case, shared, helper):
    head = member(case.school, Role.HEAD)
    asked = {}
    for person in (helper, case.teacher, case.senco, head):
        sign_in(client, person)
        with queries(at_most=20):  # as many as it takes to name all readers
            page = client.get(shared.get_absolute_url()).content.decode()
        asked[person] = "I have read this plan" in page
        assert ("Who has read version 1" in page) == (person in {case.senco, head})
    assert [person for person, is_asked in asked.items() if is_asked] == [helper, case.teacher]


def test_the_button_says_thank_you_and_the_senco_sees_it(client, case, shared, helper):
    sign_in(client, helper)
    page = client.post(confirm_url(shared), {"number": 1}, follow=True).content.decode()
    assert "You read it" in page
    assert "I have read this plan" not in page

    rows = sign_in(client, case.senco).get(shared.get_absolute_url()).context["readers"]

    assert [(row["name"], row["kind"]) for row in rows] == [
        ("Mrs D. Lamb", "done"), ("Ms T. Archer", "soon"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["", "0", "2", "x", "9" * 20])
def test_a_wrong_number_confirms_nothing_and_says_so(client, case, shared, helper, number):
    answer = sign_in(client, helper).post(confirm_url(shared), {"number": number}, follow=True)
    assert answer.context["messages"]
    assert not PlanReading.objects.exists()


def test_a_second_version_links_to_what_changed(client, case, shared, helper):
    mine = reverse("readers:mine", args=[case.school.slug])
    sign_in(client, helper)
    assert "changed" not in client.get(mine).content.decode().split("<main", 1)[1]
    plans.share(plan=plans.revise(plan=shared, by=case.senco), by=case.senco)
    for address in (mine, shared.get_absolute_url()):
        page = client.get(address).content.decode()
        assert f"/plans/{shared.pk}/versions/" in page
        assert "changed" in page


def test_today_and_the_list_say_how_many(client, case, shared, helper):
    def line(person):
        lines = [row for section in extra_sections(person, case.school) for row in section["lines"]]
        return next(((row["text"], row["url"]) for row in lines if "to read" in row["text"]), None)

    assert line(helper) == ("1 plan to read", shared.get_absolute_url())
    other = shared_plan(PupilFactory(school=case.school), by=case.senco)
    assign(helper, other.pupil)
    mine = reverse("readers:mine", args=[case.school.slug])
    assert line(helper) == ("2 plans to read", mine)
    sign_in(client, helper)
    assert (
        "2 plans to read"
        in client.get(reverse("iep:list", args=[case.school.slug])).content.decode()
    )
    assert len(client.get(mine).context["rows"]) == 2
    assert line(case.senco) is None


def listed(client, case, by):
    at = reverse("readers:list", args=[case.school.slug])
    rows = sign_in(client, case.senco).get(f"{at}?by={by}").context["rows"]
    return {row["name"]: [each["name"] for each in row["owing"]] for row in rows}


def test_the_list_tells_by_plan_and_by_person(client, case, shared, helper):
    other = shared_plan(PupilFactory(school=case.school, class_group=case.klass), by=case.senco)
    services.confirm(plan=other, number=1, by=case.teacher)
    foreign = shared_plan(PupilFactory())
    hold_class(member(foreign.school, Role.TEACHER), ClassGroupFactory(school=foreign.school))

    assert listed(client, case, "plan") == {case.pupil.name: ["Mrs D. Lamb", "Ms T. Archer"]}
    assert listed(client, case, "person") == {
        "Mrs D. Lamb": [case.pupil.name], "Ms T. Archer": [case.pupil.name],
    }  # fmt: skip
    at = reverse("readers:list", args=[case.school.slug])
    assert client.get(f"{at}?by=nonsense").status_code == 400


@pytest.mark.parametrize("count", [10, 200])
def test_the_lists_cost_the_same_at_any_length(client, case, helper, many_shared, count):
    many_shared(count)
    for pupil in SupportPlan.objects.values_list("pupil", flat=True):
        if count == 10:
            Assignment.objects.get_or_create(
                school=case.school, pupil_id=pupil, user=helper, from_on=YESTERDAY
            )
    at = reverse("readers:list", args=[case.school.slug])
    sign_in(client, case.senco)
    client.get(at)
    for by in ("plan", "person"):
        with queries(at_most=14):
            client.get(f"{at}?by={by}")
    mine = reverse("readers:mine", args=[case.school.slug])
    sign_in(client, case.teacher)
    teacher = client.get(mine).wsgi_request.user  # whose roles are read
    with queries(at_most=7):
        page = client.get(mine)
    assert len(page.context["rows"]) == min(count, 50)
    with queries(at_most=2):
        assert f"{count} plans to read" in str(in_class.lines(teacher, case.school))
