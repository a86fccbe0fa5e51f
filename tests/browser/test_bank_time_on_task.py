"""Time on task: a plan of three targets from the bank, counted in clicks beside the typing."""

import pytest

from iep.bank.gaps import GAP
from iep.bank.services import install_starter
from iep.models import Target

pytestmark = pytest.mark.django_db(transaction=True)
MOST_CLICKS = 12
# Every real click of the mouse, on all pages of the tab.
COUNT = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true)"""


def test_a_plan_of_three_targets_in_twelve_clicks(open_as, browser_page, case):
    install_starter(case.school)
    browser_page.add_init_script(COUNT)
    page = open_as(case.teacher, f"/pupils/{case.pupil.pk}/")
    main = page.get_by_role("main")
    main.get_by_role("link", name="Plan", exact=True).click()
    main.get_by_role("link", name="Start a plan").click()
    main.locator(".form-end [type=submit]").first.click()
    main.get_by_label("Cognition and learning").check()
    main.get_by_label("strengths").fill("Amina builds anything.")
    main.get_by_role("button", name="Choose from the target bank").click()
    offered = page.locator("#bank-panel input[name=bank]")
    for number in range(3):
        offered.nth(number).check()
    page.get_by_role("button", name="Add to the plan").click()
    fill_gaps(page)
    page.get_by_role("button", name="Save the plan").last.click()

    page.get_by_text("Saved.").wait_for()
    rows = list(Target.objects.filter(plan__pupil=case.pupil))
    assert [row.from_bank.area.code for row in rows] == ["cl"] * 3
    assert not any(GAP.search(row.target + row.criteria) for row in rows)
    assert rows[0].plan.strengths == "Amina builds anything."
    assert page.evaluate("Number(sessionStorage.clicks)") <= MOST_CLICKS


def fill_gaps(page):
    """Type a number over every gap; the mark of the box goes."""
    marked = page.locator("[data-gaps=open]")
    marked.first.wait_for()
    while marked.count():
        box = marked.first
        box.fill(GAP.sub("8", box.input_value()))
