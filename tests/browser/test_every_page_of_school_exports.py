"""All records of the school: axe, 320 px, headings; the whole way by keyboard without scripts."""

from contextlib import contextmanager

import pytest

from reports.export import services
from reports.models import SchoolExport
from sendcase.jobs import running
from tests.access.records_school_exports import ready_export
from tests.browser.walking import take_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_all_records(walk, case):
    here = f"{case.at}/export/"
    walk.be(case.senco)
    walk.see(here)
    walk.wrong(f"{here}new/")
    walk.press(reason="The school moves to the trust’s own SENDcase.")
    row = case.school_export = services.SchoolExport.objects.get(school=case.school)
    walk.see(here, row.get_absolute_url())
    walk.be(case.head)
    walk.see(f"{row.get_absolute_url()}agree/", row.get_absolute_url())
    walk.wrong(f"{row.get_absolute_url()}refuse/", words="")
    row = services.agree(row=row, by=case.head)
    walk.see(row.get_absolute_url())
    walk.page.goto("about:blank")  # it asks how far the work is; the test has one SQLite in memory
    running.run(row.job_id)
    walk.be(case.senco)
    walk.see(row.get_absolute_url(), here)
    ready = ready_export(case.school, case.senco, second_by=case.head)
    services.remove(row=ready, by=case.senco)
    walk.see(ready.get_absolute_url())
    walk.saw("reports/export")


def test_asked_for_agreed_and_stopped_by_keyboard_without_scripts(browser, live_server, case):
    here = f"{live_server.url}{case.at}/export/"
    with without_scripts(browser, case.senco, live_server.url) as page:
        page.goto(here)
        page.get_by_role("link", name="Ask for all records").press("Enter")
        page.get_by_label("What is it for").press_sequentially("The school moves on 1 January.")
        page.get_by_role("button", name="Ask for it").press("Enter")
        page.get_by_text("Asked. A second person has to agree.").wait_for()
    row = SchoolExport.objects.get()
    with without_scripts(browser, case.head, live_server.url) as page:
        page.goto(live_server.url + row.get_absolute_url())
        page.get_by_role("link", name="They may be taken away").press("Enter")
        page.get_by_role("button", name="I agree").press("Enter")
        page.get_by_role("link", name="See how far it is now").press("Enter")
        page.get_by_text("steps done").wait_for()
        page.get_by_role("button", name="Stop").press("Enter")
        page.get_by_text("Stopped. Nothing was kept of it.").wait_for()
    row.refresh_from_db()
    assert (row.state, row.second_by) == ("stopped", case.head)


@contextmanager
def without_scripts(browser, user, url):
    with browser.new_context(java_script_enabled=False) as context:
        take_session(context, user, url)
        yield context.new_page()
