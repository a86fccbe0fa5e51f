"""What a review decides happens in the same act, and only that."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from iep import services
from iep.models import SupportPlan, TargetOutcome
from iep.reviews import reading, stages
from iep.reviews.services import Went
from register import services as register
from reminders.kinds import kinds
from reminders.models import Deadline
from schools.models import Policy
from sendcase import edits, moment
from tests.factories.register import placed
from tests.iep.reviews.conftest import went

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]
TODAY = moment.today()
IN_SIX_WEEKS = TODAY + timedelta(weeks=6)


def review(case, plan, *codes, **said):
    said = {"reviewed_on": TODAY, "outcomes": went(plan, *codes)} | said
    return services.review(plan=plan, by=case.teacher, **said)


def keep(case, plan, *codes, on=IN_SIX_WEEKS):
    return review(case, plan, *codes, decision="keep", next_review_on=on)


def open_of(kind):
    return Deadline.objects.filter(kind=kind, state="open")


def agrees(kind, school):
    """What is open is what a recount from the records finds."""
    found = {(row.object_id, row.due_on) for row in open_of(kind).filter(school=school)}
    return found == {(each.object_id, each.due_on) for each in kinds[kind].recount(school.pk)}


def test_carrying_on_keeps_the_plan_shared_until_its_next_day(case, shared):
    keep(case, shared)

    shared.refresh_from_db()
    assert (shared.state, shared.review_on) == ("shared", IN_SIX_WEEKS)
    assert open_of("review-plan").get().due_on == IN_SIX_WEEKS
    assert Deadline.objects.filter(kind="review-plan", state="done").count() == 1
    assert agrees("review-plan", case.school)


def test_carrying_on_needs_a_day_that_is_still_to_come(case, shared):
    for day in (None, TODAY):
        with pytest.raises(ValueError, match="review"):
            keep(case, shared, on=day)


def test_a_plan_is_reviewed_again_and_shows_the_last_outcomes(case, shared):
    keep(case, shared, "some", "some", "some")
    keep(case, shared, "met", "partly", "some", on=IN_SIX_WEEKS + timedelta(days=1))

    assert [row.number for row in shared.reviews.all()] == [1, 2]
    shared.refresh_from_db()
    words = [words for words, *_ in reading.outcomes_of(shared).values()]
    assert words == ["Met", "Partly met", "Some progress"]


def test_undoing_changes_leaves_the_day_of_the_last_review(case, shared):
    keep(case, shared)
    plan = services.revise(plan=SupportPlan.objects.get(pk=shared.pk), by=case.teacher)
    plan = services.save_plan(plan=plan, version=plan.version, by=case.teacher, rows=[],
                              head={"strengths": "New", "review_on": IN_SIX_WEEKS +
                                    timedelta(days=9)})  # fmt: skip
    services.drop_changes(plan=plan, by=case.teacher)

    shared.refresh_from_db()
    assert (shared.review_on, shared.strengths) == (IN_SIX_WEEKS, "Kind to others, loves drawing.")
    assert open_of("review-plan").get().due_on == IN_SIX_WEEKS


def test_the_next_plan_opens_at_once_with_what_the_last_review_found_unmet(case, shared):
    keep(case, shared, "some", "some", "some")
    review(case, shared, "met", "partly", "exceeded", decision="next")

    shared.refresh_from_db()
    new = shared.next_plan
    assert (shared.state, new.state) == ("reviewed", "draft")
    assert [row.carried_from.position for row in new.targets.all()] == [2]


def test_a_kind_that_is_given_up_opens_no_next_plan(case, shared):
    kind = shared.kind
    kind.closed_on = TODAY
    kind.save()

    review(case, shared, decision="next")

    shared.refresh_from_db()
    assert shared.state == "reviewed"
    assert not hasattr(shared, "next_plan")


def test_closing_needs_a_reason_and_ends_the_plan_in_the_same_act(case, shared):
    with pytest.raises(ValueError, match="why"):
        review(case, shared, decision="close")
    assert shared.reviews.count() == 0

    review(case, shared, "met", "met", "met", decision="close", reason="All met")

    shared.refresh_from_db()
    assert (shared.state, shared.closed_reason) == ("closed", "All met")


@pytest.mark.parametrize("decision", ["step_up", "step_down"])
def test_a_step_asks_the_senco_and_moves_nobody(case, shared, decision):
    entry = placed(case.pupil, by=case.senco)

    made = review(case, shared, decision=decision)

    deadline = open_of("decide-stage").get()
    assert (deadline.object_id, deadline.owner_role) == (made.pk, "senco")
    entry.refresh_from_db()
    assert entry.until_on is None
    shared.refresh_from_db()
    assert shared.next_plan.state == "draft"
    assert agrees("decide-stage", case.school)


def test_moving_the_child_answers_the_question(case, shared):
    entry = placed(case.pupil, by=case.senco)
    made = review(case, shared, decision="step_up")
    stages.place_changed(case.pupil)  # something else about the place: it stays open
    assert open_of("decide-stage").exists()

    register.close(entry=entry, version=entry.version, by=case.senco, on=TODAY, reason="Moves on")

    assert not open_of("decide-stage").exists()
    made.refresh_from_db()
    assert made.stage_settled_at is not None
    assert agrees("decide-stage", case.school)


def test_the_stage_stays_with_a_reason(case, shared):
    made = review(case, shared, decision="step_up")
    with pytest.raises(ValueError, match="why"):
        stages.stays(review=made, by=case.senco, reason=" ")

    stages.stays(review=made, by=case.senco, reason="A new plan first")

    assert not open_of("decide-stage").exists()
    made.refresh_from_db()
    assert (made.stage_settled_by, made.stage_reason) == (case.senco, "A new plan first")


def test_a_failure_after_the_review_leaves_no_review(case, shared, monkeypatch):
    def broken(*args, **kwargs):
        raise edits.IllegalMove("No")

    monkeypatch.setattr("iep.reviews.services.next_plan", broken)
    with pytest.raises(edits.IllegalMove):
        review(case, shared, decision="next")
    assert shared.reviews.count() == 0


def test_outcomes_keep_the_words_of_their_day(case, shared):
    Policy.objects.filter(school=case.school).update(outcome_met="Got there")
    keep(case, shared, "met", "met", "met")
    Policy.objects.filter(school=case.school).update(outcome_met="Achieved")

    shared.refresh_from_db()
    assert {words for words, *_ in reading.outcomes_of(shared).values()} == {"Got there"}


def test_what_shows_it_stands_with_the_note(case, shared):
    outcomes = {pk: Went("met", "Steady.", "18 of 20") for pk in went(shared)}
    review(case, shared, outcomes=outcomes, decision="next")

    shared.refresh_from_db()
    assert {note for _, note, _ in reading.outcomes_of(shared).values()} == {
        "Steady.\nShown by: 18 of 20"
    }


def test_outcomes_that_are_there_get_the_words_they_had(case, shared):
    keep(case, shared, "some", "partly", "met")
    TargetOutcome.objects.update(words="")

    import_module("iep.migrations.0006_reviews_and_checks").forwards(apps, None)

    said = TargetOutcome.objects.order_by("pk").values_list("words", flat=True)
    assert list(said) == ["Some progress", "Partly met", "Met"]
