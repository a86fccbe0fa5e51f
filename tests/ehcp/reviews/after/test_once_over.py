"""The meeting was held, then the child leaves or the plan ends: the authority still decides."""

from datetime import timedelta

import pytest
from django.db import transaction

from ehcp.plans import services as plans
from ehcp.reviews.after import services
from pupils.leaving import end_all
from sendcase import moment
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
