"""A class with plans: fast, with versions frozen without paper."""

import pytest

from iep import content
from iep.bank.matching import key_of
from iep.bank.models import Strategy
from iep.models import PlanVersion
from pupils import documents
from sendcase.frozen.services import freeze
from tests.factories.iep import PlanFactory, TargetFactory


@pytest.fixture
def planned(case):
    """planned(pupil, "text of target 1", …): a plan shared with these class strategies."""

    def make(pupil, *strategies):
        plan = PlanFactory(pupil=pupil, agreed=True, state="shared", lead=case.teacher, targets=0)
        for position, text in enumerate(strategies, 1):
            TargetFactory(plan=plan, position=position, strategies=text)
        share_again(plan, case.teacher)
        return plan

    return make


def share_again(plan, by):
    """What sharing freezes, without the printing."""
    paper = documents.store(
        title="Plan", needs="plan_view", pupil=plan.pupil, data=b"%PDF-1.7",
        media_type="application/pdf", by=by,
    )  # fmt: skip
    return freeze(
        PlanVersion, owner={"plan": plan}, content=content.of_plan(plan), schema=content.SCHEMA,
        document=paper, by=by,
    )  # fmt: skip


@pytest.fixture
def bank(case):
    """ "Give instructions in steps", essential; one more that helps."""

    def kept(words, need_words="", weight=2):
        return Strategy.objects.create(
            school=case.school, words=words, key=key_of(words), need_words=need_words,
            weight=weight, state="kept",
        )  # fmt: skip

    return [
        kept("Give instructions in steps", "need instructions in steps", 3),
        kept("Sit near the front", "", 1),
    ]
