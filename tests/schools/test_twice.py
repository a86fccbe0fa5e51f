"""The same form sent twice: one deputy, one invitation, and the second press is told so."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.models import Invitation
from accounts.permissions import Role
from schools.models import Membership
from schools.people import leaving, services
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

DAY = timedelta(days=1)


def deputise(school, senco, deputy, head, first=0, last=30):
    today = moment.today()
    return leaving.deputise(
        school=school, membership=senco.memberships.get(role=Role.SENCO), deputy=deputy,
        from_on=today + first * DAY, until_on=today + last * DAY, by=head,
    )  # fmt: skip


def invite(school, office, email="new@example.org"):
    return services.invite(school=school, name="Mr New", email=email, role=Role.TEACHER, by=office)


class Cast:
    def __init__(self):
        self.school = SchoolFactory()
        self.head, self.senco, self.teacher, self.office = (
            member(self.school, role) for role in (Role.HEAD, Role.SENCO, Role.TEACHER, Role.OFFICE)
        )


@pytest.fixture
def cast(db):
    return Cast()


def deputies():
    return Membership.objects.exclude(deputy_for=None)


def test_the_same_deputy_twice_is_one_and_is_said(cast, client):
    sign_in(client, cast.head)
    today = moment.today()
    form = {
        "membership": cast.senco.memberships.get().pk, "deputy": cast.teacher.pk,
        "from_on": today, "until_on": today + 30 * DAY,
    }  # fmt: skip
    url = reverse("people:deputy", args=[cast.school.slug])
    assert client.post(url, form).status_code == 302
    again = client.post(url, form)
    assert "already stands in" in again.content.decode()
    assert deputies().count() == 1


@pytest.mark.parametrize(("first", "last"), [(0, 30), (30, 40), (5, 6)])
def test_no_two_spans_of_one_deputy_lie_on_each_other(cast, first, last):
    deputise(cast.school, cast.senco, cast.teacher, cast.head)
    with pytest.raises(IllegalMove, match="already stands in"):
        deputise(cast.school, cast.senco, cast.teacher, cast.head, first, last)


def test_afterwards_and_after_an_early_end_they_may_again(cast):
    row = deputise(cast.school, cast.senco, cast.teacher, cast.head)
    deputise(cast.school, cast.senco, cast.teacher, cast.head, 31, 40)
    leaving.end_role(
        school=cast.school, membership=row, version=row.version, gone_on=moment.today(),
        by=cast.head,
    )  # fmt: skip
    deputise(cast.school, cast.senco, cast.teacher, cast.head, 0, 10)
    assert deputies().count() == 3


def test_two_colleagues_may_stand_in_for_one(cast):
    deputise(cast.school, cast.senco, cast.teacher, cast.head)
    deputise(cast.school, cast.senco, cast.office, cast.head)
    assert deputies().count() == 2


def test_the_same_invitation_twice_is_one(cast):
    invite(cast.school, cast.office)
    with pytest.raises(IllegalMove, match="an invitation to this role already"):
        invite(cast.school, cast.office, email="New@Example.org ")
    assert Invitation.objects.count() == 1


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one in at a time")
class TestAtOnce:
    """The first has not committed when the second comes."""

    def race(self, act):
        """What the second heard: None where it got through."""
        begun, ended = threading.Event(), threading.Event()

        def first():
            with transaction.atomic():
                act()
                begun.set()
                while not (somebody_waits() or ended.is_set()):
                    pass
            connection.close()

        thread = threading.Thread(target=first)
        thread.start()
        assert begun.wait(20)
        try:
            act()
        except IllegalMove as refused:
            return str(refused)
        finally:
            ended.set()
            thread.join(20)
        return None

    def test_two_presses_make_one_deputy(self):
        cast = Cast()
        heard = self.race(lambda: deputise(cast.school, cast.senco, cast.teacher, cast.head))
        assert "already stands in" in heard
        assert deputies().count() == 1

    def test_two_presses_make_one_invitation_and_no_crash(self):
        cast = Cast()
        heard = self.race(lambda: invite(cast.school, cast.office))
        assert "an invitation to this role already" in heard
        assert Invitation.objects.count() == 1
