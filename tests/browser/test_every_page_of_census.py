"""The census: axe, 320 px, headings; errors; from the list to the approval by keyboard alone."""

from datetime import date

import pytest

from reports.census.models import CensusVersion
from tests.browser.walking import take_session
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
DAY = "2026-01-15"


@pytest.fixture
def full(case):
    """Amina with SEN support and a UPN; the school says that it has no base."""
    rows = type(case.school).objects.filter(pk=case.school.pk)
    rows.update(has_sen_unit=False, has_resourced_provision=False)
    type(case.pupil).objects.filter(pk=case.pupil.pk).update(upn="B801200005001")
    case.pupil.refresh_from_db()
    placed(case.pupil, by=case.senco, on=date(2025, 9, 8))
    return case


def test_the_census(walk, full):
    case, at = full, f"{full.at}/census/"
    walk.be(case.office)
    walk.see(f"{case.at}/reports/", at, f"{at}?on=soon", f"{at}2027-01-21/")
    broken = PupilFactory(school=case.school, legal_first_name="Maximilian-Alexander",
                          legal_last_name="Featherstonehaugh-Cholmondeley", upn="")  # fmt: skip
    walk.see(f"{at}{DAY}/", f"{at}2025-05-15/")
    type(broken).objects.filter(pk=broken.pk).update(upn="R674123101121")
    walk.see(f"{at}{DAY}/")
    walk.press("Hand it to the head")
    walk.see(at, f"{at}{DAY}/")
    walk.be(case.head)
    walk.see(f"{at}{DAY}/")
    walk.press("Approve this return")
    walk.see(at, f"{at}{DAY}/versions/1/")
    case.pupil.register_entries.get().needs.all().delete()
    type(broken).objects.filter(pk=broken.pk).update(left_on=date(2026, 1, 14))
    walk.see(f"{at}{DAY}/")
    rows = type(case.school).objects.filter(pk=case.school.pk)
    rows.update(has_sen_unit=True, has_resourced_provision=True)
    walk.be(case.senco)
    walk.see(f"{at}{DAY}/", f"/pupils/{case.pupil.pk}/edit/", f"{case.at}/school/edit/")
    walk.saw("reports/census")


def test_from_the_list_to_the_approval_by_keyboard_without_scripts(browser, live_server, full):
    case = full
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        take_session(context, case.senco, live_server.url)
        page.goto(f"{live_server.url}{case.at}/census/")
        page.get_by_role("link", name="Spring census 2026").press("Enter")
        page.get_by_role("button", name="Hand it to the head").press("Enter")
        page.get_by_text("It is with the head now.").wait_for()
        context.clear_cookies()
        take_session(context, case.head, live_server.url)
        page.goto(f"{live_server.url}{case.at}/census/{DAY}/")
        page.get_by_role("button", name="Approve this return").press("Enter")
        page.get_by_text("Approved, and kept as it is.").wait_for()
    assert CensusVersion.objects.get().approved_by == case.head
