"""The days a person chose, and the days on which the clocks change."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts.permissions import Role
from audit.models import Event
from reminders.deadlines import open_deadline
from reminders.digests import send_due
from reminders.models import Deadline
from reminders.wishes.models import MailDays
from reminders.wishes.services import choose, days_of
from schools.models import Closure, Term
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.outbox.models import Message
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
PATH = "/accounts/reminders/"
HOURS = (5, 7, 20)


def test_days_are_chosen_kept_and_audited(client, teacher):
    sign_in(client, teacher)
    page = client.get(PATH).content.decode()
    assert page.count("checked") == 5
    assert client.post(PATH, {"days": ["4", "1"]}).status_code == 302
    assert days_of(teacher) == "14"
    assert Event.objects.get(verb="mail_days.chosen").detail.text == {"weekdays": ["12345", "14"]}
    client.post(PATH, {"days": ["1", "4"]})  # nothing differs: nothing is written
    client.post(PATH, {"days": ["2"]})
    assert Event.objects.filter(verb="mail_days.chosen").count() == 2
    assert MailDays.objects.get().version == 2
    for wrong in ([], ["6"]):
        assert "Choose one day at least." in client.post(PATH, {"days": wrong}).content.decode()
    with pytest.raises(IllegalMove):
        choose(person=teacher, weekdays="17")
    assert days_of(teacher) == "2"


@pytest.mark.parametrize(
    ("days", "is_legal", "today", "comes"),
    [
        (3, False, 24, False),  # due on Friday, and today is a Tuesday: it can wait for Thursday
        (3, False, 26, True),  # Thursday is theirs
        (0, False, 24, True),  # due today
        (-1, False, 24, True),  # late
        (3, True, 24, True),  # the law's
        (4, False, 27, True),  # due on the Saturday, and Friday is the last day before it
    ],
)
def test_only_what_can_wait_waits_for_the_persons_day(due, senco, school, days, is_legal, today,
                                                      comes):  # fmt: skip
    Term.objects.create(school=school, name="Autumn", starts_on="2026-09-01", ends_on="2026-12-18")
    MailDays.objects.create(person=senco, weekdays="14")
    with time_machine.travel(datetime(2026, 11, 24, 8, 0, tzinfo=UTC), tick=False):
        due(days, is_legal=is_legal)
    with time_machine.travel(datetime(2026, 11, today, 8, 0, tzinfo=UTC), tick=False):
        assert send_due() == comes


@pytest.fixture
def three_schools(kind):
    """Each with one person who has something late, and its own hour: {address: hour}."""
    found = {}
    for hour in HOURS:
        school = SchoolFactory()
        school.policy.digest_hour = hour
        school.policy.save()
        Term.objects.create(
            school=school, name="Year", starts_on="2027-01-01", ends_on="2027-12-20"
        )
        senco = member(school, Role.SENCO)
        senco.memberships.update(from_on="2027-01-01")
        open_deadline(
            kind.key, PupilFactory(school=school), school_id=school.pk, due_on=date(2027, 1, 8),
            rule="x", owner_role=Role.SENCO,
        )  # fmt: skip
        found[senco.email] = hour
    return found


@pytest.mark.parametrize(
    "sunday", [date(2027, 3, 28), date(2027, 10, 31)], ids=["March", "October"]
)
def test_clocks_that_change_skip_no_mail_and_repeat_none(three_schools, sunday):
    """Every hour of six days, the Sunday of the change a school day for once: one mail a day each,
    in the hour that its school says, by London's clock.
    """
    start = datetime.combine(sunday - timedelta(days=3), datetime.min.time(), UTC)
    written = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("schools.calendar.SATURDAY", 7)  # every weekday is open
        for hours in range(6 * 24):
            with time_machine.travel(start + timedelta(hours=hours), tick=False):
                send_due()
                send_due()
                london = moment.now().astimezone(moment.LONDON)
                fresh = Message.objects.filter(created_at=moment.now())
                written += [
                    (to, london.date(), london.hour) for to in fresh.values_list("to", flat=True)
                ]
    days = [sunday + timedelta(days=n) for n in range(-3, 3)]
    wanted = [(to, day, hour) for to, hour in three_schools.items() for day in days]
    assert Counter(written) == Counter(wanted)


def test_a_closed_school_is_left_out_of_the_mail_of_a_person_at_two(due, senco, school):
    other = SchoolFactory(name="Second School")
    for place in (school, other):
        Term.objects.create(
            school=place, name="Autumn", starts_on="2026-09-01", ends_on="2026-12-18"
        )
    senco.memberships.create(school=other, role=Role.SENCO, from_on="2026-01-01")
    with time_machine.travel(datetime(2026, 11, 24, 8, 0, tzinfo=UTC), tick=False):
        due(1)
        Deadline.objects.create(
            school=other, kind="test-kind", object_id=9, rule="x", owner_role=Role.SENCO,
            due_on="2026-11-24",
        )  # fmt: skip
        Closure.objects.create(
            school=other, name="Training", starts_on="2026-11-24", ends_on="2026-11-24"
        )
        assert send_due() == 1
    assert "Second School" not in Message.objects.get().text
