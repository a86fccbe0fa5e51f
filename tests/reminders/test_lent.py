"""A deputy stands in for the role that was lent, not for everything the person away does."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.access import forget_roles
from accounts.grants import GRANTS
from accounts.permissions import Permission, Role
from reminders import owners, pages
from reminders.deadlines import open_deadline
from reminders.digests import send_due
from reminders.feed.entries import entries_of
from reminders.kinds import kinds
from reminders.models import Deadline
from schools.models import Membership, Term
from sendcase import moment
from sendcase.outbox.models import Message
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DECIDE, CHECK = "answer-referral", "check-letter"  # a SENCO's page; one the office opens as well


@pytest.fixture(autouse=True)
def morning(school):
    Term.objects.create(school=school, name="Autumn", starts_on="2026-09-01", ends_on="2026-12-18")
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def both(school, senco, pupil):
    """The SENCO, who keeps the office too, has one task of each by name."""
    senco.memberships.create(school=school, role=Role.OFFICE, from_on="2026-01-01")
    for kind in (DECIDE, CHECK):
        named(kind, pupil, owner=senco)
    return senco


def named(kind, pupil, **whose):
    return open_deadline(
        kind, PupilFactory(school=pupil.school), school_id=pupil.school_id, pupil=pupil, rule="x",
        due_on=moment.today() + timedelta(days=1), **whose,
    )  # fmt: skip


def lend(away, role, deputy):
    forget_roles(deputy)
    return Membership.objects.create(
        user=deputy, school=away.memberships.first().school, role=role, deputy_for=away,
        from_on="2026-11-23", until_on="2026-11-24",
    )  # fmt: skip


def kinds_of(person) -> set[str]:
    return set(Deadline.objects.mine(person).values_list("kind", flat=True))


def mails() -> dict[str, str]:
    Message.objects.all().delete()
    send_due()
    return dict(Message.objects.values_list("to", "text"))


def test_the_office_lent_shows_nothing_of_the_senco(client, both, school):
    head, deputy = member(school, Role.HEAD), member(school, Role.SUPPORT)
    lend(both, Role.OFFICE, deputy)
    assert kinds_of(deputy) == {CHECK}
    told = {entry.words for entry in entries_of(deputy) if entry.uid.startswith("due-")}
    assert told == {kinds[CHECK].words(None)}
    sign_in(client, deputy)
    page = client.get(f"/{school.slug}/today/").content.decode()
    assert "referral of" not in page.lower() and "Check" in page
    hidden = Deadline.objects.get(kind=DECIDE)
    assert client.get(f"/{school.slug}/deadlines/{hidden.pk}/put-off/").status_code == 404

    found = mails()
    assert set(found) == {deputy.email, head.email}
    assert kinds[CHECK].words(None) in found[deputy.email]
    assert kinds[DECIDE].words(None) not in found[deputy.email]
    assert kinds[DECIDE].words(None) in found[head.email]
    assert "with nobody at the moment" in found[head.email]


def test_the_role_lent_beside_it_brings_the_rest(both, school):
    deputy = member(school, Role.SUPPORT)
    lend(both, Role.OFFICE, deputy)
    lend(both, Role.SENCO, deputy)
    assert kinds_of(deputy) == {DECIDE, CHECK}
    assert mails()[deputy.email].count("- ") == 2


def test_a_role_of_their_own_does_not_widen_what_was_lent(both, school):
    """A SENCO elsewhere in the week, whom the office was lent: their own role opens the page."""
    deputy = member(school, Role.SENCO)
    lend(both, Role.OFFICE, deputy)
    assert kinds_of(deputy) == {CHECK}


def test_a_lent_role_of_one_away_is_none_of_another(school, both, teacher, pupil):
    mine = named("review-plan", pupil, owner=teacher)
    deputy = member(school, Role.SUPPORT)
    lend(both, Role.SENCO, deputy)
    lend(teacher, Role.SUPPORT, deputy)
    assert mine not in Deadline.objects.mine(deputy)
    lend(teacher, Role.TEACHER, deputy)
    assert mine in Deadline.objects.mine(deputy)


def test_what_the_lent_role_owns_is_theirs_whatever_its_page_asks(both, school, pupil):
    given = named(DECIDE, pupil, owner=both, owner_role=Role.OFFICE)
    deputy = member(school, Role.SUPPORT)
    lend(both, Role.OFFICE, deputy)
    assert given in Deadline.objects.mine(deputy)
    assert kinds[DECIDE].words(None) in mails()[deputy.email]


def test_a_kind_asks_what_the_page_of_each_of_its_lines_asks(school, pupil):
    for number, key in enumerate(kinds):
        row = Deadline(kind=key, object_id=number + 1, pupil=pupil, school=school)
        assert pages.asks(key) == owners.page_asks(row), key
        for role in Role:
            lends = key in pages.lent_with(role)
            assert lends == ({pages.asks(key), Permission.DEADLINE_OWN} <= GRANTS[role])
