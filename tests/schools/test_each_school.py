"""What comes round for every school: one that fails keeps no other from its turn."""

import ast

import pytest

import letters.tasks
import referrals.tasks
import reminders.tasks
from audit import sealing
from audit.models import Event
from iep.reviews import checks
from iep.tasks import plan_checks
from pupils import leaving
from register.review import deadlines as reviews
from register.tasks import reviews as register_reviews
from reminders import keeping
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.repo.test_house_rules import CODE, ROOT

STEPS = [
    (referrals.tasks.meetings, referrals.tasks, "keep"),
    (referrals.tasks.asked, referrals.tasks, "follow"),
    (letters.tasks.chasers, letters.tasks, "run"),
    (register_reviews, reviews, "keep"),
    (plan_checks, checks, "keep"),
    (reminders.tasks.owners, reminders.tasks, "hand_over"),
    (reminders.tasks.owners, keeping, "keep"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("task", "place", "step"), STEPS, ids=[f"{task.name} {step}" for task, _, step in STEPS]
)
def test_a_task_goes_on_with_the_next_school(task, place, step, monkeypatch, caplog):
    broken, other = SchoolFactory(), SchoolFactory()
    real, reached = getattr(place, step), []

    def fails(number):
        if number == broken.pk:
            raise ValueError("broken")
        real(number)
        reached.append(number)

    monkeypatch.setattr(place, step, fails)
    task()
    assert reached == [other.pk]
    assert f"failed for school {broken.pk}" in caplog.text


@pytest.mark.django_db
def test_a_chain_that_fails_leaves_no_other_unsealed(monkeypatch):
    broken, other = SchoolFactory().pk, SchoolFactory().pk
    for number in (broken, other):
        Event.objects.create(school_id=number, verb="plan.shared", object_type="plan", object_id=1)
    real = sealing.seal_some

    def fails(number):
        if number == broken:
            raise ValueError("broken")
        return real(number)

    monkeypatch.setattr(sealing, "seal_some", fails)
    sealing.seal_all()
    unsealed = Event.objects.filter(sequence=None, school_id__in=[broken, other])
    assert {event.school_id for event in unsealed} == {broken}


@pytest.mark.django_db
def test_a_child_where_leaving_fails_keeps_no_other(monkeypatch):
    first, second = PupilFactory(), PupilFactory()
    reached = []

    def fails(number):
        if number == first.pk:
            raise ValueError("broken")
        reached.append(number)
        return True

    monkeypatch.setattr(leaving, "end_one", fails)
    type(first).objects.update(left_on="2026-01-01")
    room = leaving.Room("test", 1, lambda *facts: None, lambda: [first.pk, second.pk])
    monkeypatch.setattr(leaving, "rooms", {"test": room})
    assert leaving.end_overdue() == 1
    assert reached == [second.pk]


def loops_over_schools(words: str) -> list[int]:
    """Lines of loops that go through the schools by themselves."""
    loops = [
        node
        for node in ast.walk(ast.parse(words))
        if isinstance(node, ast.For | ast.comprehension)
        and "School.objects" in ast.unparse(node.iter)
    ]
    return [node.target.lineno for node in loops]


def test_nobody_goes_through_the_schools_but_each_school():
    """Commands that a person runs may: they say what failed."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in CODE
        if "management" not in path.parts
        for number in loops_over_schools(path.read_text())
    ]
    assert found == []
    raw = "for number in School.objects.values_list('pk'):\n    keep(number)"
    assert loops_over_schools(raw) == [1]
