"""The main job, end to end, as people do it: in Chromium, with a real worker and mail server.

The office imports a roll of 420; a teacher raises a concern about one of its pupils; the SENCO
accepts it; the plan is written, agreed and shared; the letter goes out with the plan behind it;
the office records the slip; the review's reminder is mailed. Once for each starter policy.
"""

import io
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.whole_site import WholeSite
from tests.factories.roll import as_csv, roll
from tests.faults.harness import wait_until
from tests.faults.mailserver import MailServer


@dataclass(frozen=True)
class Expected:
    """What this policy makes of the same story."""

    stage: str
    on_register: bool
    plan: str
    agreed_by: str
    letter: str
    row: int  # of the roll: whose pupil the story is about


PRESETS = {
    "staged_response": Expected(
        "SEN Support", True, "Individual Education Plan", "teacher", "Placed on the register", 300
    ),
    "three_tiers": Expected(
        "Tier 2", False, "Learning Plan", "teacher", "Support has started", 301
    ),
    "tutor_led": Expected(
        "SEND support", True, "Pupil profile", "teacher", "Placed on the register", 302
    ),
}
TARGETS = [
    ("To blend three sounds into a word", "Reads 18 of 20 new words"),
    ("To read 30 common words at sight", "Reads 27 of 30"),
    ("To ask: does that make sense?", "Puts right 3 of 4 mistakes"),
]


@pytest.fixture
def mail():
    with MailServer() as server:
        yield server


@pytest.fixture(params=PRESETS)
def site(request, tmp_path, mail):
    with WholeSite(tmp_path) as site:
        site.begin(mail.port)
        site.open(request.param)
        site.expected = PRESETS[request.param]
        yield site


@pytest.mark.timeout(400)
def test_a_concern_becomes_support_a_plan_and_a_letter_home(site, mail, page):
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    site.start()
    row = import_the_roll(site, page)
    site.script(f"from tests.browser.seed import give_class; give_class({row['Reg Group']!r})")
    name = f"{row['Preferred Forename'] or row['Legal Forename']} {row['Legal Surname']}"

    pupil = raise_a_concern(site, page, name)
    accept_it(site, page, name)
    check_the_stage(site, page, pupil)
    plan = write_the_plan(site, page, pupil)
    letter = share_it(site, page, plan, pupil)
    pdf = send_the_letter(site, page, letter)
    check_the_paper(site, pdf, name)
    record_the_slip(site, page, letter)

    wait_until(lambda: digests(mail, site, "teacher"), "the reminder of the review", site)
    words = digests(mail, site, "teacher")
    assert len(words) == 1
    assert row["Legal Surname"] not in words[0]
    nobody_else_sees_the_child(site, page, pupil, letter)
    assert "sealed" in site.manage("verify_audit").lower()
    assert site.manage("recount_deadlines").strip() == "Every deadline agrees with the records."


def import_the_roll(site, page) -> dict:
    rows = roll(420)
    site.sign_in(page, "office")
    page.goto(f"{site.url}/journey/roll/import/")
    file = {"name": "roll.csv", "mimeType": "text/csv", "buffer": as_csv(rows).encode()}
    page.get_by_label("The roll, as a CSV file").set_input_files(file)
    page.get_by_role("button", name="Look at the rows").click()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("420")
    return rows[site.expected.row]


def raise_a_concern(site, page, name) -> str:
    """Through the search for a pupil; returns the pupil's address."""
    site.sign_in(page, "teacher")
    page.get_by_role("link", name="Raise a concern").click()
    page.get_by_role("main").get_by_label("Find a pupil").fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.get_by_label("SEND: learning, communication or a disability").check()
    page.get_by_label("What are your reasons").fill("Reads 4 of 20 words and guesses the others.")
    page.get_by_label("Cognition and learning").check()
    page.get_by_label("What have you tried so far").fill("Phonics, 15 minutes, daily, 8 weeks.")
    page.get_by_label("What did they say?").fill("We see it at home too.")
    page.get_by_label("What did the pupil say?").fill("The words move.")
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name=re.compile("^Send")).click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for")
    link = page.get_by_role("main").locator('a[href^="/pupils/"]').first
    return re.match(r"/pupils/\d+/", link.get_attribute("href"))[0]


def accept_it(site, page, name) -> None:
    """In four clicks from Today, typing apart."""
    site.sign_in(page, "senco")
    line = page.get_by_role("main").locator("li", has_text=name).first
    line.get_by_role("link", name=re.compile("^Answer")).click()
    page.get_by_role("link", name=re.compile("^Accept")).first.click()
    page.get_by_label("Why?").fill("Good teaching alone has not closed the gap.")
    page.get_by_label("Main type of need").select_option(label="Specific learning difficulty")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Accepted")


def check_the_stage(site, page, pupil) -> None:
    page.goto(f"{site.url}{pupil}")
    expect(page.locator(".case-header")).to_contain_text(site.expected.stage)
    page.goto(f"{site.url}/journey/register/")
    shown = page.get_by_role("main").locator(f'a[href^="{pupil}"]')
    expect(shown).to_have_count(1 if site.expected.on_register else 0)


def write_the_plan(site, page, pupil) -> str:
    site.sign_in(page, "teacher")
    page.goto(f"{site.url}{pupil}plan/new/")
    if (kind := page.get_by_label(site.expected.plan, exact=True)).count():
        kind.check()
    page.get_by_role("button", name="Start the plan").click()
    page.goto(page.url if page.url.endswith("/edit/") else f"{page.url}edit/")
    for number, (target, criteria) in enumerate(TARGETS):
        if not page.locator(f"#id_targets-{number}-target").count():
            page.get_by_role("button", name="Add a target").click()
        page.locator(f"#id_targets-{number}-target").fill(target)
        page.locator(f"#id_targets-{number}-criteria").fill(criteria)
    page.get_by_label("Parents can support by").fill("Read together for ten minutes.")
    page.get_by_role("button", name="Save the plan").click()
    plan = re.search(r"/plans/\d+/", page.url)[0]
    return plan


def share_it(site, page, plan, pupil) -> str:
    """Agreed by whom the policy says, then shared. Returns the letter's address."""
    site.sign_in(page, site.expected.agreed_by)
    page.goto(f"{site.url}{plan}")
    page.get_by_role("button", name=re.compile("gree")).first.click()
    page.get_by_role("link", name="Share with the family").click()
    page.get_by_role("button", name="Share with the family").click()
    expect(page.get_by_role("main")).to_contain_text("Shared")
    site.sign_in(page, "senco")
    page.goto(f"{site.url}{pupil}letters/")
    link = page.get_by_role("main").locator('a[href^="/letters/"]').first
    return link.get_attribute("href")


def send_the_letter(site, page, letter) -> bytes:
    page.goto(f"{site.url}{letter}")
    expect(page.get_by_role("main")).to_contain_text(site.expected.letter)
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text("Sent")
    return page.request.get(f"{site.url}{letter}pdf/").body()


def check_the_paper(site, pdf, name) -> None:
    """The letter and its slip on one page, the plan behind it, both about this pupil."""
    reader = PdfReader(io.BytesIO(pdf))
    first, *behind = (re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages)
    assert name in first
    assert "three targets" in first
    assert "I have received your letter" in first
    plan = " ".join(behind)
    assert all(target in plan for target, _ in TARGETS)
    assert reader.metadata.title
    assert reader.trailer["/Root"]["/Lang"].startswith("en")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def record_the_slip(site, page, letter) -> None:
    site.sign_in(page, "office")
    page.goto(f"{site.url}{letter}reply/")
    page.get_by_label("Paper slip").check()
    page.get_by_role("main").get_by_role("button", name=re.compile("^(Record|Save)")).first.click()
    expect(page.get_by_role("main")).to_contain_text("Answered")


def digests(mail, site, who) -> list[str]:
    """The reminders this person got."""
    mine = zip(mail.recipients, mail.texts, strict=False)
    return [
        text for to, text in mine
        if to == site.school["people"][who] and "waits for you" in text
    ]  # fmt: skip


def nobody_else_sees_the_child(site, page, pupil, letter) -> None:
    for who in ("other", "governor"):
        site.sign_in(page, who)
        for address in (pupil, letter):
            assert page.request.get(f"{site.url}{address}").status == 404
