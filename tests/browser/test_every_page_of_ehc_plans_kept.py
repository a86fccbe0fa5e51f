"""EHC plans written in, kept and read: axe, 320 px, headings, keyboard, no scripts."""

import pytest

from ehcp.plans.models import EhcPlan
from sendcase import moment
from tests.browser.walking import A_PDF
from tests.factories.ehcp import EhcPlanFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def no_print(monkeypatch):
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: A_PDF)


def say(walk, words):
    walk.page.locator("[name=words]").fill(words)


def write_in(walk, case) -> EhcPlan:
    today = moment.today().isoformat()
    walk.wrong(f"/pupils/{case.pupil.pk}/ehc-plans/new/", local_authority="Westshire")
    walk.page.locator("[name=what][value=final]").check()
    walk.press(local_authority="Westshire", issued_on=today)
    plan = EhcPlan.objects.get()
    at = f"/ehc-plans/{plan.pk}/"
    walk.see(at, f"{at}section/A/", f"{at}details/", f"{at}move/", f"{at}end/", f"{at}compare/")
    walk.page.goto(f"{walk.url}{at}section/A/")
    say(walk, "Likes water.")
    walk.press()
    walk.wrong(f"{at}needs/new/", number="1")
    say(walk, "Cannot hear well.")
    walk.press()
    walk.see(f"{at}provisions/new/")
    walk.page.goto(f"{walk.url}{at}provisions/new/")
    walk.page.locator("[name=needs]").first.check()
    say(walk, "A radio aid in every lesson.")
    walk.press(minutes="30", who="the teacher")
    line = plan.ehcneeds.get()
    walk.see(f"{at}needs/{line.pk}/")
    return plan


def test_plans(walk, case, no_print):
    walk.be(case.senco)
    walk.see(f"{case.at}/ehc/", f"{case.at}/ehc/?show=draft")
    plan = write_in(walk, case)
    at = f"/ehc-plans/{plan.pk}/"
    today = moment.today().isoformat()
    for kind in ("final", "amended"):
        walk.wrong(f"{at}keep/", dated_on="")
        walk.page.locator(f"[name=kind][value={kind}]").check()
        walk.press(dated_on=today)
    walk.see(f"{at}take-back/")
    plan.sections.filter(letter="A").update(words="Typed since.")
    walk.see(at, f"{at}take-back/")
    walk.press("Take these changes back")
    walk.see(at, f"{at}compare/", f"{case.at}/ehc/", f"/pupils/{case.pupil.pk}/ehc/")
    for person in (case.teacher, case.support):
        walk.be(person)
        walk.see(at, f"/pupils/{case.pupil.pk}/ehc/")
    walk.page.goto(f"{walk.url}{at}")
    walk.press("I have read it")
    walk.be(case.head)
    walk.see(at)
    EhcPlanFactory(pupil__school=case.school, state="ceased", ended_on=moment.today(),
                   end_reason="Not needed any more.")  # fmt: skip
    walk.see(f"{case.at}/ehc/?show=over", f"{case.at}/ehc/?show=unread")
    walk.saw("ehcp/plans")


def test_reading_is_confirmed_without_scripts_and_by_keyboard(browser, live_server, case, no_print):
    from ehcp.plans import services
    from tests.browser.walking import take_session
    from tests.factories.ehcp import written_plan

    plan = written_plan(pupil=case.pupil)
    services.keep(plan=plan, kind="final", dated_on=moment.today(), by=case.senco)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    take_session(context, case.teacher, live_server.url)
    page.goto(f"{live_server.url}/ehc-plans/{plan.pk}/")
    page.get_by_role("button", name="I have read it").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "You read it" in page.get_by_role("main").inner_text()
    context.close()
