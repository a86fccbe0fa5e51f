"""The profile's pages, and a child who says how school is by keyboard alone."""

import pytest
from playwright.sync_api import expect

from pupils.models import PupilView
from pupils.profile import paper, services
from sendcase.pdf import PdfFailed
from tests.browser.looks import SMALLEST, assert_page_is_sound
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.browser.walking import A_PDF
from tests.factories.profile import profile_of, said_by

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
# The card around a box that cannot be seen shows where the keyboard is.
CARD_IS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement.closest(".pick"));
  return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3;
}"""
SMALLEST_CARD = """() => Math.min(...[...document.querySelectorAll(".pick")]
  .map((one) => one.getBoundingClientRect()).flatMap((box) => [box.width, box.height]))"""


def test_every_page_of_the_profile(walk, case, monkeypatch):
    monkeypatch.setattr(paper, "render_pdf", lambda html, images=None: A_PDF)
    monkeypatch.setattr(paper, "page_count", lambda data: 1)
    tab = f"/pupils/{case.pupil.pk}/profile/"
    walk.be(case.head)
    walk.see(tab)
    walk.be(case.teacher)
    walk.see(tab, f"/pupils/{case.pupil.pk}/own-views/")
    walk.wrong(f"{tab}edit/", liked="I am kind.")
    profile = profile_of(case.pupil, case.teacher)
    services.keep(profile=profile, version=profile.version, by=case.teacher)
    row = said_by(case.pupil, case.teacher, like_words="I like horses.", feel_reading="sad")
    walk.see(tab, row.get_absolute_url())
    walk.wrong(f"{row.get_absolute_url()}withdraw/")
    services.withdraw(view=row, why="The wrong child.", by=case.teacher)
    walk.be(case.senco)
    walk.see(tab, row.get_absolute_url())

    def no_pdf(html, images=None):
        raise PdfFailed("no")

    monkeypatch.setattr(paper, "render_pdf", no_pdf)
    walk.see(f"{tab}pdf/", status=503)
    walk.saw("profile")


def test_a_child_answers_by_keyboard_alone(case, open_as):
    page = open_as(case.support, f"/pupils/{case.pupil.pk}/own-views/")
    keys = Keys(page)
    keys.go("main a[href$='?way=pictures']", "Enter")
    expect(page.locator("h1")).to_have_text("How do you feel about lessons?")
    keys.go("[name=feel_reading]", "Space")
    assert page.evaluate(CARD_IS_SEEN)
    page.keyboard.press("ArrowRight")
    assert_page_is_sound(page)
    page.set_viewport_size(SMALLEST)
    assert page.evaluate(SMALLEST_CARD) >= 72
    keys.go(".form-end [value=next]", "Enter")
    page.wait_for_url("**step=day")
    keys.go(".form-end [value=next]", "Enter")
    page.wait_for_url("**step=like")
    keys.go("[name=like][value=friends]", "Space")
    keys.go("[name=like_words]", words="I like horses.")
    assert_page_is_sound(page)
    assert page.evaluate(SMALLEST_CARD) >= 72
    for step in ("helps", "hard", "change", "check"):
        keys.go(".form-end [value=next]", "Enter")
        page.wait_for_url(f"**step={step}")
    keys.go("[name=told]", "Space")
    assert_page_is_sound(page)
    keys.go(".form-end [value=send]", "Enter")
    page.wait_for_url("**step=done")
    assert_page_is_sound(page)

    row = PupilView.objects.get()
    assert '"about":"reading","face":"happy"' in row.content
    assert '"like":{"symbols":["friends"],"words":"I like horses."}' in row.content
