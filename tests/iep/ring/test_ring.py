"""Where a child is in the cycle, from the records: the step, what is next, by whom."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from iep import services as plans
from iep.dates import words
from iep.ring.picture import ring
from sendcase import moment
from tests.factories.iep import PlanFactory, accepted, reviewed_plan, shared_plan
from tests.factories.people import member, sign_in
from tests.factories.pupils import ContactFactory
from tests.factories.register import placed
from tests.factories.schools import hold_class
from tests.iep.posting import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
TODAY = moment.today()


def shown(client, case, person=None):
    page = sign_in(client, person or case.senco).get(case.pupil.get_absolute_url())
    assert page.status_code == 200
    return [line["given"]["place"] for line in page.context["drawn"]]


def told(client, case, person=None):
    [place] = shown(client, case, person)
    return place.name, place.now, place.after


def test_a_child_without_a_stage_and_a_plan_has_no_ring(client, case):
    assert shown(client, case) == []


def test_assess_a_child_on_a_stage_without_a_plan(client, case):
    placed(case.pupil, by=case.senco)
    step, now, after = told(client, case)
    assert (step, now) == ("Assess", "there is no plan at the moment.")
    assert after == "The class teacher and the SENCO look at what is needed."


def test_plan_once_a_plan_is_owed_by_whose_deadline_it_is(client, case):
    accepted(case)
    assert told(client, case) == ("Plan", "a plan is to be written.", "Ms T. Archer writes it.")


def test_plan_while_it_is_written_and_agreed(client, case):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    assert told(client, case) == ("Plan", "the plan is being written.", "Ms T. Archer writes it.")
    plans.agree(plan=plan, by=case.senco)
    assert told(client, case)[1:] == (
        "the plan is agreed.", "Ms T. Archer shares it with the family.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "step"), [(15, "Do"), (14, "Review"), (0, "Review"), (-1, "Review")]
)
def test_do_until_two_weeks_before_the_review(client, case, days, step):
    day = TODAY + timedelta(days=days)
    shared_plan(case.pupil, by=case.teacher, starts_on=TODAY - timedelta(days=30), review_on=day)
    found, now, after = told(client, case)
    assert (found, after) == (step, "Ms T. Archer reviews it.")
    assert words(day) in now
    assert ("is late" in now) == (days < 0)


def test_a_plan_that_begins_later_says_when(client, case):
    begins = TODAY + timedelta(days=5)
    shared_plan(case.pupil, by=case.senco, starts_on=begins)
    assert told(client, case)[1].startswith(f"the plan starts on {words(begins)} and runs until")


def test_after_the_review_the_next_plan_and_then_the_next_ring(client, case):
    plan = reviewed_plan(case.pupil, by=case.teacher)
    assert told(client, case) == (
        "Plan", "the plan was reviewed.", "Ms T. Archer writes the next one, or closes this one.",
    )  # fmt: skip
    plans.next_plan(plan=plan, by=case.teacher)
    assert told(client, case)[1].endswith("is being written.")


def test_who_reviews_is_whose_deadline_it_is_not_who_once_led(client, case):
    gone = member(case.school, Role.TEACHER, name="Mr Gone")
    shared_plan(case.pupil, by=gone)
    assert told(client, case)[2] == "Ms T. Archer reviews it."


def test_of_two_plans_the_one_at_work_is_told_by_its_name(client, case):
    kinds = list(case.school.plan_kinds.all()[:2])
    shared = shared_plan(case.pupil, by=case.teacher, kind=kinds[1])
    PlanFactory(pupil=case.pupil, lead=case.teacher, kind=kinds[0])
    step, now, _ = told(client, case)
    assert (step, shared.kind.short_name in now) == ("Do", True)


def test_closed_plans_are_over(client, case):
    plan = shared_plan(case.pupil, by=case.senco)
    plans.close(plan=plan, by=case.senco, reason="Over")
    assert shown(client, case) == []


def test_who_may_not_read_plans_sees_no_ring(client, case):
    shared_plan(case.pupil, by=case.teacher)
    assert shown(client, case, member(case.school, Role.OFFICE)) == []
    colleague = member(case.school, Role.TEACHER)
    hold_class(colleague, case.klass)
    assert len(shown(client, case, colleague)) == 1


def test_the_page_stays_within_its_bound(client, case):
    accepted(case)
    ContactFactory(pupil=case.pupil)
    shared_plan(case.pupil, by=case.teacher)
    for person in (case.senco, case.teacher):
        sign_in(client, person)
        with queries(at_most=14):
            client.get(case.pupil.get_absolute_url())


def test_the_drawing_is_the_words_again_and_carries_no_style(client, case):
    shared_plan(case.pupil, by=case.teacher)
    page = sign_in(client, case.senco).get(case.pupil.get_absolute_url()).content.decode()
    drawing = page.split("<svg", 1)[1].split("</svg>", 1)[0]
    assert 'aria-hidden="true"' in drawing
    assert "style" not in drawing
    assert "<strong>Do:</strong>" in page


def test_each_step_is_drawn_strong_in_its_turn():
    drawn = [str(ring(step)) for step in range(4)]
    for step, name in enumerate(("Assess", "Plan", "Do", "Review")):
        assert drawn[step].count('font-weight="700"') == 1
        assert f'font-weight="700" text-anchor="middle" fill="currentColor">{name}<' in drawn[step]
