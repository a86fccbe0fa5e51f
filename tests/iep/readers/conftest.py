"""A plan shared by the SENCO, and those who work with the child."""

from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from iep.models import PlanVersion, SupportPlan
from iep.services.starting import rules_of
from pupils.models import Document, Pupil
from sendcase import moment
from tests.factories.iep import shared_plan
from tests.factories.people import member
from tests.factories.pupils import assign


@pytest.fixture
def shared(case, no_printing):
    return shared_plan(case.pupil, by=case.senco)


@pytest.fixture
def helper(case):
    person = member(case.school, Role.SUPPORT, name="Mrs D. Lamb")
    assign(person, case.pupil)
    return person


@pytest.fixture
def many_shared(case):
    """So many children of the class with a plan that the SENCO shared, written at once."""

    def write(count):
        kind = case.school.plan_kinds.first()
        pupils = Pupil.objects.bulk_create(
            Pupil(school=case.school, class_group=case.klass, legal_first_name=f"N{n:03}",
                  born_on=date(2018, 1, 1), year="3", sort_key=f"n{n:03}") for n in range(count)
        )  # fmt: skip
        plans = SupportPlan.objects.bulk_create(
            SupportPlan(school=case.school, pupil=pupil, kind=kind, lead=case.senco,
                        state="shared", agreed_by=case.senco, shared_at=moment.now(),
                        starts_on=moment.today(), review_on=moment.today() + timedelta(days=40),
                        **rules_of(kind)) for pupil in pupils
        )  # fmt: skip
        papers = Document.objects.bulk_create(
            Document(school=case.school, pupil=plan.pupil, title="Plan", size=1, sha256="0",
                     media_type="application/pdf", needs="plan_view", made_by=case.senco)
            for plan in plans
        )  # fmt: skip
        PlanVersion.objects.bulk_create(
            PlanVersion(plan=plan, number=1, made_by=case.senco, schema=1, content="{}",
                        sha256="0", document=paper)
            for plan, paper in zip(plans, papers, strict=True)
        )  # fmt: skip

    return write
