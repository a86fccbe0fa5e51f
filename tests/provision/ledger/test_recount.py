"""The ledger equals an independent recount: 200 random histories here, 10,000 in `make faults`."""

import pytest

from provision.ledger import attributing, counting
from tests.faults.harness import seeds
from tests.provision.ledger.histories import history, recounted

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]
HISTORIES = 200
PARTS = ("promised", "given", "missed", "short", "not_ticked", "not_planned", "beyond")


def told(week) -> dict:
    return {part: getattr(week, part) for part in PARTS}


@pytest.mark.parametrize("seed", seeds())
def test_the_ledger_equals_a_recount_of_random_histories(seed):
    for number in range(HISTORIES):
        made = history(seed * HISTORIES + number)
        outings = attributing.outings(made.places, made.sessions, made.marks)
        school = counting.SchoolDays(made.calendar)
        for promise, amount in made.amounts.items():
            rows = counting.weeks_of(amount, outings[promise], school, made.today)
            said = {row.monday: told(row) for row in rows}
            assert said == recounted(made, promise), f"history {seed * HISTORIES + number}"
            for row in [*rows, counting.of_weeks(rows)]:
                assert balances(row)


def balances(row) -> bool:
    accounted = row.given + row.lost + row.not_ticked + row.not_planned - row.beyond
    return row.promised == accounted
