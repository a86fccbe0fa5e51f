"""A child leaves with a plan, and comes back without one."""

from datetime import timedelta

import pytest

from ehcp.plans import deadlines, leaving, services
from ehcp.plans.models import EhcPlan
from pupils.leaving import come_back, end_all
from reminders.models import Deadline
from sendcase import moment

pytestmark = pytest.mark.django_db
TODAY = moment.today()


def leave(case, day, was=None):
    case.pupil.left_on = day
    case.pupil.save(update_fields=["left_on"])
    from django.db import transaction

    with transaction.atomic():
        end_all(case.pupil, case.senco, was)
    case.plan.refresh_from_db()


def test_the_plan_ends_here_with_the_last_day_and_is_not_revived(case):
    deadlines.keep(case.plan)
    assert case.pupil.pk in set(leaving.waiting())
    leave(case, TODAY)
    assert (case.plan.state, case.plan.ended_on) == ("left", TODAY)
    assert not Deadline.objects.open().filter(kind__startswith="ehc-plan").exists()
    leave(case, TODAY - timedelta(days=1), was=TODAY)
    assert case.plan.ended_on == TODAY - timedelta(days=1)

    case.pupil.left_on = None
    case.pupil.save(update_fields=["left_on"])
    from django.db import transaction

    with transaction.atomic():
        come_back(case.pupil, case.senco)
    case.plan.refresh_from_db()
    assert case.plan.state == "left"
    assert services.record(pupil=case.pupil, by=case.senco, is_final=True, issued_on=TODAY,
                           local_authority="Westshire").state == "in_force"  # fmt: skip


def test_a_draft_is_dropped(case):
    EhcPlan.objects.update(state="draft", issued_on=None)
    leave(case, TODAY)
    assert case.plan.state == "dropped"
