"""Nobody gives themselves access: not by an own class, nor through a second address of theirs.

The ways through a pupil's page and the roll are in tests/pupils/test_own_class.py.
"""

from datetime import timedelta

import pytest
from django.core.cache import cache

from accounts.models import Invitation
from accounts.permissions import Role
from schools.models import ClassStaff, Membership
from schools.people import leaving, services
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox.models import Message
from tests.factories.people import member, sign_in
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
TODAY = moment.today()
PASSWORD = "violet tractor umbrella 9"


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def willow(school):
    return ClassGroupFactory(school=school)


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE, name="Ms Office", email="office@oakfield.example")


def let_in(school, by, role=Role.TEACHER, email="second@home.example"):
    """Invited by this person, and the link taken up: whoever reads that letter box."""
    row = services.invite(school=school, name="Mx Second", email=email, role=role, by=by)
    if row.state == Invitation.State.WAITING:
        head = member(school, Role.HEAD)
        services.approve(school=school, invitation=row, by=head)
    text = Message.objects.filter(to=email, text__contains="/join/").latest("pk").text
    token = next(w for w in text.split() if "/join/" in w).strip("/").split("/")[-1]
    return services.accept(token=token, password=PASSWORD)


def give(client, by, person, group):
    body = {"user": person.pk, "from_on": TODAY.isoformat(), "is_lead": "on"}
    return sign_in(client, by).post(f"/classes/{group.pk}/staff/", body)


def holds(person, group) -> bool:
    return ClassStaff.objects.held_today(person).filter(class_group=group).exists()


def test_the_office_gives_nobody_a_class_whom_they_alone_let_in(client, school, office, willow):
    second = let_in(school, office)
    answer = give(client, office, second, willow)
    assert answer.status_code == 200
    assert "somebody else gives them their first class" in answer.content.decode()
    assert not holds(second, willow)


@pytest.mark.parametrize("role", [Role.SENCO, Role.OFFICE])
def test_somebody_else_does_and_then_the_office_may(client, school, office, willow, role):
    teacher = let_in(school, office)
    assert give(client, member(school, role), teacher, willow).status_code == 302
    assert holds(teacher, willow)
    oak = ClassGroupFactory(school=school)
    assert give(client, office, teacher, oak).status_code == 302


def test_whom_the_head_agreed_to_is_known_to_two(client, school, office, willow):
    senco = let_in(school, office, Role.SENCO)
    assert give(client, office, senco, willow).status_code == 302


def test_a_senco_who_works_in_the_office_may(client, school, office, willow):
    Membership.objects.create(user=office, school=school, role=Role.SENCO, from_on=TODAY)
    assert give(client, office, let_in(school, office), willow).status_code == 302


def test_an_old_account_let_in_again_is_not_trusted_for_its_old_class(
    client, school, office, willow
):
    gone = member(school, Role.TEACHER, email="second@home.example")
    week_ago = moment.now() - timedelta(days=7)
    place = hold_class(gone, ClassGroupFactory(school=school))
    ClassStaff.objects.filter(pk=place.pk).update(created_at=week_ago)
    row = Membership.objects.get(user=gone)
    leaving.leave(school=school, membership=row, version=row.version, gone_on=TODAY, by=office)
    assert give(client, office, let_in(school, office), willow).status_code == 200


@pytest.mark.parametrize("email", ["Office@oakfield.example", "office+class3@Oakfield.example"])
@pytest.mark.parametrize("role", [Role.TEACHER, Role.SENCO])
def test_an_invitation_to_ones_own_letter_box_is_refused(school, office, email, role):
    with pytest.raises(IllegalMove, match="can't give yourself a role"):
        services.invite(school=school, name="Mx Second", email=email, role=role, by=office)
    assert not Invitation.objects.exists()


def test_nor_does_the_head_agree_to_one_for_their_own(school, office):
    head = member(school, Role.HEAD, email="head@oakfield.example")
    row = services.invite(
        school=school, name="Mx", email="head+senco@oakfield.example", role=Role.SENCO, by=office
    )
    with pytest.raises(IllegalMove, match="Two people"):
        services.approve(school=school, invitation=row, by=head)
