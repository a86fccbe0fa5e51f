"""What the database itself promises of EHC plans, and who sees the tab."""

import pytest
from django.db import IntegrityError, transaction

from accounts.grants import GRANTS
from accounts.permissions import Permission, Role
from ehcp.plans.models import EhcPlan
from sendcase import moment
from tests.factories.ehcp import (
    AnnualReviewFactory,
    AssessmentRequestFactory,
    EhcPlanFactory,
    written_plan,
)
from tests.factories.people import member, sign_in

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_pupil_has_one_open_plan_request_and_review():
    plan, asked = EhcPlanFactory(), AssessmentRequestFactory()
    review = AnnualReviewFactory(plan=plan)

    refused(lambda: EhcPlanFactory(pupil=plan.pupil))
    refused(lambda: AssessmentRequestFactory(pupil=asked.pupil))
    refused(lambda: AnnualReviewFactory(plan=review.plan))
    ended = EhcPlanFactory(
        pupil=plan.pupil, state="ceased", ended_on=moment.today(), end_reason="No longer needed."
    )
    assert ended.pk


def test_a_plan_in_force_was_issued_and_an_ended_one_says_why():
    refused(lambda: EhcPlanFactory(issued_on=None))
    refused(lambda: EhcPlanFactory(state="ceased", ended_on=moment.today()))


def test_the_whole_file_is_for_senco_and_head_only():
    holders = {perm: {role for role in GRANTS if perm in GRANTS[role]} for perm in Permission}

    assert holders[Permission.EHC_VIEW] == {Role.SENCO, Role.HEAD}
    assert holders[Permission.EHC_EDIT] == {Role.SENCO}
    assert holders[Permission.EHC_NEEDS] == {Role.SENCO, Role.HEAD, Role.TEACHER}
    assert holders[Permission.EHC_SUMMARY] == {Role.SENCO, Role.HEAD, Role.TEACHER, Role.SUPPORT}
    assert not holders[Permission.EHC_DISCLOSE] & holders[Permission.EHC_DISCLOSE_SECOND]


def test_governors_and_other_schools_find_no_plan():
    plan = written_plan()
    for role in (Role.GOVERNOR, Role.OFFICE, Role.TRUST_LEAD):
        person = member(plan.school, role)
        assert not EhcPlan.objects.visible_to(person) and not EhcPlan.objects.known_to(person)
    assert list(EhcPlan.objects.visible_to(member(plan.school, Role.SENCO))) == [plan]
    stranger = member(EhcPlanFactory().school, Role.SENCO)
    assert plan not in EhcPlan.objects.visible_to(stranger)


def test_the_tab_opens_for_the_senco_and_not_for_the_office(client):
    pupil = EhcPlanFactory().pupil
    sign_in(client, member(pupil.school, Role.SENCO))
    assert client.get(f"/pupils/{pupil.pk}/ehc/").status_code == 200
    sign_in(client, member(pupil.school, Role.OFFICE))
    assert client.get(f"/pupils/{pupil.pk}/ehc/").status_code in (403, 404)
