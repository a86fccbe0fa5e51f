"""A list of classes: opened, changed, closed and led as by hand, and never twice."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.roll import services
from schools.models import ClassGroup, ClassStaff
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
HEAD = "Class,Year,Closed,Lead teacher's e-mail\n"


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


@pytest.fixture
def teacher(school):
    return member(school, Role.TEACHER, email="t@oak.example.org")


def look(school, by, text):
    upload = services.receive(
        school=school, by=by, filename="c.csv", data=(HEAD + text).encode(), kind="classes"
    )
    return upload, services.look(upload)


def take(school, by, text):
    upload, found = look(school, by, text)
    return services.confirm(upload=upload, digest=found.digest, by=by).result


def test_classes_are_opened_with_their_lead_and_the_same_list_again_changes_nothing(
    school, office, teacher
):
    text = "3 Willow,Year 3,,T@oak.example.org\nNurture,Mixed,,\n"

    first, again = take(school, office, text), take(school, office, text)

    assert (first["new"], again) == (2, {"same": 2, "left": 0})
    assert set(ClassGroup.objects.values_list("name", "year")) == {("3 Willow", "3"),
                                                                    ("Nurture", "M")}  # fmt: skip
    place = ClassStaff.objects.get()
    assert (place.user, place.is_lead, place.from_on) == (teacher, True, moment.today())
    assert Event.objects.filter(verb="classgroup.opened", school_id=school.pk).count() == 2
    assert Event.objects.filter(verb="classstaff.began", pupil_id=None).count() == 1


def test_a_new_lead_takes_the_class_over_and_the_year_changes(school, office, teacher):
    group = ClassGroupFactory(school=school, name="3 Willow", year="3")
    before = hold_class(member(school, Role.TEACHER), group)
    ClassStaff.objects.update(from_on=moment.today() - timedelta(days=90))

    take(school, office, "3 willow,4,N,t@oak.example.org\n")

    group.refresh_from_db()
    before.refresh_from_db()
    assert (group.name, group.year) == ("3 Willow", "4")
    assert before.until_on == moment.today() - timedelta(days=1)
    assert [place.user for place in group.staff.held_today()] == [teacher]


def test_an_empty_class_is_closed_and_one_with_pupils_is_a_problem(school, office):
    empty = ClassGroupFactory(school=school, name="Old")
    full = ClassGroupFactory(school=school, name="Full")
    PupilFactory(school=school, class_group=full)

    _, found = look(school, office, "Full,3,Y,\nOld,3,Y,\n")
    take(school, office, "Old,3,Y,\nGone long ago,3,Y,\n")

    assert [problem.line for problem in found.problems] == [2]
    assert "1 pupil still in this class" in found.problems[0].words
    assert found.missing == []
    empty.refresh_from_db()
    assert empty.closed_on == moment.today()
    assert ClassGroup.objects.count() == 2


def test_classes_that_are_not_in_the_list_are_reported_and_stay(school, office):
    stays = ClassGroupFactory(school=school, name="Stays")
    ClassGroupFactory(name="Another school's")

    _, found = look(school, office, "New,3,,\n")
    take(school, office, "New,3,,\n")

    assert found.missing == ["Stays"]
    stays.refresh_from_db()
    assert stays.closed_on is None


def lead_of_nobody(school, office):
    return "nobody@oak.example.org", "Nobody with this address teaches here"


def lead_who_supports(school, office):
    return member(school, Role.SUPPORT).email, "Nobody with this address teaches here"


def lead_elsewhere(school, office):
    return member(SchoolFactory(), Role.TEACHER).email, "Nobody with this address teaches here"


def lead_oneself(school, office):
    member_too(school, office, Role.TEACHER)
    return office.email, "give yourself a class"


def lead_invited_by_oneself(school, office):
    from accounts.models import Invitation

    known = member(school, Role.TEACHER)
    Invitation.objects.create(
        email=known.email, name="x", school_id=school.pk, role=Role.TEACHER, invited_by=office,
        accepted_by=known, accepted_at=moment.now(),
    )  # fmt: skip
    return known.email, "You invited"


def member_too(school, user, role):
    from schools.models import Membership

    Membership.objects.create(user=user, school=school, role=role, from_on=moment.today())


@pytest.mark.parametrize(
    "who", [lead_of_nobody, lead_who_supports, lead_elsewhere, lead_oneself,
            lead_invited_by_oneself], ids=lambda fn: fn.__name__,
)  # fmt: skip
def test_who_may_not_be_given_a_class_by_hand_is_not_given_one_by_a_list(school, office, who):
    email, words = who(school, office)

    upload, found = look(school, office, f"3 Oak,3,,{email}\n")

    [problem] = found.problems
    assert problem.column == "Lead teacher's e-mail"
    assert words in problem.words
    with pytest.raises(IllegalMove):
        services.confirm(upload=upload, digest=found.digest, by=office)
    assert not ClassGroup.objects.exists()


def test_a_class_twice_is_a_problem_of_both_rows(school, office):
    _, found = look(school, office, "3 Oak,3,,\n3 OAK,4,,\n,,,\n")

    assert [problem.line for problem in found.problems] == [2, 3]
