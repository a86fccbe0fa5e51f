"""All records of the school: axe, 320 px, headings."""

import pytest

from reports.export import services
from sendcase.jobs import running
from tests.access.records_school_exports import ready_export

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
    running.run(row.job_id)
    walk.be(case.senco)
    walk.see(row.get_absolute_url(), here)
    ready = ready_export(case.school, case.senco, second_by=case.head)
    services.remove(row=ready, by=case.senco)
    walk.see(ready.get_absolute_url())
    walk.saw("reports/export")
