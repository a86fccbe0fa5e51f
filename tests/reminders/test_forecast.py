"""Eight weeks of work against the hours there are, and what may be done earlier."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from audit.models import Event
from ehcp.plans.deadlines import MEETING, REVIEW
from reminders.deadlines import open_deadline
from reminders.forecast import durations, forecast, showing, weeks
from reminders.forecast.models import Duration, WorkHours
from reminders.forecast.windows import LAW_BEHIND, NOTICE, Item, law_behind, window
from reminders.kinds import kinds
from reminders.models import Deadline
from reminders.off.services import put_off
from schools.calendar import Calendar, Span
from schools.models import Closure, Membership, Term
from sendcase import moment
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 4)
KEYS = [*NOTICE, "review-plan", "check-letter", "ehc-review-report"]
CALENDAR = Calendar(
    (Span("Autumn", date(2026, 9, 1), date(2026, 12, 18)),
     Span("Spring", date(2027, 1, 4), date(2027, 3, 26))),
    (Span("Training", date(2026, 11, 9), date(2026, 11, 13)),
     Span("Fair", date(2026, 11, 19), date(2026, 11, 20))),
)  # fmt: skip
tasks = st.builds(
    Item, pk=st.integers(1, 10**9), kind=st.sampled_from(KEYS), object_id=st.integers(1, 5),
    due_on=st.dates(date(2026, 9, 1), date(2027, 6, 30)), is_legal=st.booleans(),
)  # fmt: skip
days = st.dates(date(2026, 10, 1), date(2027, 3, 1))
lengths = st.fixed_dictionaries(dict.fromkeys(KEYS, st.integers(0, 600)))


def count(items, today=WEDNESDAY, calendar=CALENDAR, minutes=480, **lengths):
    given = dict.fromkeys(KEYS, 30) | lengths
    return weeks.counted(items, calendar=calendar, durations=given, minutes_a_week=minutes,
                         today=today)  # fmt: skip


@settings(deadline=None)  # a busy machine is slow
@given(items=st.lists(tasks, max_size=40), today=days, lengths=lengths)
def test_the_weeks_add_up_to_an_independent_recount(items, today, lengths):
    found = count(items, today, **lengths)
    recounted = defaultdict(int)
    for item in items:  # day by day, without a number of weeks
        day = max(item.due_on, today)
        while day.strftime("%a") != "Mon":
            day -= timedelta(days=1)
        recounted[day] += lengths[item.kind]
    assert [week.due for week in found] == [recounted[week.first] for week in found]
    assert sum(len(week.items) for week in found) == sum(
        item.due_on <= weeks.last_day(today) for item in items
    )
    assert sum(week.late for week in found) == sum(item.due_on < today for item in items)


@settings(deadline=None)  # a busy machine is slow
@given(item=tasks, today=days)
def test_no_window_passes_its_day_or_begins_before_today(item, today):
    found = window(item, today)
    if item.due_on < today:
        assert found is None
    else:
        assert today <= found.first <= found.last == item.due_on


@settings(deadline=None)  # a busy machine is slow
@given(items=st.lists(tasks, max_size=40), today=days)
def test_what_may_move_has_a_day_in_a_week_before(items, today):
    for week in count(items, today):
        for item in weeks.may_move(week, today):
            assert window(item, today).first < week.first <= item.due_on <= week.last


@settings(deadline=None)  # a busy machine is slow
@given(today=days, minutes=st.integers(0, 4800))
def test_there_is_no_hour_on_a_day_the_school_is_closed(today, minutes):
    found = count([], today, minutes=minutes)
    open_days = CALENDAR.open_days(today, weeks.last_day(today))
    for week in found:
        here = [day for day in open_days if week.first <= day <= week.last]
        assert week.there == minutes * len(here) // 5


def test_weeks_run_from_monday_and_closed_ones_have_no_hours():
    found = count([])
    assert [week.first.weekday() for week in found] == [0] * 8
    assert (found[0].first, found[-1].last) == (date(2026, 11, 2), date(2026, 12, 27))
    # Three days are left of this week; the next is closed; two days of the third are; then holiday.
    assert [week.there for week in found] == [288, 0, 288, 480, 480, 480, 480, 0]


def test_a_week_is_a_peak_only_where_more_is_due_than_there_is():
    due = [Item(number, "review-plan", number, date(2026, 11, 25)) for number in range(2)]
    at = {"review-plan": 240}
    assert not any(week.is_peak for week in count(due, **at))
    assert [week.is_peak for week in count([*due, Item(9, "check-letter", 9, date(2026, 11, 29))],
            **at)] == [False] * 3 + [True] + [False] * 4  # fmt: skip


def test_work_in_a_closed_week_is_a_peak_that_may_be_done_before():
    item = Item(1, "review-plan", 1, date(2026, 11, 11))
    closed = count([item])[1]
    assert closed.is_peak and weeks.may_move(closed, WEDNESDAY) == [item]


def test_a_meeting_needs_two_weeks_notice_and_still_keeps_its_day():
    far, near = (Item(1, MEETING, 1, WEDNESDAY + timedelta(days=n)) for n in (30, 5))
    assert window(far, WEDNESDAY).first == WEDNESDAY + timedelta(days=14)
    assert window(near, WEDNESDAY).first == window(near, WEDNESDAY).last == near.due_on


def test_the_law_s_later_day_is_said_of_a_day_that_is_not_the_law_s():
    item, law = Item(1, MEETING, 7, WEDNESDAY), WEDNESDAY + timedelta(days=28)
    assert law_behind(item, {(REVIEW, 7): law}) == law
    assert law_behind(item, {(REVIEW, 8): law}) is None
    assert law_behind(item, {(REVIEW, 7): WEDNESDAY}) is None
    assert law_behind(Item(1, MEETING, 7, WEDNESDAY, is_legal=True), {(REVIEW, 7): law}) is None


def test_every_kind_of_the_site_has_a_length():
    assert set(durations.assumed()) == set(kinds)
    assert durations.OTHER not in durations.groups(), "say how long it takes: reminders.forecast"
    assert set(NOTICE) | set(LAW_BEHIND) | set(LAW_BEHIND.values()) <= set(kinds)


@pytest.fixture
def autumn(school):
    """A Wednesday in term, and the calendar above."""
    for row, spans in ((Term, CALENDAR.terms), (Closure, CALENDAR.closures)):
        for span in spans:
            row.objects.create(school=school, name=span.name, starts_on=span.starts_on,
                               ends_on=span.ends_on)  # fmt: skip
    with moment.at(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def path(school):
    return f"/{school.slug}/forecast/"


def text_of(client, person, path):
    response = sign_in(client, person).get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_counted_is_the_senco_s_and_what_waits_for_nobody(due, school, senco, teacher):
    due(1)
    due(2, owner=senco)
    due(3, owner=teacher)
    due(4, is_waiting=True)
    due(5, owner_role=Role.HEAD)
    due(400)
    elsewhere = PupilFactory()
    open_deadline("test-kind", elsewhere, school_id=elsewhere.school_id, rule="x",
                  due_on=moment.today(), owner_role=Role.SENCO)  # fmt: skip
    found = forecast.of_school(school)
    assert sum(len(week.items) for week in found.weeks) == 2
    assert sum(week.due for week in found.weeks) == 2 * durations.OTHER_MINUTES


def test_a_senco_of_another_school_is_none_here(due, school, teacher):
    other = PupilFactory().school
    Membership.objects.create(user=teacher, school=other, role=Role.SENCO, from_on="2020-01-01")
    due(1, owner=teacher)
    assert forecast.of_school(school).weeks[0].items == []


def test_a_peak_is_a_word_and_says_what_may_move(client, autumn, school, senco, due, path):
    WorkHours.objects.create(school=school, minutes=30)
    for number in range(3):
        due(28, target=PupilFactory(school=school), is_legal=number == 0)
    due(-1)
    page = text_of(client, senco, path)
    assert "Peak: 30 Nov to 6 Dec" in page and "30 min more than there is time for" in page
    assert "any day from Wed 4 Nov 2026 to Wed 2 Dec 2026" in page
    assert "May be done earlier and still keep their day: 3 of 3" in page
    assert "The law sets this day." in page and "The school’s own rule sets this day." in page
    assert page.count("Water the plants with Rosalind") == 2 * 3  # the words and the button's
    assert "It is the week we are in" in page  # 20 min in 18
    assert "Weeks before it with time left: 16 Nov (18 min), 23 Nov (30 min)" in page


def test_what_was_put_off_counts_in_the_week_in_which_it_is_back(
    client, autumn, school, senco, due, path
):
    WorkHours.objects.create(school=school, minutes=30)
    rows = [due(-2), due(28, is_legal=True), due(28), due(0)]
    for row, days in zip(rows, (28, 21, 2), strict=False):
        until = moment.today() + timedelta(days=days)
        put_off(deadline=row, until=until, why="x", by=senco)
    found = forecast.of_school(school)
    assert [len(week.items) for week in found.weeks] == [1, 0, 0, 0, 3, 0, 0, 0]
    assert found.weeks[0].late == 0
    page = text_of(client, senco, path)
    assert page.count("any day from Wed 4 Nov 2026 to Wed 2 Dec 2026") == 3
    assert "Put off to this day; its due day is Mon 2 Nov 2026." in page
    assert "The law sets this day. Put off to Wed 25 Nov 2026." in page
    assert "The school’s own rule sets this day. Put off to Fri 6 Nov 2026." in page
    with moment.at(moment.now() + timedelta(days=28)):  # back, and late
        first = forecast.of_school(school).weeks[0]
        assert (len(first.items), first.late) == (4, 2)


def test_the_day_of_the_law_behind_a_meeting_is_said(client, autumn, school, senco, pupil, path):
    WorkHours.objects.create(school=school, minutes=60)
    plan = pupil  # any row stands for the plan: the two deadlines are about one number
    for kind, days, is_legal in ((MEETING, 28, False), (REVIEW, 56, True)):
        open_deadline(
            kind, plan, school_id=school.pk, pupil=pupil, rule="x", owner_role=Role.SENCO,
            due_on=moment.today() + timedelta(days=days), is_legal=is_legal,
        )  # fmt: skip
    page = text_of(client, senco, path)
    assert "any day from Wed 18 Nov 2026 to Wed 2 Dec 2026" in page
    assert "The law’s own day is Wed 30 Dec 2026: the review of the EHC plan of a pupil" in page
    assert "Everybody invited needs two weeks before." in page


def test_the_chart_says_what_the_table_says(client, autumn, school, senco, due, path):
    due(0)
    due(28)
    page = text_of(client, senco, path)
    label = page.split('<svg role="img" aria-label="')[1].split('"')[0]
    assert label.startswith("Work due in each week. 2 Nov: 20 min due, 4 h 48 min there; 9 Nov:")
    assert "9 Nov: no time due, no time there" in label
    svg = page.split("<svg")[1].split("</svg>")[0]
    assert "style=" not in svg and "class=" not in svg and "#" not in svg


def test_minutes_by_kind_add_up(school, due, autumn):
    for number in range(12):
        due(number * 4)
    table = showing.by_kind(forecast.of_school(school).weeks)
    assert [sum(row["minutes"][n] for row in table["rows"]) for n in range(8)] == table["sums"]
    assert sum(table["sums"]) == table["all"] == sum(row["all"] for row in table["rows"]) == 240


def test_where_nothing_is_due_the_page_says_so(client, senco, path):
    assert "Nothing is due in the next eight weeks" in text_of(client, senco, path)


def test_weeks_after_the_last_term_are_named(client, senco, school, due, path, autumn):
    due(1)
    assert "No term is entered after" not in text_of(client, senco, path)
    Term.objects.filter(name="Spring").delete()
    assert "No term is entered after Fri 18 Dec 2026" in text_of(client, senco, path)


@pytest.mark.parametrize("rows", [10, 2000])
def test_the_weeks_cost_the_same_at_any_size(client, senco, school, pupil, kind, path, rows,
                                             at_most):  # fmt: skip
    Deadline.objects.bulk_create(
        Deadline(school=school, pupil=pupil, kind=kind.key, object_id=number, rule="x",
                 due_on=moment.today() + timedelta(days=number % 60 - 4), owner_role=Role.SENCO)
        for number in range(1, rows + 1)
    )  # fmt: skip
    WorkHours.objects.create(school=school, minutes=0)  # every week with work is a peak
    sign_in(client, senco)
    client.get(path)
    with at_most(14):
        assert client.get(path).status_code == 200
    with at_most(5):
        forecast.week_line(school)


def line(school) -> str:
    return " ".join(forecast.week_line(school).split())


def test_the_line_for_today(school, due, autumn):
    assert line(school) == ""
    due(1)
    due(-1)
    assert line(school) == (
        "This week 2 things are due, 1 of it late: about 40 min, with 4 h 48 min for it."
    )
    due(7)
    assert line(school).endswith(
        "In the week of 9 November more is due than there are hours for: 20 min, with no time "
        "for it."
    )


def body(school, **changes):
    times = {kind: str(minutes) for kind, minutes in durations.of_school(school).items()}
    row = WorkHours.objects.filter(school=school).first()
    return {"hours": "8", "version": row.version if row else "", **times, **changes}


def test_times_are_set_kept_and_audited(client, senco, school, path):
    sign_in(client, senco)
    assert 'value="45"' in client.get(f"{path}times/").content.decode()
    given = body(school, hours="7.5", **{"review-plan": "50"})
    assert client.post(f"{path}times/", given).status_code == 302
    assert forecast.minutes_a_week(school) == 450
    assert list(Duration.objects.values_list("kind", "minutes")) == [("review-plan", 50)]
    event = Event.objects.get(verb="work_hours.changed")
    assert event.detail.text == {"week": [480, 450], "review-plan": [45, 50]}
    assert 'value="7.5"' in client.get(f"{path}times/").content.decode()
    other = PupilFactory().school
    assert durations.of_school(other)["review-plan"] == 45


@pytest.mark.parametrize(
    ("name", "typed"),
    [("hours", ""), ("hours", "-1"), ("hours", "81"), ("hours", "x"), ("hours", "NaN"),
     ("review-plan", ""), ("review-plan", "601"), ("review-plan", "1.5"), ("review-plan", "-1")],
)  # fmt: skip
def test_what_is_no_time_is_refused_in_words(client, senco, school, path, name, typed):
    sign_in(client, senco)
    page = client.post(f"{path}times/", body(school, **{name: typed})).content.decode()
    assert "Write the " in page and "error-summary" in page
    assert not WorkHours.objects.exists() and not Duration.objects.exists()


def test_two_who_set_the_times_at_once_see_both(client, senco, school, path):
    sign_in(client, senco)
    first, second = body(school, hours="6"), body(school, hours="9")
    client.post(f"{path}times/", first)
    clash = client.post(f"{path}times/", second)
    assert clash.status_code == 409
    assert [row["theirs"] for row in clash.context["rows"]] == ["6"]
    assert forecast.minutes_a_week(school) == 360
    head = member(school, Role.HEAD)
    sign_in(client, head)
    assert client.post(f"{path}times/", body(school, hours="9")).status_code == 302
    assert forecast.minutes_a_week(school) == 540
