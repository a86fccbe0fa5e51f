"""Outside agencies: axe, 320 px, headings, errors; the outside person adds advice by keyboard."""

from datetime import timedelta

import pytest

from agencies.models import AgencyRequest, Recommendation
from agencies.services import advising, asking, deciding, going
from pupils.papers import Paper
from sendcase import moment
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.browser.walking import A_PDF, take_session
from tests.factories.agencies import AgencyFactory, agreed, asked, begun
from tests.factories.iep import PlanFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def speech(case):
    return AgencyFactory(school=case.school, name="Westshire speech and language team")


def let_in(case, row):
    until = moment.today() + timedelta(days=30)
    return going.let_in(row=row, by=case.senco, name="Ms K. Lowe", email="lowe@clinic.example",
                        until_on=until, includes_plan=True)  # fmt: skip


def test_from_consent_to_what_becomes_of_it(walk, case, no_paper):
    every, child = f"{case.at}/agencies/", f"/pupils/{case.pupil.pk}/agencies/"
    walk.be(case.senco)
    walk.see(every, f"{every}?show=past", f"{every}advice/", f"{every}directory/", child)
    walk.see(f"{child}new/")  # nobody to ask yet
    walk.wrong(f"{every}directory/new/")
    walk.page.locator("[name=kind]").select_option("speech")
    walk.press(name="Westshire speech and language team", usual_wait="6", people="Ms K. Lowe")
    walk.wrong(f"{child}new/")
    walk.page.locator("[name=agency]").select_option(index=1)
    walk.press(question="Which steps help with longer words?", what_shared="The last plan")
    row = AgencyRequest.objects.get()
    at = row.get_absolute_url()
    walk.see(every, child, f"{at}family/", f"{at}consent/", f"{at}safety/")
    walk.wrong(f"{at}stop/")
    agreed(case.pupil, case.senco)
    walk.wrong(f"{at}consent/")
    walk.page.locator("[name=consent]").first.check()
    walk.press()
    walk.wrong(f"{at}to-agency/")
    walk.see(f"{at}ask/")
    walk.press()
    walk.see(f"{at}declined/", f"{at}began/", f"{at}let-in/")
    walk.wrong(f"{at}chase/")
    walk.wrong(f"{at}advice/")
    walk.press(from_whom="Ms K. Lowe", summary="Short steps help.",
               recommended="- Picture cards for each step\n- A quiet place to read")  # fmt: skip
    advice = row.advice.get()
    of_advice = advice.get_absolute_url()
    PlanFactory(pupil=case.pupil, lead=case.teacher)
    point = Recommendation.objects.first()
    walk.wrong(f"/agency-recommendations/{point.pk}/")
    deciding.decide(row=point, kind="strategy", decision="adapted", reason="It fits us.",
                    our_words="Cards on the desk", gives=True, by=case.senco,
                    target=case.pupil.plans.get().targets.first())  # fmt: skip
    walk.see(of_advice, every, f"{every}advice/", child, f"{of_advice}more/",
             f"{of_advice}letter/", f"{of_advice}told/", f"{child}report/")  # fmt: skip
    walk.wrong(f"{of_advice}not-told/")
    walk.see(f"{at}close/", f"{every}directory/", row.agency.get_absolute_url())
    walk.be(case.teacher)
    walk.see(child)
    walk.be(case.head)
    walk.see(every, at, of_advice)
    walk.saw("agencies", but=("agencies/mine",))


def test_safety_and_the_guest(walk, case, speech):
    row = asking.override(row=begun(case.pupil, case.senco, speech), by=case.senco,
                          ground="The safeguarding lead decided so today.")  # fmt: skip
    at = row.get_absolute_url()
    walk.be(case.senco)
    walk.see(at)
    walk.be(case.head)
    walk.see(f"{case.at}/today/", at)
    walk.wrong(f"{at}look/")
    case_row = let_in(case, asked(case.pupil, case.senco, AgencyFactory(school=case.school)))
    walk.be(case.guest)
    walk.see("/agency-cases/")
    walk.be(case_row.share.user)
    walk.see("/agency-cases/", f"/agency-cases/{case_row.pk}/")
    walk.wrong(f"/agency-cases/{case_row.pk}/advice/")
    advice = advising.receive_here(row=case_row, by=case_row.share.user, summary="Short steps.",
                                   paper=Paper(A_PDF, "application/pdf"))  # fmt: skip
    walk.see(f"/agency-cases/{case_row.pk}/")
    walk.be(case.senco)
    walk.see(advice.get_absolute_url(), f"{advice.get_absolute_url()}read/",
             case_row.get_absolute_url())  # fmt: skip
    assert not walk.faults, "\n".join(walk.faults)


def test_an_outside_person_adds_advice_without_a_mouse(case, speech, browser, live_server):
    row = let_in(case, asked(case.pupil, case.senco, speech))
    context = browser.new_context(base_url=live_server.url)
    take_session(context, row.share.user, live_server.url)
    page = context.new_page()
    page.goto("/")
    assert page.url.endswith("/agency-cases/")
    keys = Keys(page)
    keys.go("main a[href^='/agency-cases/']", "Enter")
    page.wait_for_url(f"**/agency-cases/{row.pk}/")
    keys.go("main a.btn-primary", "Enter")
    page.wait_for_url("**/advice/")
    page.locator("[name=summary]").fill("Short steps help.")
    keys.go(".form-end [type=submit]", "Enter")
    page.wait_for_url(f"**/agency-cases/{row.pk}/")
    assert row.advice.get().from_whom == "Ms K. Lowe"
