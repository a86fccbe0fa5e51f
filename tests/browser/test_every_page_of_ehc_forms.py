"""Forms of authorities: axe, 320 px, headings, errors; filled by keyboard."""

import pytest

from ehcp.authority_forms import services, starter
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.factories.ehcp import review_in, written_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_forms(walk, case, tmp_path):
    review = review_in("held", plan=written_plan(pupil=case.pupil))
    every, fill = f"{case.at}/ehc/forms/", f"/ehc-reviews/{review.pk}/form/"
    walk.be(case.senco)
    walk.see(every, fill)
    walk.wrong(f"{every}new/")
    paper = tmp_path / "form.docx"
    paper.write_bytes(starter.data())
    walk.page.locator("[name=upload]").set_input_files(str(paper))
    walk.press(name="Westshire AR")
    walk.press("Save")
    walk.see(every)
    walk.page.goto(walk.url + fill)
    walk.press()
    walk.saw("ehcp/authority_forms")


def test_filled_by_keyboard(case, open_as):
    review = review_in("held", plan=written_plan(pupil=case.pupil))
    services.keep_starter(school=case.school, by=case.senco)
    page = open_as(case.senco, f"/ehc-reviews/{review.pk}/form/")
    keys = Keys(page)
    with page.expect_navigation():
        keys.go(".form-end .btn-primary", "Enter")
    assert "Nothing is written down" in page.get_by_role("main").inner_text()
    assert review.filled_forms.count() == 1
