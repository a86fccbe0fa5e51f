"""The dates worked out on a page; no child stands on it."""

from datetime import date

import pytest

from ehcp import clock, policy
from ehcp.dates import anchors, year
from schools.models import Closure, Term
from tests.factories.people import member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
HALF_TERM = (date(2026, 10, 26), date(2026, 10, 30))


@pytest.fixture
def school():
    school = SchoolFactory()
    Term.objects.create(
        school=school, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18)
    )
    Closure.objects.create(
        school=school, name="Half-term holiday", starts_on=HALF_TERM[0], ends_on=HALF_TERM[1]
    )
    return school


@pytest.fixture
def ask(client, school):
    sign_in(client, member(school, "senco"))

    def get(path="", **query):
        return client.get(f"/{school.slug}/ehc-dates/{path}", query)

    return get


def text(response):
    return " ".join(response.content.decode().split())


def test_a_meeting_shows_its_dates_with_the_working(ask):
    said = text(ask(what="meeting", on="2026-11-24"))

    for day in ("10 Nov 2026", "8 Dec 2026", "22 Dec 2026", "16 Feb 2027"):
        assert day in said
    assert "Tue 24 Nov 2026 + 4 weeks (28 days) = Tue 22 Dec 2026" in said
    assert "SEND Regulations 2014, reg. 20(3)" in said


def test_what_the_school_does_on_a_closed_day_it_does_before(ask):
    said = text(ask(what="meeting", on="2026-11-10"))  # invitations fall into the holiday

    assert "closed that day (Half-term holiday): do it by Fri 23 Oct 2026" in said


def test_the_authoritys_days_do_not_clash_with_ours(ask):
    assert "closed that day" not in text(ask(what="request", on="2026-09-14"))  # 6 weeks: 26 Oct


def test_the_schools_stricter_rule_stands_beside_the_law(ask, school):
    school.policy.review_report_weeks, school.policy.transfer_months = 1, 7
    school.policy.save()

    assert "own rule: by <strong>Tue 1 Dec 2026" in text(ask(what="meeting", on="2026-11-24"))
    transfer = text(ask(what="transfer", on="2027-05-05"))
    assert "14 Feb 2027" in transfer and "own rule: by <strong>Mon 1 Feb 2027" in transfer


def test_a_rule_as_strict_as_the_law_adds_nothing(school):
    assert policy.own_day(clock.invite_by(date(2026, 11, 24)), school.policy) is None


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"what": "meeting", "on": ""}, "Give a day"),
        ({"what": "meeting", "on": "soon"}, "Give a day"),
        ({"what": "meeting", "on": "2013-01-01"}, "from September 2014 on"),
        ({"what": "meeting", "on": "9999-12-31"}, "Look at the year again"),
        ({"what": "nothing", "on": "2026-11-24"}, "Choose what happened"),
        ({"what": "moved", "on": "2026-11-24"}, "Give a day"),
        ({"what": "meeting", "on": "2026-11-24", "second": "x"}, "Give a day"),
    ],
)
def test_what_cannot_be_counted_is_said(ask, query, words):
    response = ask(**query)

    assert response.status_code == 200
    assert words in text(response)
    assert "Nothing is kept" in text(response)


@pytest.mark.parametrize("anchor", anchors.ANCHORS, ids=lambda anchor: anchor.key)
def test_every_choice_gives_dates_in_words(ask, anchor):
    second = {"second": "2026-06-01"} if anchor.second else {}
    response = ask(what=anchor.key, on="2026-11-24", **second)

    assert len(response.context["rows"]) == len(anchor.work(date(2026, 11, 24), date(2026, 6, 1)))
    for row in response.context["rows"]:
        assert row["counted"] in response.content.decode().replace("&#x27;", "'")


def test_a_year_has_each_open_day_and_marks_what_misses_15_february(ask):
    response = ask("year/", what="meeting", starting="2026")
    said = text(response)

    days = [row["day"] for month in response.context["months"] for row in month["rows"]]
    assert days[0] == "Wed 2 Sep" and days[-1] == "Fri 18 Dec"
    assert "Mon 26 Oct" not in days
    late = {
        row["day"]
        for month in response.context["months"]
        for row in month["rows"]
        if any(cell["late"] for cell in row["cells"])
    }
    assert "Mon 23 Nov" in late and "Fri 20 Nov" not in late
    assert "misses 15 Feb" in said and "Tue 16 Feb 2027" in said


def test_a_year_without_terms_shows_weekdays_and_says_so(ask):
    response = ask("year/", what="request", starting="2030")

    assert "every weekday is shown" in text(response)
    assert len(response.context["months"]) == 12


@pytest.mark.parametrize(
    "query", [{"what": "transfer"}, {"what": "x"}, {"starting": "20"}, {"starting": "٢٠٢٦"},
              {"starting": "1999"}]
)  # fmt: skip
def test_there_is_no_table_of_nonsense(ask, query):
    assert ask("year/", **query).status_code == 404


def test_both_pages_ask_the_database_little(ask, django_assert_max_num_queries):
    ask()
    with django_assert_max_num_queries(8):
        ask(what="meeting", on="2026-11-24")
    with django_assert_max_num_queries(8):
        ask("year/")


def test_a_school_year_begins_in_september():
    assert year.begins(date(2026, 8, 31)) == 2025
    assert year.begins(date(2026, 9, 1)) == 2026
