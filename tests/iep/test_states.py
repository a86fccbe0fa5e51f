"""Whatever people press in whatever order, a plan is never where the state table has no way."""

from datetime import timedelta

import pytest
from django.conf import settings as settings_of_django
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iep import content, services, states
from iep.models import SupportPlan
from iep.reviews import reading
from iep.versions.correcting import correct
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.iep import PlanFactory

ACTIONS = ["save", "agree", "share", "revise", "correct", "undo", "review", "keep", "next",
           "close"]  # fmt: skip


def press(action, plan, by):
    targets = plan.targets.filter(removed_at=None)
    do = {
        "save": lambda: services.save_plan(
            plan=plan, version=plan.version, by=by, rows=[],
            head={"strengths": plan.strengths + "."},
        ),
        "agree": lambda: services.agree(plan=plan, by=by),
        "share": lambda: services.share(plan=plan, by=by),
        "revise": lambda: services.revise(plan=plan, by=by),
        "correct": lambda: correct(plan=plan, by=by, reason="A wrong date of birth."),
        "undo": lambda: services.drop_changes(plan=plan, by=by),
        "review": lambda: services.review(
            plan=plan, by=by, reviewed_on=moment.today(),
            outcomes={target.pk: ("met", "") for target in targets},
        ),
        "keep": lambda: services.review(
            plan=plan, by=by, reviewed_on=moment.today(), decision="keep",
            next_review_on=plan.review_on + timedelta(days=7),
            outcomes={target.pk: ("partly", "") for target in targets},
        ),
        "next": lambda: services.next_plan(plan=plan, by=by),
        "close": lambda: services.close(plan=plan, by=by, reason="Enough"),
    }  # fmt: skip
    do[action]()


def invariants(plan):
    shared_before = plan.versions.exists()
    assert (plan.shared_at is not None) == shared_before
    assert not plan.is_revising or plan.state == "shared"
    assert plan.is_revising or not plan.correction_reason
    if plan.state in {"shared", "reviewed", "superseded"}:
        assert shared_before
    if plan.needs_second and plan.state in {"agreed", "shared", "reviewed", "superseded"}:
        assert None is not plan.first_agreed_by_id != plan.agreed_by_id
    if shared_before and not plan.is_revising:  # what is read is what went home
        live, frozen = content.of_plan(plan), reading.in_force(plan, plan.versions.first())
        assert live == frozen


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    actions=st.lists(
        st.tuples(st.sampled_from(ACTIONS), st.sampled_from(["teacher", "senco"])),
        min_size=1, max_size=12,
    ),
    needs_second=st.booleans(),
)  # fmt: skip
def test_no_sequence_of_steps_reaches_a_state_the_table_does_not_have(
    case, no_printing, actions, needs_second
):
    SupportPlan.objects.filter(state__in=["draft", "agreed", "shared"]).update(
        state="closed", is_revising=False, correction_reason=""
    )
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, targets=1, needs_second=needs_second)
    pk = plan.pk
    for action, who in actions:
        plan, by = SupportPlan.objects.get(pk=pk), getattr(case, who)
        before = states.phase(plan)
        expected = states.MOVES[states.step(plan, action)].get(before)
        twice = action in {"agree", "share"} and states.first_of_two(plan) == by.pk
        try:
            press(action, plan, by)
        except IllegalMove:
            assert expected is None or action == "next" or twice  # a second next plan too
            expected = before
        after = SupportPlan.objects.get(pk=pk)
        assert states.phase(after) == expected
        invariants(after)


def test_the_table_names_only_states_there_are():
    known = {*SupportPlan.State.values, *states.PHASES}
    for action, moves in states.MOVES.items():
        assert {*moves, *moves.values()} <= known, action
        assert action in states.VERBS


@pytest.mark.parametrize("action", ACTIONS + ["supersede"])
@pytest.mark.parametrize("needs_second", [False, True])
def test_every_refusal_says_why_in_words(action, needs_second):
    for state in SupportPlan.State:
        plan = SupportPlan(state=state, needs_second=needs_second)
        if states.can(plan, action):
            continue
        with pytest.raises(IllegalMove, match=r"^You can’t .* this plan: .*\."):
            states.check(plan, action)


def test_the_docs_show_the_table_as_it_is():
    page = (settings_of_django.BASE_DIR / "docs/decisions/plans.md").read_text()
    assert [line for line in page.splitlines() if line.startswith("| ")][1:] == states.table()
