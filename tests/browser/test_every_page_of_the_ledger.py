"""Promised and given: the list, a promise, the child's page, choosing; axe, 320 px, headings."""

from datetime import timedelta

import pytest
from django.urls import reverse

from provision.ledger.counting import monday_of
from schools.models import Term
from sendcase import moment
from sendcase.pdf import PdfFailed
from tests.factories.ehcp import written_plan
from tests.factories.iep import PlanFactory
from tests.factories.provision import in_it, marked, running, session_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
REASONS = ("", "", "staff_needed", "", "no_room", "event")


@pytest.fixture
def slipping(case):
    """Eight weeks of Amina's group: fewer and fewer sessions, the last weeks not ticked."""
    first = monday_of(moment.today()) - timedelta(weeks=8)
    Term.objects.create(school=case.school, name="Term", starts_on=first,
                        ends_on=first + timedelta(weeks=14))  # fmt: skip
    group = running(case.school, case.senco, name="Reading with an adult", starts_on=first)
    place = in_it(group, case.pupil, case.senco)
    for n in range(24):
        session = session_of(group, first + timedelta(weeks=n // 3, days=n % 3 * 2))
        if n < 18:
            reason = REASONS[n % 6]
            marked(session, place, "missed" if reason else "delivered", reason=reason)
    case.plan = PlanFactory(pupil=case.pupil, kind=case.school.plan_kinds.first())
    case.ehc = written_plan(pupil=case.pupil, recorded_by=case.senco)
    return place.promise


def test_the_ledger(walk, case, slipping, monkeypatch):
    walk.be(case.senco)
    at = f"{case.at}/provision/slipping/"
    child = reverse("ledger:pupil", args=[case.pupil.pk])
    walk.see(at, f"/promises/{slipping.pk}/", child, f"{case.at}/today/")
    walk.see(case.pupil.get_absolute_url())
    walk.page.get_by_text("Given this week:").wait_for()
    walk.wrong(f"/promises/{slipping.pk}/looked-at/")
    walk.press(because="Mrs Hall is ill until half-term; Mr Roy takes over on Monday.")
    walk.see(at, f"/promises/{slipping.pk}/")
    for url, back in (
        (reverse("giving:target", args=[case.plan.pk, case.plan.targets.first().pk]), case.plan),
        (reverse("ehc_giving:line", args=[case.ehc.pk, case.ehc.ehcprovisions.get().pk]), case.ehc),
    ):
        walk.see(url, back.get_absolute_url())
        walk.page.goto(walk.url + url)
        walk.page.locator("[name=promises]").first.check()
        walk.press()
        walk.see(back.get_absolute_url())

    def refuse(*args):
        raise PdfFailed

    monkeypatch.setattr("provision.ledger.printing.family_pdf", refuse)
    walk.see(reverse("ledger:paper", args=[case.pupil.pk]), status=503)
    walk.saw("ledger")
