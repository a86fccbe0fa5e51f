"""Every page of plans, of handing on, of joining and leaving, and of letters."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from iep import services as plans
from iep.moves.services import start_move
from iep.reviews import checks
from letters import services as letters
from letters import wording
from schools.models import Policy
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.browser.walking import A_PDF
from tests.factories.handing_on import begun, written
from tests.factories.iep import PlanFactory, reviewed_plan, shared_plan
from tests.factories.letters import Family
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.register import placed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.mark.usefixtures("no_paper")
def test_plans(walk, case, monkeypatch):
    walk.be(case.teacher)
    walk.see(f"{case.at}/plans/", f"/pupils/{case.pupil.pk}/plan/new/")
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    at = f"/plans/{plan.pk}/"
    walk.see(f"{case.at}/plans/", at, f"/pupils/{case.pupil.pk}/plan/")
    walk.see(*walk.links(".tabs"))
    walk.wrong(f"{at}edit/", review_on="2020-01-01")
    walk.page.get_by_role("button", name="Add a target").click()
    walk.look("a plan with a new target")
    plan = plans.agree(plan=plan, by=case.teacher)
    walk.see(at, f"{at}share/")
    plans.share(plan=plan, by=case.teacher)
    walk.see(at, f"/pupils/{case.pupil.pk}/plan/")
    see_versions(walk, plan)
    walk.wrong(f"{at}review/")
    walk.wrong(f"{at}close/")
    monkeypatch.setattr("iep.printing.render_pdf", no_pdf)
    walk.see(f"{at}pdf/", status=503)
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: A_PDF)
    other = PupilFactory(school=case.school, class_group=case.willow)
    ContactFactory(pupil=other)
    done = reviewed_plan(other, by=case.senco)
    walk.see(f"/plans/{done.pk}/")
    see_checks(walk, case, plan)
    walk.saw("iep", "versions")


def see_versions(walk, plan):
    """A mistake corrected, so that the list and the comparison have something to say."""
    at = f"/plans/{plan.pk}/"
    walk.wrong(f"{at}correct/")
    walk.press("Go on and put it right", correction_reason="The strengths were another child’s.")
    walk.press("Save the plan", strengths="Swims like a fish.")
    walk.see(f"{at}undo/")
    plan.refresh_from_db()
    plans.share(plan=plan, by=plan.lead)
    walk.see(f"{at}versions/", f"{at}versions/compare/")


def see_checks(walk, case, plan):
    """The SENCO's check of all plans, a change that was asked for, and a question of stage."""
    walk.be(case.senco)
    at, together = f"{case.at}/plans/check/", f"{case.at}/plans/review-together/"
    Policy.objects.update(plan_check="none")
    walk.see(at, together, f"{together}?class={case.willow.pk}")
    Policy.objects.update(plan_check="term")
    month, today = timedelta(days=30), moment.today()
    case.school.terms.create(name="This term", starts_on=today - month, ends_on=today + month)
    walk.wrong(at)
    asked = checks.check(
        plan=plan, by=case.senco, finding="change", note="Give it a number.",
        period=checks.period_now(case.school.pk),
    )  # fmt: skip
    walk.see(at)
    walk.be(case.teacher)
    walk.see(f"/plan-checks/{asked.pk}/")
    outcomes = {target.pk: ("partly", "") for target in plan.targets.filter(removed_at=None)}
    review = plans.review(
        plan=plan, by=case.teacher, reviewed_on=moment.today(), outcomes=outcomes,
        decision="step_up",
    )  # fmt: skip
    walk.be(case.senco)
    walk.wrong(f"/plan-reviews/{review.pk}/stage/")


def test_the_target_bank(walk, case):
    walk.be(case.senco)
    at = f"{case.at}/bank/"
    walk.see(at)
    walk.press("Put in the starter set")
    walk.see(f"{at}strategies/?q=timer", f"{at}?show=proposed")
    walk.wrong(f"{at}targets/new/")
    walk.wrong(f"{at}strategies/new/")
    entry = case.school.bank_targets.first()
    walk.see(f"/bank-targets/{entry.pk}/?history=1")
    walk.wrong(f"/bank-targets/{entry.pk}/edit/", target="")
    strategy = case.school.strategies.first()
    walk.page.goto(f"{walk.url}/strategies/{strategy.pk}/")
    walk.press("Add these words", wrong=True)
    plan = PlanFactory(pupil=case.pupil, lead=case.senco)
    walk.see(f"/plans/{plan.pk}/bank/?q=timer&everything=1")
    walk.page.goto(f"{walk.url}/plans/{plan.pk}/edit/")
    walk.page.get_by_role("button", name="Choose from the target bank").click()
    walk.page.locator("#bank-panel input[name=bank]").first.wait_for()
    walk.look("the bank beside the editor")
    walk.saw("bank")


def no_pdf(html):
    raise PdfFailed("too long")


@pytest.mark.usefixtures("no_paper")
def test_in_class(walk, case):
    """Notes on a plan, who has read it, and the ring on the child's page."""
    readers, mine = f"{case.at}/plans/readers/", f"{case.at}/notes/new/"
    walk.be(case.senco)
    walk.see(readers)
    walk.be(case.teacher)
    walk.see(mine, f"{case.at}/plans/to-read/")
    plan = shared_plan(case.pupil, by=case.senco)
    at = plan.get_absolute_url()
    walk.see(f"{at}notes/", f"{case.at}/plans/to-read/", mine)
    walk.wrong(walk.links(".note-on")[0])
    walk.press("Save the note", text="Read 24 of 45 words on Tuesday.")
    walk.see(f"{at}notes/")
    walk.wrong(walk.links(".plan-notes")[0])
    walk.press("Withdraw the note", reason="Written about the wrong child.")
    walk.see(at)
    walk.press("I have read this plan")
    walk.be(case.senco)
    walk.see(f"{at}notes/", at, readers, f"{readers}?by=person", case.pupil.get_absolute_url())
    walk.saw("notes", "readers")


@pytest.mark.usefixtures("no_paper")
def test_handing_a_class_on(walk, case, monkeypatch):
    placed(case.pupil, by=case.senco)
    reviewed_plan(case.pupil, by=case.senco, outcome="met")
    walk.be(case.office)
    walk.see(f"{case.at}/handover/", f"{case.at}/moves/")
    walk.wrong(f"{case.at}/handover/new/", takes_on="2020-01-01")
    receiver = member(case.school, Role.TEACHER)
    row = begun(case.willow, by=case.senco, receiver=receiver)
    at, note = row.get_absolute_url(), row.notes.get()
    walk.be(case.teacher)
    walk.see(f"{case.at}/handover/", at)
    walk.wrong(f"/handover-notes/{note.pk}/", works="", note="")
    walk.wrong(f"{at}children/")
    monkeypatch.setattr("iep.handover.printing.render_pdf", no_pdf)
    walk.see(f"{at}pdf/", status=503)
    written(row, case.teacher)
    walk.see(at)
    walk.press("Hand over")
    walk.be(receiver)
    walk.see(at)
    walk.be(case.senco)
    walk.see(f"{case.at}/handover/?year={row.takes_on.year}", f"{at}days/")
    walk.wrong(f"{at}reading/", opens_on="2020-01-01")
    walk.press("Save", opens_on=moment.today().isoformat())
    walk.be(receiver)
    walk.see(at)
    walk.wrong(f"/handover-notes/{note.pk}/question/")
    walk.press("Ask", question="Who sits beside her?")
    walk.be(case.teacher)
    walk.wrong(f"/handover-notes/{note.pk}/answer/")
    walk.press("Answer", answer="Maya.")
    see_moves(walk, case)
    walk.saw("handover", "moves")


def see_moves(walk, case):
    at = f"{case.at}/moves/"
    walk.be(case.senco)
    walk.see(at, f"{at}?who=leaving&show=all", f"/pupils/{case.pupil.pk}/moves/new/")
    walk.wrong(f"{at}new/")
    move = start_move(pupil=case.pupil, direction="leaving", by=case.senco)
    page = move.get_absolute_url()
    walk.see(f"{at}?who=leaving", page, f"{page}edit/")
    walk.wrong(f"{page}note/")
    walk.press("Add the note", text="Visit went well.")
    walk.see(move.tasks.first().get_absolute_url())
    walk.page.get_by_label("Not needed").check()
    walk.press("Save", wrong=True)


@pytest.mark.usefixtures("no_paper")
def test_letters(walk):
    family = Family()
    at, letter = f"/{family.school.slug}/letters/", family.prepared()
    page = f"/letters/{letter.pk}/"
    walk.be(family.senco)
    walk.see(at, f"{at}?state=issued", page, f"{page}edit/", f"/pupils/{family.pupil.pk}/letters/")
    walk.wrong(f"{page}withdraw/")
    letter = letters.approve(letter=letter, by=family.senco)
    walk.see(page)
    letter = letters.issue(letter=letter, by=family.senco)
    walk.see(page, f"{page}returned/")
    walk.wrong(f"{page}reply/")
    walk.see(f"{at}templates/")
    walk.see(f"{at}templates/looks/", walk.links(".rows")[0])
    walk.page.get_by_text("See it as a letter").click()
    walk.page.locator("[name=with_whom]").select_option("two-homes")
    walk.press("Preview")
    walk.press("Preview", find="Nobody")
    walk.see(f"{at}templates/placed-on-register/families/ur/")
    walk.page.get_by_text("Fields of every letter").click()
    walk.page.get_by_role("button", name="Put in {school_name}").click()
    url = f"{at}templates/placed-on-register/families/en/versions/"
    assert "{school_name}" in walk.page.locator("[name=body]").input_value()
    walk.see(url)
    words = {"subject": "S", "body": "Ours.", "slip": "", "by": family.senco}
    wording.save(
        school=family.school, purpose="placed-on-register", for_young_person=False, **words
    )
    walk.see(url)
    letters.record_reply(
        letter=letter, route="slip", received_on=moment.today(), wants_to_talk=True,
        words="Thank you.", by=family.office,
    )  # fmt: skip
    walk.see(page)
    walk.be(family.office)
    walk.see(at, page)
    walk.saw("letters", but=("letters/answers/", "letters/batches/", "letters/outside.html"))
