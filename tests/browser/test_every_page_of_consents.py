"""Consents: written down, listed, withdrawn; axe, 320 px, headings."""

import pytest

from sendcase import moment
from tests.factories.pupils import ContactFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_consents(walk, case):
    walk.be(case.senco)
    at = f"/pupils/{case.pupil.pk}/consents/"
    walk.see(f"{case.at}/consents/", at)
    barred = ContactFactory(pupil=case.pupil, title="Mr", first_name="Omar", do_not_contact=True,
                            relationship="Father")  # fmt: skip
    walk.wrong(f"{at}new/")
    for name, value in (("kind", "agency"), ("answer", "yes"), ("who", str(barred.pk))):
        walk.page.locator(f"[name={name}][value='{value}']").check()
    walk.press(wrong=True, scope="Speech therapy", evidence="Signed slip")
    walk.press(may_decide_reason="The order of 3 March is about contact alone.")
    case.pupil.consents.all().delete()
    walk.page.goto(f"{walk.url}{at}new/")
    for name, value in (("kind", "sharing"), ("answer", "yes"), ("who", "child")):
        walk.page.locator(f"[name={name}][value={value}]").check()
    today = moment.today().isoformat()
    walk.press(scope="The clinic reads the plan", evidence="Signed slip", given_on=today)
    walk.see(at, f"{case.at}/consents/?state=holding", f"{case.at}/consents/?state=refused")
    row = case.pupil.consents.get()
    walk.wrong(f"/consents/{row.pk}/withdraw/", on="")
    walk.press(on=today, withdrawn_by="Leila Brightwater", how="By phone")
    walk.see(at)
    walk.saw("consents")
