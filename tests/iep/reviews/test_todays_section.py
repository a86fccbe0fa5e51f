"""Which classes Today names because several of their plans are to be reviewed."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from iep.models import SupportPlan
from iep.reviews import panel
from pupils.models import Pupil
from reminders.today import extra_sections
from sendcase import moment
from tests.factories.iep import PlanFactory, reviewed_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import ClassGroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


def plans(group, *days):
    """A shared plan for each, to be reviewed in so many days."""
    return [
        PlanFactory(
            pupil=PupilFactory(school=group.school, class_group=group), agreed=True, state="shared",
            targets=0, review_on=moment.today() + timedelta(days=each),
            starts_on=moment.today() - timedelta(days=40),
        )
        for each in days
    ]  # fmt: skip


def said(person, school) -> list[tuple[str, str]]:
    return [(line["text"].split(" to review")[0], line["status"])
            for line in panel.lines(person, school)]  # fmt: skip


def test_a_class_with_several_plans_due_in_two_weeks_or_late_is_named(case):
    plans(case.klass, -1, 0, 14, 15)
    plans(ClassGroupFactory(school=case.school, name="Elm"), 3)  # one alone is a line of its own
    assert said(case.senco, case.school) == [("Willow: 3 plans", "1 late")]
    [line] = panel.lines(case.senco, case.school)
    assert line["url"] == f"/{case.school.slug}/plans/review-together/?class={case.klass.pk}"


def test_what_is_not_shared_or_was_reviewed_lately_or_is_being_changed_counts_for_nothing(case):
    first, second, third = plans(case.klass, 1, 2, 3)
    SupportPlan.objects.filter(pk=first.pk).update(state="draft")
    SupportPlan.objects.filter(pk=second.pk).update(is_revising=True)
    lately = {"review_on": moment.today(), "starts_on": moment.today() - timedelta(days=40)}
    done = reviewed_plan(case.pupil, by=case.senco, **lately)
    SupportPlan.objects.filter(pk=done.pk).update(state="shared", review_on=moment.today())
    assert said(case.senco, case.school) == []
    plans(case.klass, 4)
    assert said(case.senco, case.school) == [("Willow: 2 plans", "")]
    Pupil.objects.filter(pk=third.pupil_id).update(class_group=None)
    assert said(case.senco, case.school) == []


def test_a_teacher_reads_of_their_own_class_and_nobody_of_another_school_s(case):
    elm = ClassGroupFactory(school=case.school, name="Elm")
    plans(case.klass, 1, 2)
    plans(elm, 1, 2, 3)
    elsewhere = ClassGroupFactory()
    plans(elsewhere, 1, 2)
    assert said(case.teacher, case.school) == [("Willow: 2 plans", "")]
    assert said(case.senco, case.school) == [("Elm: 3 plans", ""), ("Willow: 2 plans", "")]
    assert said(case.senco, elsewhere.school) == []
    assert said(member(case.school, Role.OFFICE), case.school) == []


def test_the_first_six_classes_are_named(case, at_most):
    for number in range(8):
        plans(ClassGroupFactory(school=case.school, name=f"Class {number}"), 1, 2)
    titles = {each["title"]: each["lines"] for each in extra_sections(case.senco, case.school)}
    names = [line["text"].split(":")[0] for line in titles["Plan reviews"]]
    assert names == [f"Class {number}" for number in range(6)]
    with at_most(1):
        panel.lines(case.senco, case.school)
