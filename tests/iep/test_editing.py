"""Saving the head and the rows together, and two people at one plan."""

from datetime import timedelta

import pytest

from audit.models import Event, EventDetail
from iep import services
from iep.models import Target
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.iep import PlanFactory, shared_plan

pytestmark = pytest.mark.django_db


def row(kept, /, **changes):
    names = ("target", "criteria", "resources", "strategies", "delivered_by")
    return {"id": kept.pk, **{name: getattr(kept, name) for name in names}, **changes}


def rows_of(plan):
    return list(plan.targets.filter(removed_at=None))


def save(plan, by, rows=None, version=None, **head):
    rows = [row(target) for target in rows_of(plan)] if rows is None else rows
    return services.save_plan(
        plan=plan, version=version or plan.version, by=by, head=head, rows=rows
    )


def test_head_and_rows_are_saved_and_rows_keep_their_identity(case, plan):
    first, second, third = rows_of(plan)
    new = {"id": None, "target": "Write her name.", "criteria": "4 of 5 days"}

    saved = save(
        plan, case.teacher, [row(first, target="Read 30 words."), row(second), row(third), new],
        strengths="Draws well",
    )  # fmt: skip

    assert (saved.strengths, saved.version) == ("Draws well", plan.version + 1)
    assert [t.target for t in rows_of(plan)] == [
        "Read 30 words.", second.target, third.target, "Write her name.",
    ]  # fmt: skip
    assert [t.pk for t in rows_of(plan)][:3] == [first.pk, second.pk, third.pk]


def test_a_row_taken_out_keeps_its_words_and_its_day(case, plan):
    first, second, third = rows_of(plan)

    save(plan, case.teacher, [row(first), row(second, remove=True), row(third)])

    second.refresh_from_db()
    assert second.removed_at is not None
    assert second.target.startswith("Read ")
    assert [t.pk for t in rows_of(plan)] == [first.pk, third.pk]


def test_a_row_taken_out_by_somebody_else_comes_back_when_it_is_saved_again(case, plan):
    first, *_ = rows_of(plan)
    mine = row(first, target="Read 40 words.")
    save(plan, case.senco, [row(first, remove=True)])

    save(plan, case.teacher, [mine], version=plan.version + 1)

    first.refresh_from_db()
    assert (first.removed_at, first.target) == (None, "Read 40 words.")


def test_rows_of_another_plan_are_refused_and_nothing_is_saved(case, plan):
    foreign = PlanFactory().targets.first()

    with pytest.raises(Target.DoesNotExist):
        save(plan, case.teacher, [row(foreign, target="Mine now")], strengths="Changed")

    plan.refresh_from_db()
    foreign.refresh_from_db()
    assert plan.strengths != "Changed"
    assert foreign.target != "Mine now"


def test_the_same_row_twice_is_refused(case, plan):
    first = rows_of(plan)[0]
    with pytest.raises(Target.DoesNotExist):
        save(plan, case.teacher, [row(first), row(first, target="Twice")])


def test_a_stale_save_writes_nothing(case, plan):
    save(plan, case.senco, strengths="Saved first")

    with pytest.raises(Stale) as stale:
        save(plan, case.teacher, version=plan.version, strengths="Saved second")

    assert stale.value.current.strengths == "Saved first"
    plan.refresh_from_db()
    assert plan.strengths == "Saved first"


def test_changing_an_agreed_plan_takes_the_agreement_back(case):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True)

    assert save(plan, case.teacher, strengths="New words").state == "draft"


def test_a_shared_plan_cannot_be_saved_before_it_is_opened_for_changes(case, no_printing):
    plan = shared_plan(case.pupil, by=case.senco)

    with pytest.raises(IllegalMove, match="Change this plan"):
        save(plan, case.teacher, strengths="Sneaked in")


def test_a_review_before_the_start_is_refused_with_both_dates(case, plan):
    with pytest.raises(ValueError, match="review is on .* starts on"):
        save(plan, case.teacher, review_on=plan.starts_on - timedelta(days=1))


def test_a_plan_before_birth_is_refused_with_both_dates(case, plan):
    with pytest.raises(ValueError, match=r"date of birth is Wed 14 Mar 2018"):
        save(plan, case.teacher, starts_on=case.pupil.born_on - timedelta(days=1))


def test_saving_is_audited_with_what_changed_only(case, plan):
    before = plan.strengths
    save(plan, case.teacher, strengths="Now this")

    detail = EventDetail.objects.get(event=Event.objects.get(verb="plan.saved")).text
    assert detail == {"strengths": [before, "Now this"]}


def test_undoing_changes_puts_every_word_back_as_it_was_shared(case, no_printing):
    plan = shared_plan(case.pupil, by=case.senco, strengths="As shared")
    plan.areas.set(case.school.areas.filter(code="cl"))
    plan = services.revise(plan=plan, by=case.teacher)
    first, second, third = rows_of(plan)
    new = {"id": None, "target": "A new one"}
    plan = save(
        plan, case.teacher,
        [row(first, target="Changed"), row(second, remove=True), row(third), new],
        strengths="Changed too", review_on=plan.review_on + timedelta(days=7),
    )  # fmt: skip

    plan = services.drop_changes(plan=plan, by=case.teacher)

    assert not plan.is_revising
    plan.refresh_from_db()
    assert plan.strengths == "As shared"
    assert plan.review_on == moment.today() + timedelta(weeks=6)
    assert [t.pk for t in rows_of(plan)] == [first.pk, second.pk, third.pk]
    assert rows_of(plan)[0].target == first.target
    assert list(plan.areas.all()) == []
