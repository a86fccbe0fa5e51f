"""How often it was used and what came of it, told to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse

from iep.bank import counting
from iep.bank.counting import Counted, Figures
from iep.models import Review, TargetOutcome
from sendcase import moment
from tests.factories.bank import bank_target
from tests.factories.iep import PlanFactory, TargetFactory
from tests.factories.people import sign_in
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


def used(case, entry, outcome=None, *, years=8, area="cl", shared=True, days=0):
    """A plan with that target for a child of that age; reviewed where an outcome is given."""
    today = moment.today()
    pupil = PupilFactory(school=case.school, born_on=today - timedelta(days=365 * years + 120))
    plan = PlanFactory(
        pupil=pupil, agreed=True, targets=0, lead=case.teacher,
        shared_at=moment.now() if shared else None,
    )  # fmt: skip
    plan.areas.set(case.school.areas.filter(code=area))
    row = TargetFactory(plan=plan, from_bank=entry)
    if outcome:
        reviewed(case, plan, row, outcome, days)
    return row


def reviewed(case, plan, row, outcome, days=0):
    review = Review.objects.create(
        school=case.school, plan=plan, number=plan.reviews.count() + 1, reviewed_by=case.teacher,
        reviewed_on=moment.today() - timedelta(days=days),
    )  # fmt: skip
    return TargetOutcome.objects.create(
        school=case.school, review=review, target=row, outcome=outcome
    )


def test_plans_that_were_shared_and_targets_that_were_reviewed_are_counted(case, entry):
    for outcome in ("met", "exceeded", "partly", None):
        used(case, entry, outcome)
    used(case, entry, shared=False)
    used(case, bank_target(case.school), "met")
    TargetFactory(plan=used(case, entry).plan, from_bank=entry, removed_at=moment.now())

    found = counting.counted([entry.pk])[entry.pk]

    assert (found.used, found.reviewed, found.met) == (5, 3, 2)


def test_only_needs_like_these_are_similar(case, entry):
    used(case, entry, "met", years=8)
    used(case, entry, "partly", years=8)
    used(case, entry, "met", years=5)  # another key stage
    used(case, entry, "met", years=8, area="ci")  # the plan was about something else

    found = counting.counted([entry.pk], year="4")[entry.pk]

    assert (found.reviewed, found.similar_reviewed, found.similar_met) == (4, 2, 1)
    assert counting.counted([entry.pk], year="X")[entry.pk].similar_reviewed == 0


def test_the_school_year_begins_in_september():
    assert counting.band_of("R") == (-9, 0) and counting.band_of("2") == (1, 2)
    assert counting.band_of("11") == (10, 11) and counting.band_of("M") is None


@pytest.mark.parametrize(
    ("found", "sees_all", "words"),
    [
        (Counted(14, 11, 9), True, "Used in 14 plans, 9 of 11 reviewed met."),
        (Counted(1), True, "Used in 1 plan, none reviewed yet."),
        (Counted(), True, "Not used yet."),
        (Counted(14, 11, 9, 5, 4), True,
         "Used in 14 plans, 9 of 11 reviewed met. Similar needs here: 4 of 5."),
        (Counted(14, 7, 7, children=7), False, "Too few to say yet."),
        (Counted(), False, "Too few to say yet."),
        (Counted(14, 8, 7, children=8), False, "Used in 14 plans, 7 of 8 reviewed met."),
        # Many reviews of few children tell of these children.
        (Counted(14, 14, 9, children=7), False, "Too few to say yet."),
        (Counted(14, 11, 9, 8, 7, 11, 7, (7, 4)), False, "Used in 14 plans, 9 of 11 reviewed met."),
        # A subtraction would tell of the other three.
        (Counted(14, 11, 9, 8, 7, 11, 8, (8, 3)), False, "Used in 14 plans, 9 of 11 reviewed met."),
        (Counted(20, 16, 9, 8, 7, 16, 8, (8, 8)), False,
         "Used in 20 plans, 9 of 16 reviewed met. Similar needs here: 7 of 8."),
        # So would two, of what is asked for children of two key stages.
        (Counted(30, 21, 9, 9, 7, 21, 9, (9, 9, 3)), False,
         "Used in 30 plans, 9 of 21 reviewed met."),
        # Two that are too few hide each other, unless they are the same children.
        (Counted(30, 18, 9, 9, 7, 18, 9, (9, 5, 4)), False,
         "Used in 30 plans, 9 of 18 reviewed met. Similar needs here: 7 of 9."),
        (Counted(30, 18, 9, 9, 7, 14, 9, (9, 5, 4)), False,
         "Used in 30 plans, 9 of 18 reviewed met."),
    ],
)  # fmt: skip
def test_what_is_said(found, sees_all, words):
    assert Figures({1: found}, sees_all).words(1) == words


def test_one_child_in_many_plans_is_one_child(client, case, entry):
    row = used(case, entry, "met")
    for _ in range(8):
        plan = PlanFactory(
            pupil=row.plan.pupil, targets=0, lead=case.teacher, state="closed",
            shared_at=moment.now(), kind=row.plan.kind, closed_reason="Over",
        )  # fmt: skip
        reviewed(case, plan, TargetFactory(plan=plan, from_bank=entry), "partly")

    found = counting.counted([entry.pk], year="4")[entry.pk]

    assert (found.reviewed, found.children, found.similar_children) == (9, 1, 1)
    page = sign_in(client, case.teacher).get(reverse("bank:target", args=[entry.pk]))
    assert "Too few to say yet." in page.content.decode()


def test_children_are_counted_by_key_stage_and_the_rest_apart(case, entry):
    for years, area in ((8, "cl"), (8, "cl"), (5, "cl"), (8, "ci"), (13, "ci")):
        used(case, entry, "met", years=years, area=area)

    found = counting.counted([entry.pk], year="4")[entry.pk]

    assert (found.children, found.similar_children) == (5, 2)
    assert sorted(found.cells) == [1, 2, 2]


def test_small_numbers_order_nothing_for_those_who_may_not_know_them():
    few, many = Counted(2, 2, 2, children=2), Counted(9, 9, 9, children=9)
    assert Figures({1: few}, sees_all=False).rank(1) == 0.5
    assert Figures({1: few}, sees_all=True).rank(1) > 0.5
    assert Figures({1: many}, sees_all=False).rank(1) > 0.5


def test_the_senco_reads_figures_and_the_teacher_that_they_are_too_few(client, case, entry):
    used(case, entry, "met")
    address = reverse("bank:target", args=[entry.pk])

    assert (
        "Used in 1 plan, 1 of 1 reviewed met."
        in sign_in(client, case.senco).get(address).content.decode()
    )
    told = sign_in(client, case.teacher).get(address).content.decode()
    assert "Too few to say yet." in told and "1 of 1" not in told
