"""Requests, consultations, mediation and appeal: axe, 320 px, headings."""

from datetime import timedelta

import pytest

from ehcp.requests import others, services
from sendcase import moment
from tests.browser.walking import take_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_requests(walk, case):
    walk.be(case.senco)
    every, child = f"{case.at}/ehc/requests/", f"/pupils/{case.pupil.pk}/"
    today = moment.today().isoformat()
    walk.see(every, f"{every}?show=no", f"{every}consultations/", f"{child}ehc/")
    walk.wrong(f"{child}ehc-requests/new/")
    walk.page.locator("[name=asked_by][value=school]").check()
    walk.press(why="Two plans did not help.", local_authority="Westshire")
    row = case.pupil.assessment_requests.get()
    here = row.get_absolute_url()
    walk.wrong(f"{here}consult/")
    walk.page.locator("[name=family_agrees][value=no]").check()
    walk.press(consulted_on=today)
    walk.page.goto(walk.url + f"{here}send/")
    walk.press(sent_on=today)
    walk.see(*(f"{here}{key}/" for key in ("received", "refused", "exemption", "correct")))
    row.refresh_from_db()
    services.refuse(row=row, by=case.senco, decided_on=moment.today(), feedback="Not yet.")
    walk.see(here, every, f"{every}?show=no", f"{child}ehc-disputes/new/?request={row.pk}")
    came = moment.today() - timedelta(days=3)
    asked = others.consulted(
        pupil=case.pupil, by=case.senco, local_authority="Westshire", received_on=came
    )
    walk.wrong(f"{asked.get_absolute_url()}reply/")
    walk.see(asked.get_absolute_url(), f"{every}consultations/")
    split = others.dispute(pupil=case.pupil, by=case.senco, about="content", letter_on=came)
    walk.see(split.get_absolute_url(), f"{split.get_absolute_url()}change/", f"{child}ehc/")
    walk.wrong(f"{split.get_absolute_url()}end/")
    walk.press(ended_on=today, outcome="They agreed on a place.")
    walk.saw("ehcp/requests")


def test_a_family_is_asked_without_scripts_and_by_keyboard(browser, live_server, case):
    row = services.start(pupil=case.pupil, by=case.senco, asked_by="school", why="Two plans.",
                         local_authority="Westshire")  # fmt: skip
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    take_session(context, case.senco, live_server.url)
    page.goto(live_server.url + row.get_absolute_url())
    page.get_by_role("link", name="Talk it over with the family").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for name, keys in (("family_agrees", "Space"), ("consulted_on", None)):
        page.locator(f"[name={name}]").first.focus()
        page.keyboard.press(keys) if keys else page.keyboard.type(f"{moment.today():%m%d%Y}")
    page.get_by_role("button", name="Write it down").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Written down. Next: send the request." in page.get_by_role("main").inner_text()
    context.close()
