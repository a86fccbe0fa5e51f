"""One annual review from its first press to the amended plan, in Chromium, on the days on which it
happens: each deadline of the law appears, moves and closes.

The days were counted by hand on a calendar of 2026: meeting Tue 1 Dec; invitations and papers by
17 Nov; report by 15 Dec; decision and notice by 29 Dec; notice 22 Dec, so the plan by 16 Feb.
"""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
import time_machine
from playwright.sync_api import expect

from ehcp.plans import services as plans
from ehcp.reviews.models import AnnualReview
from letters import services as letters
from letters.models import Letter
from reminders.keeping import keep_all
from reminders.models import Deadline
from reminders.recount import differences
from sendcase.outbox.models import Message
from tests.browser.test_without_mouse_or_scripts import press
from tests.browser.walking import A_PDF, take_session
from tests.factories.ehcp import written_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
MEETING = date(2026, 12, 1)


@contextmanager
def on(day: str):
    at = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC)
    with time_machine.travel(at, tick=True):
        yield


@pytest.fixture
def papers(monkeypatch):
    """What is printed is looked at elsewhere."""
    for name in ("ehcp.plans.printing", "ehcp.reviews.after.printing"):
        monkeypatch.setattr(f"{name}.render_pdf", lambda html: A_PDF)
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **how: A_PDF)


class Site:
    """The browser of the SENCO, or of whoever is named."""

    def __init__(self, browser, url, case):
        self.browser, self.url, self.case = browser, url, case

    @contextmanager
    def open(self, path, person=None, nobody=False):
        context = self.browser.new_context(base_url=self.url)
        if not nobody:
            take_session(context, person or self.case.senco, self.url)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        yield page
        context.close()

    def due(self) -> dict:
        """The open dates of review and plan; the table and the records agree."""
        keep_all()  # as the worker does every hour: the guest's access ran out on the way
        assert differences(self.case.school.pk) == []
        rows = Deadline.objects.open().filter(pupil=self.case.pupil, kind__startswith="ehc-")
        return {d.kind.removeprefix("ehc-"): d.due_on for d in rows}


def fill(page, **words):
    for name, value in words.items():
        page.locator(f"[name={name}]").fill(value)


def choose(page, name, value):
    page.locator(f"[name={name}][value={value}]").check()


def said(page, words):
    expect(page.get_by_role("main")).to_contain_text(words)


@pytest.fixture
def site(browser, live_server, case, papers):
    with on("2026-01-12"):
        plan = written_plan(pupil=case.pupil, issued_on=date(2026, 1, 12))
        plans.keep(plan=plan, kind="final", dated_on=date(2026, 1, 12), by=case.senco)
    return Site(browser, live_server.url, case)


def test_an_annual_review_from_invitation_to_final_plan(site, case):
    first = planned(site, case)
    link = invited(site, case, first)
    circulated(site, case, first, link)
    held(site, first)
    reported(site, case, first)
    decided(site, case, first)


def planned(site, case) -> str:
    with on("2026-11-02"):
        assert site.due() == {"plan-review": date(2027, 1, 11), "plan-meeting": date(2026, 12, 14)}
        with site.open(f"/pupils/{case.pupil.pk}/ehc/") as page:
            press_link(page, "Begin the review")
            press(page, "Begin")
            at = page.url.removeprefix(site.url)
            press_link(page, "The day of the meeting")
            fill(page, meeting_on=MEETING.isoformat(), meeting_at="14:30", place="The library",
                 chair="Ms R. Okafor")  # fmt: skip
            press(page, "Save")
            said(page, "Tue 17 Nov 2026")
        day = date(2026, 11, 17)
        assert site.due() | {} == {
            "plan-review": date(2027, 1, 11), "plan-meeting": date(2026, 12, 14),
            "review-invite": day, "review-papers": day,
        }  # fmt: skip
        return at


def invited(site, case, at) -> str:
    with on("2026-11-03"):
        row = AnnualReview.objects.get()
        health = row.invitations.get(role="health")
        with site.open(f"{at}people/{health.pk}/") as page:
            fill(page, name="Dr P. Okonjo", email="therapy@westshire.example")
            press(page, "Save")
            press_link(page, "Invite everybody")
            press(page, "Invite them")
            said(page, "Everybody is invited")
        letter = Letter.objects.get(pupil=case.pupil)
        letters.approve(letter=letter, by=case.senco if letter.signed_by == "senco" else case.head)
        letters.issue(letter=Letter.objects.get(pk=letter.pk), by=case.senco)
        assert "review-invite" not in site.due()
        mail = Message.objects.get(to="therapy@westshire.example")
        assert "Amina" not in mail.subject + mail.text
        return next(word for word in mail.text.split() if "/l/a/" in word)


def circulated(site, case, at, link):
    with on("2026-11-10"):
        with site.open(link.removeprefix(link.split("/l/a/")[0]), nobody=True) as page:
            assert "Amina" not in page.content()
            fill(page, words="Speech is clearer.")
            press(page, "Send it")
        with site.open(f"/{case.school.slug}/today/", case.teacher) as page:
            page.locator("a[href$='/my-advice/']").first.click()
            fill(page, words="Counts in tens.")
            press(page, "Send it")
        with site.open(f"{at}circulate/") as page:
            said(page, "Speech is clearer.")
            for box in page.locator("select[name^=how_]").all():
                box.select_option("post")
            press(page, "Write it down")
            said(page, "Papers are out")
        assert "review-papers" not in site.due()


def held(site, at):
    with on("2026-12-01"), site.open(f"{at}meeting/people/") as page:
        for box in page.locator("[name^=came_][value=yes]").all():
            box.check()
        press(page, "Save and go on")
        fill(page, pupil_views="I like art.")
        press(page, "Save and go on")
        fill(page, family_views="Calmer mornings.")
        press(page, "Save and go on")
        choose(page, "reached", "partly")
        fill(page, words="Two of three.")
        press(page, "Save and go on")
        page.goto(f"{at}meeting/changes/new/")
        page.locator("[name=letter]").select_option("F")
        fill(page, words="Three times a week.", why="Two were not enough.")
        press(page, "Save")
        page.goto(f"{at}meeting/recommendation/")
        choose(page, "asks", "amend")
        fill(page, asks_words="More of the language group.")
        press(page, "Save and go on")
        page.goto(f"{at}meeting/held/")
        press(page, "It was held")
        assert site.due() == {
            "plan-review": date(2027, 1, 11), "review-report": date(2026, 12, 15),
            "review-decision": date(2026, 12, 29),
        }  # fmt: skip


def reported(site, case, at):
    with on("2026-12-04"):
        with site.open(f"{at}report/") as page:
            said(page, "More of the language group.")
            press(page, "Finish the report")
            press_link(page, "Prepare the letter home")
            press(page, "Prepare the letters")
        assert "review-report" in site.due()
        letter = Letter.objects.get(purpose="annual-review-report")
        letters.approve(letter=letter, by=case.senco if letter.signed_by == "senco" else case.head)
        letters.issue(letter=Letter.objects.get(pk=letter.pk), by=case.senco)
        with site.open(f"{at}report/sent/") as page:
            said(page, "with a letter from here")
            for box in page.locator("select[name^=how_]").all():
                box.select_option("email")
            press(page, "Write it down")
            said(page, "Everybody has it, Fri 4 Dec 2026")
        assert "review-report" not in site.due()


def decided(site, case, at):
    with on("2026-12-22"), site.open(f"{at}after/decision/") as page:
        choose(page, "decision", "amend")
        fill(page, decided_on="2026-12-21")
        press(page, "Write it down")
        assert site.due()["review-decision"] == date(2026, 12, 29)
        assert site.due()["review-final"] == date(2027, 2, 23)
        press_link(page, "Notice of changes, and the amended plan")
        fill(page, notice_on="2026-12-22")
        press(page, "Write it down")
        said(page, "Tue 16 Feb 2027")
        assert site.due() == {
            "plan-review": date(2027, 12, 20), "plan-meeting": date(2027, 11, 22),
            "review-final": date(2027, 2, 16),
        }  # fmt: skip
    with on("2027-02-10"), site.open(at) as page:
        press_link(page, "Notice of changes, and the amended plan")
        fill(page, final_on="2027-02-09")
        press(page, "Write it down")
        press_link(page, "Write the changes into the plan, then keep it")
        page.goto(f"{page.url}keep/")
        choose(page, "kind", "amended")
        fill(page, dated_on="2027-02-09")
        press(page, "Keep it")
        said(page, "Last amended")
        assert site.due() == {
            "plan-review": date(2027, 12, 20), "plan-meeting": date(2027, 11, 22),
        }  # fmt: skip
        page.goto(at)
        said(page, "Finished")
        expect(page.get_by_role("main")).not_to_contain_text("Dates that were missed")


def press_link(page, words):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=words).first.click()
