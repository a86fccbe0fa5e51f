"""Money: axe, 320 px, headings, errors; empty and full."""

import pytest

from provision.costs import services
from sendcase import moment
from tests.factories.provision import in_it, running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_costs(walk, case):
    at, given = f"{case.at}/provision/cost/", {"school": case.school, "by": case.senco}
    today = moment.today()
    pages = [at, f"{at}rates/", f"{at}charges/", f"{at}funding/", f"/pupils/{case.pupil.pk}/cost/"]
    walk.be(case.senco)
    walk.see(*pages)
    grade = services.add_grade(
        name="Teaching assistant", pence=1450, on_costs=2500, from_on=today, is_default=True,
        **given,
    )  # fmt: skip
    group = running(case.school, case.senco)
    in_it(group, case.pupil, case.senco)
    services.charge(
        intervention=group, kind="agency", what="Visits of Mrs Hall", pence=4500, per="session",
        from_on=today, **given,
    )  # fmt: skip
    services.fund(
        pupil=case.pupil, source="top_up", pence=120_000, from_on=today, until_on=today,
        note="Letter of 3 May", **given,
    )  # fmt: skip
    walk.see(*pages, f"{at}rules/")
    walk.wrong(f"{at}rates/new/")
    walk.wrong(f"{at}charges/new/")
    walk.wrong(f"{at}funding/new/")
    walk.see(f"/grades/{grade.pk}/rate/", f"/grades/{grade.pk}/people/")
    walk.saw("provision/costs")
