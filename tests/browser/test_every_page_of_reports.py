"""The page of reports: axe, 320 px, headings. Each report has a walk of its own."""

import pytest

from tests.factories.people import member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_the_page_of_reports(walk, case):
    for person in (case.head, member(case.school, "governor")):
        walk.be(person)
        walk.see(f"{case.at}/reports/")
    walk.saw("reports", but=tuple(f"reports/{room}/" for room in ROOMS))


# Folders with a walk of their own, in the test file of that name.
ROOMS: tuple[str, ...] = ("export",)
