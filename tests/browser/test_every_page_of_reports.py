"""The page of reports: axe, 320 px, headings. Each report has a walk of its own."""

import pytest

from reports.public import services
from tests.factories.people import member
from tests.reports.public.conftest import A_PDF, published

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_the_page_of_reports(walk, case, monkeypatch):
    monkeypatch.setattr("reports.public.printing.render_sheet", lambda sheet: A_PDF)
    report = services.begin(school=case.school, outline="sen-information-report", by=case.senco)
    published(report, case.senco, case.head)
    for person in (case.head, member(case.school, "governor")):
        walk.be(person)
        walk.see(f"{case.at}/reports/")
    link = walk.page.get_by_role("main").get_by_role("link", name="SEN Information Report")
    assert link.last.get_attribute("href") == f"/p/{case.school.slug}/sen-information-report/"
    walk.saw("reports", but=tuple(f"reports/{room}/" for room in ROOMS))


# Folders with a walk of their own, in the test file of that name.
ROOMS: tuple[str, ...] = (
    "board", "public", "census", "register_list", "trail", "head", "past", "trust",
    "export", "sampler",
)  # fmt: skip
