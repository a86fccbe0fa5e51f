"""Disclosures and who outside reads a pack: axe, 320 px, headings, errors; a guest by keyboard."""

from datetime import timedelta

import pytest

from ehcp.disclosure import guests, services
from ehcp.plans import services as plans
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.browser.walking import A_PDF, take_session
from tests.ehcp.disclosure.conftest import a_pack
from tests.factories.ehcp import review_in, written_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def review(case, monkeypatch):
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: A_PDF)
    plan = written_plan(pupil=case.pupil)
    plans.keep(plan=plan, kind="final", dated_on=moment.today(), by=case.senco)
    row = review_in("invited", meeting_on=moment.today() + timedelta(days=20), plan=plan)
    a_pack(row, case.senco, A_PDF)
    return row


def no_paper(html):
    raise PdfFailed("It took too long.")


def test_disclosures(walk, case, review, monkeypatch):
    monkeypatch.setattr("ehcp.disclosure.listing.render_pdf", no_paper)
    every, plan = f"{case.at}/ehc/disclosures/", review.plan
    walk.be(case.senco)
    walk.see(every, f"{every}?until=2020-01-01")
    walk.see(f"{every}paper/", status=503)
    walk.wrong(f"/ehc-plans/{plan.pk}/disclosures/new/")
    walk.page.locator("[name=basis][value=tribunal]").check()
    walk.page.locator("[name=version_of]").select_option(index=1)
    walk.page.locator("[name=reason]").fill("The appeal of May.")
    walk.press(recipient="The Tribunal")
    row = plan.disclosures.get()
    walk.see(f"{row.get_absolute_url()}give-up/", f"/pupils/{case.pupil.pk}/ehc/")
    walk.be(case.head)
    walk.see(f"{case.at}/today/", row.get_absolute_url())
    walk.wrong(f"{row.get_absolute_url()}refuse/")
    row = services.agree(row=row, by=case.head)
    walk.be(case.senco)
    walk.wrong(f"{row.get_absolute_url()}send/")
    walk.press(sent_how="Recorded post")
    walk.see(every)
    at = f"{review.get_absolute_url()}readers/"
    person = review.invitations.get(role="health")
    walk.wrong(f"{at}{person.pk}/", until="")
    guests.let_in(row=review, by=case.senco, person=person, until=moment.today())
    walk.see(at)
    person.refresh_from_db()
    walk.be(person.user)
    walk.see("/review-packs/", f"/review-packs/{person.pk}/")
    walk.saw("ehcp/disclosure")


def test_a_guest_takes_the_papers_by_keyboard_and_without_scripts(
    case, review, browser, live_server
):
    person = review.invitations.get(role="health")
    person = guests.let_in(row=review, by=case.senco, person=person, until=moment.today())
    context = browser.new_context(base_url=live_server.url)
    take_session(context, person.user, live_server.url)
    page = context.new_page()
    page.goto("/")
    assert page.url.endswith("/review-packs/") and "Amina" not in page.content()
    keys = Keys(page)
    keys.go("main a[href^='/review-packs/']", "Enter")
    page.wait_for_url("**/review-packs/*/")
    with page.expect_download() as paper:
        keys.go("main a.btn-primary", "Enter")
    assert paper.value.suggested_filename == "review-papers.pdf"
    context.close()
