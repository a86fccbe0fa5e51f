"""Every day that can be typed in the EHC room: no year that cannot be meant is taken."""

import re

import pytest

from tests.access.asking import ask
from tests.access.rows import POST, body_of, make_ready, who_may

pytestmark = pytest.mark.django_db
YEARS = ["0001-11-24", "0026-11-24", "1900-11-24", "9999-11-24"]
A_DAY = re.compile(r'<input(?=[^>]*type="date")[^>]*name="([^"]+)"')
ROOM = [row for row in POST if row.route.startswith("ehc_")]
KEPT = {"drafts_submission"}
FEWEST = 48  # days in the forms of this room


def days_on(cast, row, who) -> list[str]:
    """The names of the day fields on the page of this form."""
    seen = ask(cast, who, "get", row.address(cast.a), first=make_ready(row, cast.a)).response
    return A_DAY.findall(seen.content.decode()) if seen.status_code == 200 else []


@pytest.mark.parametrize("year", YEARS)
def test_no_form_takes_such_a_year_and_each_says_what_to_do(cast, year):
    asked = 0
    for row in ROOM:
        who = who_may(row)
        for name in days_on(cast, row, who):
            asked += 1
            body = body_of(row, cast.a) | {name: year}
            answer = ask(cast, who, "post", row.address(cast.a), body,
                         first=make_ready(row, cast.a))  # fmt: skip
            assert (answer.status, answer.wrote - KEPT) == (200, set()), (row.label, name)
            said = answer.response.context["form"].errors[name]
            told = "four digits|from September 2014 on|Look at (the year|it again)"
            assert re.search(told, said[0]), (
                row.label, name, said,
            )  # fmt: skip
    assert asked >= FEWEST


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", ["on", "second"])
def test_no_date_of_the_law_is_worked_out_from_such_a_year(cast, year, name):
    given = {"what": "moved", "on": "2026-11-24", "second": "2026-11-24"} | {name: year}
    query = "&".join(f"{key}={value}" for key, value in given.items())
    answer = ask(cast, "senco", "get", f"/{cast.a.school.slug}/ehc-dates/?{query}")
    assert answer.status == 200 and not answer.response.context["rows"]
