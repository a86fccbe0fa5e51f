"""The main forms, by keyboard alone and with JavaScript switched off."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from iep.models import SupportPlan
from referrals.models import Referral
from tests.browser.walking import take_session
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
ANSWERS = {
    "reasons": "Reads 4 of 20 words and guesses the others.",
    "interventions": "Phonics, 15 minutes, daily, 8 weeks.",
    "parent_said": "We see it at home too.",
    "pupil_said": "The words move.",
}
FOCUS_IS_SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
  return seen || `${one.tagName} ${one.name || one.textContent.trim().slice(0, 40)}`;
}"""


@pytest.fixture
def case(transactional_db):
    school = SchoolFactory()
    willow = ClassGroupFactory(school=school, name="Willow")
    pupil = PupilFactory(school=school, class_group=willow, legal_first_name="Amina")
    ContactFactory(pupil=pupil)
    teacher = member(school, "teacher")
    hold_class(teacher, willow)
    return SimpleNamespace(school=school, pupil=pupil, teacher=teacher)


class Keys:
    """Hands that know only the keyboard."""

    def __init__(self, page):
        self.page = page

    def go(self, what, key="", words=""):
        """Tab to the first thing that fits the selector; press the key there, or type."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(FOCUS_IS_SEEN) is True
            if self.page.evaluate("what => document.activeElement.matches(what)", what):
                break
        else:
            pytest.fail(f"Tab never came to {what}")
        if words:
            self.page.keyboard.type(words)
        if key:
            self.page.keyboard.press(key)


def test_a_referral_by_keyboard_alone(case, open_as):
    page = open_as(case.teacher, f"/{case.school.slug}/today/")
    keys = Keys(page)
    keys.go("main a[href$='/referrals/new/']", "Enter")
    expect(page.locator("h1")).to_have_text("Who is this about?")
    keys.go("main input[name=q]", "Enter", words="Amina")
    page.wait_for_url("**q=Amina*")
    keys.go(f"main a[href='?pupil={case.pupil.pk}']", "Enter")
    page.wait_for_url("**pupil=*")
    keys.go("[name=concern]", "Space")
    for name in ("reasons", "areas", "interventions", "parent_said", "pupil_said"):
        if name in ANSWERS:
            keys.go(f"[name={name}]", words=ANSWERS[name])
        else:
            keys.go(f"[name={name}]", "Space")
    keys.go(".form-end .btn-primary", "Enter")
    expect(page.locator("h1")).to_have_text("Check your answers")
    keys.go(".form-end .btn-primary", "Enter")
    expect(page.get_by_role("main")).to_contain_text("Waiting for")

    assert Referral.objects.get().state == "submitted"


@pytest.fixture
def plain_page(case, live_server, browser, browser_context_args):
    """A browser that runs no scripts; the teacher is signed in."""
    context = browser.new_context(
        **browser_context_args, java_script_enabled=False, base_url=live_server.url
    )
    take_session(context, case.teacher, live_server.url)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def press(page, words):
    page.get_by_role("main").get_by_role("button", name=words, exact=True).first.click()


def test_a_referral_is_kept_and_sent_without_scripts(case, plain_page):
    page = plain_page
    page.goto(f"/{case.school.slug}/referrals/new/?pupil={case.pupil.pk}")
    page.locator("[name=reasons]").fill(ANSWERS["reasons"])
    press(page, "Save draft")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Saved \d\d:\d\d"))
    draft = Referral.objects.get(state="draft")

    page.goto(f"/referrals/{draft.pk}/edit/")
    expect(page.locator("[name=reasons]")).to_have_value(ANSWERS["reasons"])
    page.locator("[name=concern]").first.check()
    page.locator("[name=areas]").first.check()
    for name, words in ANSWERS.items():
        page.locator(f"[name={name}]").fill(words)
    press(page, "Check your answers")
    press(page, "Send it now")

    expect(page.get_by_role("main")).to_contain_text("Waiting for")
    assert Referral.objects.get().state == "submitted"


def test_a_plan_with_one_more_target_without_scripts(case, plain_page):
    placed(case.pupil, by=member(case.school, "senco"))
    page = plain_page
    page.goto(f"/pupils/{case.pupil.pk}/plan/new/")
    press(page, "Start the plan")
    page.goto(f"/plans/{SupportPlan.objects.get().pk}/edit/")
    rows = page.locator("[name$='-target']")
    before = rows.count()
    page.locator("[name=targets-0-target]").fill("To blend three sounds")
    press(page, "Add a target")
    expect(rows).to_have_count(before + 1)
    expect(page.locator("[name=targets-0-target]")).to_have_value("To blend three sounds")
    page.locator(f"[name=targets-{before}-target]").fill("To read 30 words")
    press(page, "Save the plan")

    expect(page.get_by_role("main")).to_contain_text("To read 30 words")
    kept = SupportPlan.objects.get().targets.filter(removed_at=None).order_by("position")
    assert [row.target for row in kept] == ["To blend three sounds", "To read 30 words"]
