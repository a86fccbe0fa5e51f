"""What is still being written leaves with no pack: the help that is promised is what was shared,
section F what was kept.
"""

import pytest

from ehcp.packs.case import Case
from ehcp.packs.gathering import support
from ehcp.plans import services as plans
from sendcase import moment
from tests.factories.ehcp import AssessmentRequestFactory, written_plan
from tests.factories.iep import PlanFactory, TargetFactory, shared_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil(monkeypatch):
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: b"%PDF")
    monkeypatch.setattr("ehcp.plans.printing.render_pdf", lambda html: b"%PDF")
    return PupilFactory()


@pytest.fixture
def case(pupil):
    senco = member(pupil.school, "senco")
    return Case(by=senco, request=AssessmentRequestFactory(pupil=pupil, recorded_by=senco))


def promised(case) -> str:
    case = Case(by=case.by, request=case.request)  # read anew
    shared = case.shared_plans
    live = [(plan, shared[plan.pk]) for plan in case.support_plans if plan.pk in shared]
    lines = support.section_f(case.kept)
    return str([block.rows for block in support._promised(live, lines)])


def test_a_draft_promises_nothing_yet(case, pupil):
    TargetFactory(plan=PlanFactory(pupil=pupil), target="quincunx draft")
    assert support.provision(case) == []


def test_what_was_shared_counts_and_not_what_is_typed_since(case, pupil):
    plan = shared_plan(pupil, by=case.by)
    said = plan.targets.first().target
    plan.targets.update(target="quincunx typed since", resources="quincunx")
    assert [item.key for item in support.provision(case)] == ["provision:1"]
    assert said in promised(case) and "quincunx" not in promised(case)


def test_section_f_is_that_of_the_version_that_was_kept(case, pupil):
    plan = written_plan(pupil=pupil, recorded_by=case.by)
    assert support.provision(case) == []
    plans.keep(plan=plan, kind="final", dated_on=moment.today(), by=case.by)
    plan.ehcprovisions.update(words="quincunx proposed")
    assert "Language group." in promised(case) and "quincunx" not in promised(case)
    assert "30 minutes, twice a week" in promised(case)
