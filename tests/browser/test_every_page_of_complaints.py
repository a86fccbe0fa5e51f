"""Complaints, from the first words to the outcome and on: axe, 320 px, headings, wrong answers."""

import pytest
from playwright.sync_api import expect

from pupils.complaints import services
from pupils.complaints.models import Complaint
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.browser.walking import take_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def no_paper(*args, **how):
    raise PdfFailed("It took too long.")


def check(page, **chosen):
    for name, value in chosen.items():
        page.get_by_role("main").locator(f"[name={name}][value={value}]").check()


def test_complaints(walk, case, monkeypatch):
    monkeypatch.setattr("pupils.complaints.printing.render_pdf", no_paper)
    every, child = f"{case.at}/complaints/", f"/pupils/{case.pupil.pk}/complaints/"
    today = moment.today().isoformat()
    walk.be(case.senco)
    walk.see(every, f"{every}?way=formal", child)
    walk.wrong(f"{child}new/")
    check(walk.page, way="formal", who="child")
    walk.press(about="Nobody rang back.", made_on=today)
    row = Complaint.objects.get()
    here = row.get_absolute_url()
    walk.see(every, child, here, f"{here}change/")
    walk.wrong(f"{here}ask/", answer_due_on="")
    walk.page.get_by_role("main").locator("[name=asked_of]").select_option(str(case.teacher.pk))
    walk.press(asked_words="What was agreed?", answer_due_on=today)
    walk.see(every, child, here, f"{here}ask/")
    walk.be(case.teacher)
    walk.see(f"{case.at}/today/", here)
    walk.wrong(f"{here}answer/")
    walk.press(answer="I rang on Monday.")
    walk.see(here)
    walk.be(case.senco)
    walk.wrong(f"{here}step/")
    check(walk.page, kind="mediation")
    walk.page.locator("[name=words]").fill("We met with a mediator.")
    walk.press(outcome="We agreed on Mondays.")
    walk.see(here)
    walk.wrong(f"{here}close/")
    walk.press(outcome="We said sorry, and ring on Mondays.")
    walk.see(here, f"{every}?show=closed", child)
    walk.wrong(f"{here}open/")
    walk.press(reason="The family asks for the panel.")
    walk.see(here, f"/pupils/{case.pupil.pk}/")
    walk.see(f"{child}pdf/", status=503)
    walk.saw("complaints")


def test_a_complaint_by_keyboard_alone(case, open_as):
    page = open_as(case.senco, f"/pupils/{case.pupil.pk}/complaints/new/")
    keys = Keys(page)
    keys.go("[name=way]", "Space")
    keys.go("[name=about]", words="Nobody rang back.")
    keys.go("[name=who]", "Space")
    keys.go(".form-end .btn-primary", "Enter")
    expect(page.locator("h1")).to_contain_text("a complaint")
    keys.go(".page-actions a[href$='/step/']", "Enter")
    expect(page.locator("h1")).to_have_text("Add a step")
    keys.go("[name=kind]", "Space")
    keys.go("[name=words]", words="We talked at the gate.")
    keys.go(".form-end .btn-primary", "Enter")
    expect(page.locator(".timeline")).to_contain_text("We talked at the gate.")


@pytest.fixture
def without_scripts(browser_page, browser, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


def test_the_question_is_answered_from_today_without_javascript(case, without_scripts, live_server):
    row = services.record(
        pupil=case.pupil, way="informal", about="Nobody rang back.", made_on=moment.today(),
        made_by="Ms Brightwater", by=case.senco,
    )  # fmt: skip
    services.ask(
        complaint=row, asked_of=case.teacher, due_on=moment.today(), words="", by=case.senco
    )
    page = without_scripts
    take_session(page.context, case.teacher, live_server.url)
    page.goto(f"{case.at}/today/")
    page.locator(f"main a[href='{row.get_absolute_url()}']").click()
    page.get_by_role("link", name="Answer", exact=True).click()
    page.locator("main .form-end .btn-primary").click()  # nothing written yet
    expect(page.locator(".error-summary")).to_contain_text("Write your answer.")
    page.locator("[name=answer]").fill("I rang on Monday.")
    page.locator("main .form-end .btn-primary").click()
    expect(page.locator("main")).to_contain_text("I rang on Monday.")
    row.refresh_from_db()
    assert row.answered_by == case.teacher
