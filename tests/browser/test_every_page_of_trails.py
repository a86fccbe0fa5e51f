"""The register list and case trails: axe, 320 px, headings; chosen by keyboard without scripts."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from reports.trail.models import CaseTrail
from sendcase import moment
from tests.browser.walking import A_PDF, take_session
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_the_register_list(walk, case):
    at = f"{case.at}/register-list/"
    walk.be(case.head)
    walk.see(at)
    placed(case.pupil, by=case.senco, on=date(2025, 9, 8))
    long = PupilFactory(school=case.school, legal_first_name="Maximilian-Alexander",
                        legal_last_name="Featherstonehaugh-Cholmondeley")  # fmt: skip
    placed(long, by=case.senco, needs=[("PMLD", ""), ("MSI", ""), ("SLCN", "finding the words")])
    walk.see(at, f"{at}?on={moment.today() - timedelta(days=90)}", f"{at}?on=soon")
    walk.saw("reports/register_list")


def test_case_trails(walk, case):
    at = f"{case.at}/case-trail/"
    walk.be(case.senco)
    walk.see(at, f"{at}new/")
    placed(case.pupil, by=case.senco)
    walk.see(f"{at}new/", f"{at}new/?seed=7")
    walk.wrong(f"{at}new/")
    walk.page.goto(f"{walk.url}{at}new/?seed=7")
    walk.press()
    trail = CaseTrail.objects.get()
    here = trail.get_absolute_url()
    walk.see(here, at)
    walk.page.goto(walk.url + here)
    walk.press("Stop")
    CaseTrail.objects.update(state="waiting")  # its job has ended: it failed
    walk.see(here)
    made(trail)
    walk.see(here)
    walk.press("Throw the files away")
    walk.see(at)
    walk.saw("reports/trail")


def made(trail) -> None:
    child = trail.pupils.get()
    for row in (trail, child):
        row.file.name = row.file.storage.save(f"trails/{row.uid.hex}.pdf", ContentFile(A_PDF))
    child.pages, child.first = 12, 2
    child.save()
    CaseTrail.objects.update(
        state="ready", pages=13, built_at=moment.now(), file=trail.file.name
    )  # fmt: skip


def test_chosen_by_keyboard_without_scripts(browser, live_server, case):
    placed(case.pupil, by=case.senco)
    with browser.new_context(java_script_enabled=False) as context:
        take_session(context, case.senco, live_server.url)
        page = context.new_page()
        page.goto(f"{live_server.url}{case.at}/case-trail/new/")
        page.get_by_label(case.pupil.name).press("Space")
        page.get_by_role("button", name="Make the trails").press("Enter")
        page.get_by_text("0 of 2 steps done").wait_for()
    assert CaseTrail.objects.get().pupils.get().pupil == case.pupil
