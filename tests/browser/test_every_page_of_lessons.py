"""The lesson sheet: axe, 320 px, headings."""

import pytest

from sendcase.pdf import PdfFailed
from tests.factories.iep import shared_plan
from tests.factories.provision import in_it, running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def no_pdf(html):
    raise PdfFailed("too long")


@pytest.mark.usefixtures("no_paper")
def test_lesson_sheets(walk, case, monkeypatch):
    walk.be(case.teacher)
    at = f"{case.at}/lesson/{case.willow.pk}/"
    walk.see(at)
    shared_plan(case.pupil, by=case.senco)
    in_it(running(case.school, case.senco, name="Reading with an adult"), case.pupil, case.senco)
    walk.see(at, f"{at}?mode=cover&names=initials")
    walk.be(case.senco)
    walk.see(f"/classes/{case.willow.pk}/")  # who has which help stands there too
    monkeypatch.setattr("iep.lesson.printing.render_pdf", no_pdf)
    walk.see(f"{at}pdf/", status=503)
    walk.saw("lesson")
