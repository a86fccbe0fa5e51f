"""The meeting was held, then the child leaves or the plan ends: the authority still decides."""

from datetime import timedelta

import pytest
from django.db import transaction

from audit.models import Event
from ehcp.plans import services as plans
from ehcp.reviews import dates, deadlines
from ehcp.reviews.after import services
from pupils.leaving import end_all
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
TODAY = moment.today()
DAY = timedelta(days=1)


def leaves(case):
    case.pupil.left_on = TODAY - DAY
    case.pupil.save(update_fields=["left_on"])
    with transaction.atomic():
        end_all(case.pupil, case.senco, None)


def ends(case):
    plans.cease(plan=case.row.plan, last_day=TODAY - DAY, reason="It ended it.", by=case.senco)


def of_plan(case) -> tuple:
    case.row.refresh_from_db()
    plan = type(case.row.plan).objects.get(pk=case.row.plan_id)
    return plan.state, plan.ended_on, plan.reviewed_on


@pytest.mark.parametrize(("over", "state"), [(leaves, "left"), (ends, "ceased")])
@pytest.mark.parametrize("decision", ["maintain", "cease"])
def test_the_decision_is_written_down_and_the_plan_stays_ended(client, case, over, state, decision):
    over(case)
    sign_in(client, case.senco)
    case.row.refresh_from_db()
    body = {"version": case.row.version, "decision": decision, "decided_on": TODAY.isoformat()}
    assert client.post(f"{case.at}after/decision/", body).status_code == 302
    assert of_plan(case) == (state, TODAY - DAY, TODAY)
    assert (case.row.state, case.row.decision) == ("finished", decision)
    services.put_right(row=case.row, by=case.senco, decision=decision, decided_on=TODAY - DAY,
                       reason="Misread.")  # fmt: skip
    assert of_plan(case) == (state, TODAY - DAY, TODAY - DAY)


@pytest.mark.parametrize("over", [leaves, ends])
def test_a_change_is_written_down_to_its_end(case, over):
    over(case)
    row = services.decide(row=case.row, by=case.senco, decision="amend", decided_on=TODAY - DAY)
    row = services.serve_notice(row=row, by=case.senco, notice_on=TODAY - DAY)
    assert services.final_plan(row=row, by=case.senco, final_on=TODAY).state == "finished"


def reported(case):
    services.report(row=case.row, by=case.senco)
    case.row.refresh_from_db()
    how = {each.pk: "post" for each in case.people.values()}
    services.sent(row=case.row, by=case.senco, on=TODAY, how=how)
    case.row.refresh_from_db()


def owed(case) -> set:
    assert differences(case.school.pk) == []
    rows = Deadline.objects.open().filter(pupil=case.pupil, kind__startswith="ehc-review-")
    return set(rows.values_list("kind", flat=True))


@pytest.mark.parametrize(("over", "left"), [(leaves, set()), (ends, {deadlines.DECISION})])
def test_one_of_which_the_authority_says_nothing_is_closed_with_a_reason(client, case, over, left):
    reported(case)
    over(case)
    assert owed(case) == left  # a child who left has no deadline here at all
    sign_in(client, case.senco)
    assert f"{case.at}after/closed/" in client.get(case.at).content.decode()
    case.row.refresh_from_db()
    body = {"version": case.row.version, "reason": "Asked twice: Northshire has the plan."}
    assert client.post(f"{case.at}after/closed/", body).status_code == 302
    case.row.refresh_from_db()
    assert (case.row.state, case.row.closed_on, owed(case)) == ("closed", TODAY, set())
    assert Event.objects.filter(verb="ehc_review.closed", actor_id=case.senco.pk).count() == 1
    page = client.get(case.at).content.decode()
    assert "Northshire has the plan" in page and "Not awaited any more" in page
    later = TODAY + 200 * DAY  # what it did after that, nobody here knows
    assert "la_decision" not in {line.due.rule for line, _ in dates.missed(case.row, later)}


def test_its_letter_may_come_all_the_same(client, case):
    reported(case)
    ends(case)
    case.row.refresh_from_db()
    services.close(row=case.row, by=case.senco, reason="Northshire has the plan.")
    sign_in(client, case.senco)
    case.row.refresh_from_db()
    answer = client.post(f"{case.at}after/wait-again/", {"version": case.row.version})
    assert answer.status_code == 302 and owed(case) == {deadlines.DECISION}
    row = services.decide(row=case.row, by=case.senco, decision="amend", decided_on=TODAY)
    row = services.close(row=row, by=case.senco, reason="The amended plan goes elsewhere.")
    row = services.wait_again(row=row, by=case.senco)
    assert (row.state, row.closed_on, row.closed_reason) == ("decided", None, "")


def test_nothing_is_closed_that_the_school_still_owes_or_is_owed(case):
    with pytest.raises(IllegalMove, match="report is not out"):
        services.close(row=case.row, by=case.senco, reason="x")
    services.report(row=case.row, by=case.senco)
    with pytest.raises(IllegalMove, match="in force here"):
        services.close(row=case.row, by=case.senco, reason="x")
    ends(case)
    case.row.refresh_from_db()
    with pytest.raises(IllegalMove, match="gets the report"):
        services.close(row=case.row, by=case.senco, reason="x")
    how = {each.pk: "post" for each in case.people.values()}
    services.sent(row=case.row, by=case.senco, on=TODAY, how=how)
    with pytest.raises(IllegalMove, match="Say why"):
        services.close(row=case.row, by=case.senco, reason=" ")
