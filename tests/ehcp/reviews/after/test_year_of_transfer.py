"""A wrong year of a change of school is put right after the meeting; the dates follow."""

import pytest

from audit.models import Event
from ehcp.reviews import dates
from ehcp.reviews.after import services
from ehcp.reviews.planning import services as planning
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
TODAY = moment.today()
YEAR = TODAY.year + 1


def due(case):
    assert differences(case.school.pk) == []
    return list(Deadline.objects.open().filter(kind="ehc-review-transfer")
                .values_list("due_on", flat=True))  # fmt: skip


def set_year(case, year):
    case.row = planning.change_kind(row=case.row, by=case.senco, kind="transfer",
                                    transfer_year=year)  # fmt: skip


@pytest.mark.parametrize("state", ["held", "reported", "decided"])
def test_the_page_takes_the_right_year_and_today_follows(client, case, state):
    set_year(case, YEAR + 1)
    if state != "held":
        services.report(row=case.row, by=case.senco)
    if state == "decided":
        services.decide(row=case.row, by=case.senco, decision="amend", decided_on=TODAY)
    case.row.refresh_from_db()
    assert (case.row.state, [day.year for day in due(case)]) == (state, [YEAR + 1])

    sign_in(client, case.senco)
    assert f"{case.at}kind/" in client.get(case.at).content.decode()
    body = {"version": case.row.version, "kind": "transfer", "transfer_year": YEAR}
    assert client.post(f"{case.at}kind/", body).status_code == 302
    case.row.refresh_from_db()
    assert (case.row.state, [day.year for day in due(case)]) == (state, [YEAR])
    assert Event.objects.filter(verb="ehc_review.kind_changed").count() == 2
    complete = [line for line in dates.lines(case.row) if line.due.rule == "phase_transfer"]
    assert [line.due.on.year for line in complete] == [YEAR]


def test_a_finished_one_is_put_right_too_one_that_was_called_off_is_not(case):
    services.decide(row=case.row, by=case.senco, decision="maintain", decided_on=TODAY)
    set_year(case, YEAR)
    assert (case.row.state, due(case)) == ("finished", [])
    type(case.row).objects.update(state="called_off", called_off_reason="x")
    with pytest.raises(IllegalMove):
        set_year(case, YEAR)
