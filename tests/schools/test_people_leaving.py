"""Roles that end, people who leave, deputies for a while, lost phones."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from accounts.access import may, roles_at
from accounts.models import User
from accounts.permissions import Permission, Role
from audit.models import Event
from schools.models import Membership
from schools.people import leaving, services
from sendcase import moment
from sendcase.outbox.models import Message
from tests.factories.accounts import account
from tests.factories.people import member, sign_in
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
NEW = "violet tractor umbrella 9"
NOW = "2026-11-24T12:00:00Z"


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE, name="Ms Office")


@pytest.fixture
def head(school):
    return member(school, Role.HEAD, name="Mrs Head")


def invited(school, office, role=Role.TEACHER, email="new@example.org"):
    return services.invite(school=school, name="Mr New", email=email, role=role, by=office)


def link() -> str:
    """The address in the newest mail to somebody invited, below our own host."""
    text = Message.objects.filter(text__contains="/join/").latest("pk").text
    return next(w for w in text.split() if "/join/" in w).removeprefix("http://localhost:8000")


def ask(client, at, **data):
    data = {"name": "Mr New", "email": "new@example.org", "role": "teacher", **data}
    return client.post(reverse("people:invite", args=[at.slug]), data)


def press(client, school, row, move):
    return client.post(reverse("people:invitation", args=[school.slug, row.pk, move]))


def fresh(user):
    return User.objects.get(pk=user.pk)


# Ending


def end(client, school, row, **data):
    data = {"what": "role", "gone_on": moment.today(), "version": row.version, **data}
    return client.post(reverse("people:member", args=[school.slug, row.pk]), data)


def test_a_role_ended_today_is_gone_at_the_next_request(client, school, office):
    teacher = member(school, Role.TEACHER)
    hold_class(teacher, ClassGroupFactory(school=school))
    theirs = sign_in(type(client)(), teacher)
    sign_in(client, office)

    response = end(client, school, teacher.memberships.get())

    assert response.url == reverse("people:list", args=[school.slug])
    assert theirs.get(reverse("account_page")).status_code == 302
    assert not fresh(teacher).is_active
    assert not teacher.class_staff.filter(until_on=None).exists()
    assert Event.objects.filter(verb="role.ended", actor_id=office.pk).count() == 1


def test_a_role_ended_from_a_later_day_holds_until_the_day_before(client, school, office):
    with time_machine.travel(NOW, tick=False) as clock:
        teacher = member(school, Role.TEACHER)
        sign_in(client, office)
        end(client, school, teacher.memberships.get(), gone_on="2026-11-26")
        assert roles_at(fresh(teacher), school.pk)
        clock.shift(timedelta(days=1))
        assert roles_at(fresh(teacher), school.pk)
        clock.shift(timedelta(days=1))
        assert not roles_at(fresh(teacher), school.pk)


def test_a_second_role_stays_when_one_ends(client, school, office):
    senco = member(school, Role.SENCO)
    start = moment.today().replace(month=1, day=1)
    Membership.objects.create(user=senco, school=school, role=Role.TEACHER, from_on=start)
    hold_class(senco, ClassGroupFactory(school=school))
    sign_in(client, office)
    end(client, school, senco.memberships.get(role=Role.SENCO))
    assert roles_at(fresh(senco), school.pk) == {Role.TEACHER}
    assert senco.class_staff.filter(until_on=None).exists()


def test_leaving_ends_every_role_here_and_none_elsewhere(client, school, office):
    teacher = member(school, Role.TEACHER)
    start = moment.today().replace(month=1, day=1)
    other = SchoolFactory()
    for place, role in ((school, Role.SENCO), (other, Role.TEACHER)):
        Membership.objects.create(user=teacher, school=place, role=role, from_on=start)
    sign_in(client, office)
    end(client, school, teacher.memberships.get(role=Role.SENCO), what="leaves")
    assert not roles_at(fresh(teacher), school.pk)
    assert roles_at(fresh(teacher), other.pk) == {Role.TEACHER}
    assert fresh(teacher).is_active


def test_nobody_ends_their_own_role(client, school, office):
    response = end(sign_in(client, office), school, office.memberships.get())
    assert "your own roles" in response.content.decode()
    assert roles_at(fresh(office), school.pk) == {Role.OFFICE}


def test_the_past_an_ended_role_and_an_older_page_are_refused(client, school, office):
    row = member(school, Role.TEACHER).memberships.get()
    sign_in(client, office)
    yesterday = moment.today() - timedelta(days=1)
    assert "gone_on" in end(client, school, row, gone_on=yesterday).context["form"].errors
    assert "meanwhile" in end(client, school, row, version=99).content.decode()
    end(client, school, row)
    row.refresh_from_db()
    assert "ended already" in end(client, school, row).content.decode()


def test_a_role_at_another_school_cannot_be_ended_from_here(client, school, office):
    other = SchoolFactory()
    row = member(other, Role.TEACHER).memberships.get()
    sign_in(client, office)
    assert end(client, school, row).status_code == 404
    assert end(client, other, row).status_code == 404
    row.refresh_from_db()
    assert row.until_on is None


def test_the_head_does_not_end_roles_of_the_staff(client, school, head):
    row = member(school, Role.TEACHER).memberships.get()
    assert end(sign_in(client, head), school, row).status_code == 403


def test_a_role_begun_and_ended_on_one_day_never_held(school, office):
    invited(school, office)
    user = services.accept(token=link().strip("/").split("/")[-1], password=NEW)
    row = user.memberships.get()
    leaving.end_role(
        school=school, membership=row, version=row.version, gone_on=moment.today(), by=office
    )
    assert not roles_at(fresh(user), school.pk)


# Deputies


def set_deputy(client, school, row, deputy, **data):
    data = {"membership": row.pk, "deputy": deputy.pk, "from_on": moment.today(),
            "until_on": moment.today() + timedelta(days=7), **data}  # fmt: skip
    return client.post(reverse("people:deputy", args=[school.slug]), data)


def test_a_deputy_holds_the_same_role_from_until(client, school, head):
    with time_machine.travel(NOW, tick=False) as clock:
        senco, teacher = member(school, Role.SENCO), member(school, Role.TEACHER)
        sign_in(client, head)
        set_deputy(client, school, senco.memberships.get(), teacher)
        assert may(fresh(teacher), Permission.REFERRAL_DECIDE, school.pk)
        assert teacher.memberships.get(role=Role.SENCO).deputy_for == senco
        clock.shift(timedelta(days=8))
        assert not may(fresh(teacher), Permission.REFERRAL_DECIDE, school.pk)


def test_the_head_is_never_their_own_deputy_and_strangers_are_none(client, school, head):
    senco = member(school, Role.SENCO).memberships.get()
    sign_in(client, head)
    for nobody in (head, member(SchoolFactory(), Role.TEACHER)):
        assert "deputy" in set_deputy(client, school, senco, nobody).context["form"].errors
    theirs = member(SchoolFactory(), Role.SENCO).memberships.get()
    form = set_deputy(client, school, theirs, member(school, Role.TEACHER)).context["form"]
    assert "membership" in form.errors
    assert not Membership.objects.exclude(deputy_for=None).exists()


def test_the_office_sets_no_deputy(client, school, office):
    senco, teacher = member(school, Role.SENCO).memberships.get(), member(school, Role.TEACHER)
    assert set_deputy(sign_in(client, office), school, senco, teacher).status_code == 404


def test_the_head_ends_a_deputy(client, school, head):
    senco, teacher = member(school, Role.SENCO), member(school, Role.TEACHER)
    sign_in(client, head)
    set_deputy(client, school, senco.memberships.get(), teacher)
    row = teacher.memberships.exclude(deputy_for=None).get()
    assert end(client, school, row).status_code == 302
    assert roles_at(fresh(teacher), school.pk) == {Role.TEACHER}
    assert end(client, school, row, what="leaves").status_code == 403


# Lost phone


def test_the_office_resets_a_lost_second_step_but_not_its_own_nor_across_schools(
    client, school, office
):
    def reset(user):
        pk = user.memberships.filter(school=school).get().pk
        client.post(reverse("people:second_step", args=[school.slug, pk]))
        return not fresh(user).authenticator_set.exists()

    teacher, two = account(member(school, Role.TEACHER)), account(member(school, Role.TEACHER))
    start = moment.today().replace(month=1, day=1)
    Membership.objects.create(user=two, school=SchoolFactory(), role=Role.HEAD, from_on=start)
    sign_in(client, account(office))
    assert reset(teacher)
    assert not reset(two)
    assert not reset(office)
