"""The provision map: axe, 320 px, headings; empty, full, copied by keyboard."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from provision.models import Intervention
from schools.models import Term
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.factories.people import member
from tests.factories.provision import in_it, running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def two_terms(school):
    first = moment.today() - timedelta(weeks=5)
    for name, starts in (("Autumn", first), ("Spring", first + timedelta(weeks=16))):
        Term.objects.create(
            school=school, name=name, starts_on=starts, ends_on=starts + timedelta(weeks=13)
        )
    return {"starts_on": first, "ends_on": first + timedelta(weeks=13)}


def no_paper(*args, **how):
    raise PdfFailed("It took too long.")


def test_map(walk, case, monkeypatch):
    monkeypatch.setattr("provision.map.printing.render_pdf", no_paper)
    at = f"{case.at}/provision/map/"
    walk.be(case.senco)
    walk.see(at)
    days = two_terms(case.school)
    helper = member(case.school, Role.SUPPORT)
    in_it(running(case.school, case.senco, staff=helper, **days), case.pupil, case.senco)
    walk.see(at, f"{at}?by=pupil", f"{at}?by=person", f"{at}next-term/")
    walk.see(f"{at}paper/", status=503)
    walk.saw("provision/map")


def test_copied_by_keyboard(case, open_as):
    days = two_terms(case.school)
    in_it(running(case.school, case.senco, **days), case.pupil, case.senco)
    page = open_as(case.senco, f"{case.at}/provision/map/next-term/")
    keys = Keys(page)
    with page.expect_navigation():
        keys.go(".form-end .btn-primary", "Enter")
    assert "Copied into Spring" in page.get_by_role("main").inner_text()
    assert Intervention.objects.exclude(copied_from=None).count() == 1
