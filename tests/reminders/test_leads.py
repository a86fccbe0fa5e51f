"""Lead times and days late per school: set in one go, versioned, audited for what changed."""

import pytest

from accounts.permissions import Role
from audit.models import Event
from reminders.forecast import durations, services
from reminders.forecast.models import WorkHours
from reminders.leads import leads
from reminders.leads.models import LeadTime, ReminderRules
from tests.factories.people import member, sign_in

pytestmark = pytest.mark.django_db
AFTER = {"senco_after": 5, "head_after": 15, "legal_senco_after": 1, "legal_head_after": 5}


@pytest.fixture
def path(school):
    return f"/{school.slug}/reminders/"


def body(school, **changes):
    row = ReminderRules.objects.filter(school=school).first()
    now = {"version": row.version if row else "", **leads.after_of(row), **leads.days_of(school)}
    return now | changes


def test_days_are_set_kept_given_up_and_audited(client, senco, school, path):
    sign_in(client, senco)
    page = client.get(path).content.decode()
    assert "Review the plan of a pupil" in page and "the 7 days of" in page
    given = body(school, **{"review-plan": "14", "check-letter": "0", "head_after": "10"})
    assert client.post(path, given).status_code == 302
    assert leads.own_days(school) == {"review-plan": 14, "check-letter": 0}
    event = Event.objects.get(verb="reminder_rules.changed")
    assert event.detail.text == {
        "head_after": [15, 10], "review-plan": [None, 14], "check-letter": [None, 0]
    }  # fmt: skip
    # The same again changes nothing; the policy's own days follow the policy.
    client.post(path, body(school))
    assert ReminderRules.objects.get().version == 1
    client.post(path, body(school, **{"check-letter": "7"}))
    assert list(LeadTime.objects.values_list("kind", "days")) == [("review-plan", 14)]
    assert Event.objects.filter(verb="reminder_rules.changed").count() == 2
    rules = leads.of_schools([school])[school.pk]
    assert (rules.days_ahead, rules.own) == (7, {"review-plan": 14})
    assert rules.after == AFTER | {"head_after": 10}


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [("review-plan", "91", "from 0 to 90"), ("review-plan", "", "from 0 to 90"),
     ("senco_after", "", "from 0 to 60"), ("legal_senco_after", "0", "from 1 to 20"),
     ("head_after", "3", "The head would hear of it first")],
)  # fmt: skip
def test_what_is_no_day_is_refused_in_words(client, senco, school, path, name, typed, words):
    sign_in(client, senco)
    page = client.post(path, body(school, **{name: typed})).content.decode()
    assert words in page and "error-summary" in page
    assert not ReminderRules.objects.exists() and not LeadTime.objects.exists()


def test_two_who_set_the_days_at_once_see_both(client, senco, school, path):
    first, second = body(school, senco_after="4"), body(school, senco_after="6")
    sign_in(client, senco).post(path, first)
    clash = sign_in(client, member(school, Role.HEAD)).post(path, second)
    assert clash.status_code == 409
    assert [row["theirs"] for row in clash.context["rows"]] == ["4"]
    assert ReminderRules.objects.get().senco_after == 4


def test_times_that_do_not_differ_write_nothing(school, senco):
    """The same guard for the minutes of the weeks ahead."""
    same = {"minutes_a_week": 480, "minutes": durations.of_school(school)}
    assert services.set_times(school=school, version=0, by=senco, **same) is None
    assert not WorkHours.objects.exists()
    assert not Event.objects.filter(verb="work_hours.changed").exists()
