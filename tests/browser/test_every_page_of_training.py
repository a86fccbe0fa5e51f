"""The record of training: axe, 320 px, headings."""

from datetime import timedelta

import pytest

from schools.training import services
from sendcase import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_training(walk, case):
    here, today = f"{case.at}/training/", moment.today()
    walk.be(case.head)
    walk.see(here, f"{here}?show=out", f"{here}?kind=npq")
    walk.wrong(f"{here}new/")
    walk.page.get_by_role("main").locator("[name=kind][value=topic]").check()
    walk.page.get_by_role("main").locator("[name=whole_staff]").check()
    walk.press(title="Attachment and trauma", hours="1.5")
    [row] = services.record(
        school=case.school, people=[case.support], names=[], whole_staff=False, by=case.senco,
        title="First aid", kind="statutory", area=None, provider="Red Cross", minutes=360, note="",
        held_on=today - timedelta(days=400), expires_on=today - timedelta(days=2),
    )  # fmt: skip
    walk.see(here, f"{here}?show=topics", f"{here}?show=out", row.get_absolute_url())
    walk.wrong(row.get_absolute_url(), title="")
    walk.saw("schools/training")
