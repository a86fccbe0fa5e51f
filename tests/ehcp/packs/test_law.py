"""The law's dates in the story of a case: worked out, in their place, of this child alone."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Permission as P
from accounts.permissions import Role
from ehcp import clock
from ehcp.packs import chronology, law
from ehcp.packs.case import Case
from ehcp.packs.gathering import around
from ehcp.requests.dates import Line as Dated
from pupils.models import ChronologyEntry
from sendcase import moment
from sendcase.pages import KeysetPage
from tests.factories.ehcp import (
    AssessmentRequestFactory,
    EhcPlanFactory,
    review_in,
    written_plan,
)
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

TODAY = moment.today()
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def said(due, done_on=None, who="School", exemption=""):
    return law.state_of(Dated(due, done_on), who, exemption)


def test_met_late_missed_or_still_open_and_a_family_misses_nothing():
    past, next_week = clock.report_due(TODAY - 3 * WEEK), clock.report_due(TODAY - WEEK)
    last = "last day for the school. "
    assert said(past) == f"{last}Missed"
    assert said(past, past.on) == f"{last}Met on {chronology.day_text(past.on)}"
    assert said(past, TODAY) == f"{last}Met late, on {chronology.day_text(TODAY)}"
    assert said(next_week) == f"{last}Still open"
    assert said(clock.report_due(TODAY - 2 * WEEK)) == f"{last}Still open", "today is the last day"
    appeal = clock.appeal_received(TODAY - 30 * WEEK)
    assert said(appeal, who="Family") == "last day for the family. The time is over"
    no_plan = clock.refuse_to_issue(TODAY - 18 * WEEK)  # owed only where no plan is to come
    assert said(no_plan).endswith("That day is over")
    assert said(clock.parent_response(TODAY)) == "from then on"
    late = clock.final_plan(TODAY - 30 * WEEK)
    assert said(late, exemption="away").endswith("gave a reason that the law knows")
    assert "reason" not in said(past, exemption="away"), "no such reason for this date"


@pytest.fixture
def child(db):
    """Asked for, given a plan, reviewed 20 days ago and not reported; the next year not begun."""
    pupil = PupilFactory()
    AssessmentRequestFactory(
        pupil=pupil, state="plan", sent_on=TODAY - 60 * WEEK, received_on=TODAY - 60 * WEEK,
        decided_on=TODAY - 55 * WEEK, draft_on=TODAY - 45 * WEEK, issued_on=TODAY - 38 * WEEK,
    )  # fmt: skip
    plan = written_plan(pupil=pupil)
    review = review_in("held", meeting_on=TODAY - 20 * DAY, plan=plan)
    return SimpleNamespace(pupil=pupil, plan=plan, review=review, school=pupil.school,
                           senco=member(pupil.school, Role.SENCO))  # fmt: skip


def of(case) -> dict:
    found = law.lines(case.senco, case.pupil)
    assert [line.on for line in found] == sorted(line.on for line in found)
    words = [line.words for line in found]
    assert len(words) == len(set(words)), "none stands there twice"
    return {line.words.split(":")[0]: line for line in found}


def test_a_case_has_each_date_with_what_came_of_it(child):
    lines = of(child)
    report = lines["The report goes to everybody invited"]
    assert "Missed (SEND Regulations 2014, reg. 20)" in report.words
    assert (report.on, report.url) == (TODAY - 6 * DAY, child.review.get_absolute_url())
    assert "Met on" in lines["Everybody is invited"].words
    assert "Met on" in lines["The family is told whether there will be an assessment"].words
    assert "Met late, on" in lines["The final plan is sent"].words
    assert "Still open" in lines["The decision, and a notice if the plan changes"].words
    assert lines["The review meeting is held"].kind == "Worked out from the law"
    assert "Met on" in lines["The review meeting is held"].words


def test_called_off_and_dropped_owe_nothing_more(child):
    type(child.review).objects.update(state="called_off", called_off_reason="Moved.")
    type(child.pupil.assessment_requests.get()).objects.update(
        state="dropped", end_reason="The family moved.", draft_on=None, issued_on=None
    )
    lines = of(child)
    assert "The report goes to everybody invited" not in lines
    assert "The final plan is sent" not in lines
    assert "Still open" in lines["The review meeting is held"].words, "the plan owes it now"


def test_another_childs_dates_are_nowhere(child, at_most):
    other = PupilFactory(school=child.school)
    theirs = review_in("held", meeting_on=TODAY - 90 * DAY, plan=EhcPlanFactory(pupil=other))
    with at_most(6):  # five, and who reads what
        found = law.lines(child.senco, child.pupil)
    addresses = {line.url for line in found}
    assert addresses.isdisjoint({theirs.get_absolute_url(), theirs.plan.get_absolute_url()})
    stranger = member(PupilFactory().school, Role.SENCO)
    assert law.lines(stranger, child.pupil) == []
    assert law.lines(member(child.school, Role.TEACHER), child.pupil) == []


def entry(child, on, words="Done"):
    return ChronologyEntry.objects.create(
        school=child.school, pupil=child.pupil, on=on, summary=words, needs=P.EHC_VIEW
    )


def test_each_stands_once_in_its_place_whatever_the_page(child, client, monkeypatch):
    """Forwards and back, also where one day begins on one page and ends on the next."""
    in_turn = [line.on for line in law.lines(child.senco, child.pupil)]
    for on in [in_turn[2]] * 60 + [in_turn[5]] * 60:
        entry(child, on)
    sign_in(client, child.senco)
    address, seen, back = f"/pupils/{child.pupil.pk}/ehc-chronology/", [], []
    while address:
        page = client.get(address)
        seen.append([row["words"] for row in page.context["rows"]])
        address = page.context["page"].next_url
    address = page.context["page"].previous_url
    while address:
        page = client.get(address)
        back.insert(0, [row["words"] for row in page.context["rows"]])
        address = page.context["page"].previous_url
    shown = [words for page in seen for words in page]
    of_law = [line.words for line in law.lines(child.senco, child.pupil)]
    assert len(seen) == 3 and [words for words in shown if words != "Done"] == of_law
    assert back == seen[: len(back)] and len(back) == 2
    third, sixth = shown.index(of_law[2]), shown.index(of_law[5])
    assert shown[third - 60 : third] == ["Done"] * 60, "after what happened that day"
    assert shown[sixth - 60 : sixth] == ["Done"] * 60


def test_a_page_without_entries_has_them_all(child):
    of_law = law.lines(child.senco, child.pupil)
    assert chronology.of_page(KeysetPage([]), of_law) == of_law


def test_period_file_print_and_pack_hold_them_too(child, client, monkeypatch):
    printed = []

    def render(html):
        printed.append(html)
        return b"%PDF"

    monkeypatch.setattr("ehcp.packs.views_story.render_pdf", render)
    monkeypatch.setattr("ehcp.packs.sheets.render_pdf", render)
    entry(child, TODAY, "Zebra")
    sign_in(client, child.senco)
    at = f"/pupils/{child.pupil.pk}/ehc-chronology/"
    since = f"?since={TODAY - 6 * DAY}&until={TODAY - 6 * DAY}"
    [row] = client.get(at + since).context["rows"]
    assert row["words"].startswith("The report goes to everybody")
    table = b"".join(client.get(f"{at}as/csv/?kind=law")).decode()
    assert "The report goes to everybody" in table and "Zebra" not in table
    client.get(f"{at}print/")
    [item] = around.chronology(Case(by=child.senco, review=child.review))
    item.pdf()
    on_page, in_pack = printed
    for html in (on_page, in_pack):
        assert "Zebra" in html and "Missed (SEND Regulations 2014, reg. 20)" in html
        assert html.index("Missed (SEND") < html.index("Zebra")
    monkeypatch.setattr(around, "MOST_LINES", 1)  # of a long story only the end: from its first day
    [item] = around.chronology(Case(by=child.senco, review=child.review))
    item.pdf()
    assert "Missed (SEND" not in printed[-1] and "Still open" in printed[-1]
    assert chronology.Filters(kind="plans").law_lines(child.senco, child.pupil) == []
