"""Requests, consultations, mediation and appeal: axe, 320 px, headings."""

from datetime import timedelta

import pytest

from ehcp.requests import others, services
from sendcase import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_requests(walk, case):
    walk.be(case.senco)
    every, child = f"{case.at}/ehc/requests/", f"/pupils/{case.pupil.pk}/"
    today = moment.today().isoformat()
    walk.see(every, f"{every}?show=no", f"{every}consultations/", f"{child}ehc/")
    walk.wrong(f"{child}ehc-requests/new/")
    walk.page.locator("[name=asked_by][value=school]").check()
    walk.press(why="Two plans did not help.", local_authority="Westshire")
    row = case.pupil.assessment_requests.get()
    here = row.get_absolute_url()
    walk.wrong(f"{here}consult/")
    walk.page.locator("[name=family_agrees][value=no]").check()
    walk.press(consulted_on=today)
    walk.page.goto(walk.url + f"{here}send/")
    walk.press(sent_on=today)
    walk.see(*(f"{here}{key}/" for key in ("received", "refused", "exemption", "correct")))
    row.refresh_from_db()
    services.refuse(row=row, by=case.senco, decided_on=moment.today(), feedback="Not yet.")
    walk.see(here, every, f"{every}?show=no", f"{child}ehc-disputes/new/?request={row.pk}")
    came = moment.today() - timedelta(days=3)
    asked = others.consulted(
        pupil=case.pupil, by=case.senco, local_authority="Westshire", received_on=came
    )
    walk.wrong(f"{asked.get_absolute_url()}reply/")
    walk.see(asked.get_absolute_url(), f"{every}consultations/")
    split = others.dispute(pupil=case.pupil, by=case.senco, about="content", letter_on=came)
    walk.see(split.get_absolute_url(), f"{split.get_absolute_url()}change/", f"{child}ehc/")
    walk.wrong(f"{split.get_absolute_url()}end/")
    walk.press(ended_on=today, outcome="They agreed on a place.")
    walk.saw("ehcp/requests")
