"""The plan that an accepted referral asks for follows the child's place, until it is shared."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.permissions import Role
from iep import deadlines
from iep.services import share
from register import hooks, services
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from tests.factories.iep import PlanFactory, accepted, shared_plan
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: b"%PDF-1.7 stands for the paper")


@pytest.fixture
def case():
    """A referral accepted ten days ago, its plan not written."""
    school = SchoolFactory()
    group = ClassGroupFactory(school=school)
    here = SimpleNamespace(
        school=school, senco=member(school, Role.SENCO), teacher=member(school, Role.TEACHER),
        pupil=PupilFactory(school=school, class_group=group),
    )  # fmt: skip
    hold_class(here.teacher, group)
    with moment.at(moment.now() - 10 * DAY):
        here.referral = accepted(here)
    here.entry = here.referral.register_entry
    assert to_write().get().object_id == here.entry.pk
    return here


def to_write():
    return Deadline.objects.open().filter(kind="write-plan")


def test_a_place_that_ends_takes_the_plan_to_write_with_it(case):
    services.close(entry=case.entry, reason="Targets met", by=case.senco)
    assert not to_write().exists()
    assert Deadline.objects.get(kind="write-plan").state == "dropped"
    assert differences(case.school.pk) == []


def test_a_stage_that_uses_no_plan_takes_it_too(case):
    placed(case.pupil, "monitoring", by=case.senco)
    assert not to_write().exists()
    assert differences(case.school.pk) == []


def test_another_stage_with_a_plan_keeps_it_to_the_same_day(case):
    due_on = to_write().get().due_on
    entry = placed(case.pupil, "ehc-plan", by=case.senco)
    deadline = to_write().get()
    assert entry.pk != case.entry.pk
    assert (deadline.object_id, deadline.due_on, deadline.owner) == (
        entry.pk, due_on, case.teacher
    )  # fmt: skip
    assert differences(case.school.pk) == []
    shared_plan(case.pupil, by=case.senco, register_entry=entry)
    assert not to_write().exists()
    assert differences(case.school.pk) == []


def test_a_plan_begun_before_the_move_answers_it(case):
    plan = PlanFactory(pupil=case.pupil, agreed=True, lead=case.senco, register_entry=case.entry)
    placed(case.pupil, "ehc-plan", by=case.senco)
    assert to_write().exists()

    share(plan=plan, by=case.senco)

    assert not to_write().exists()
    assert Deadline.objects.get(kind="write-plan", state="done")
    assert differences(case.school.pk) == []


def test_a_plan_shared_before_the_move_stays_the_answer(case):
    shared_plan(case.pupil, by=case.senco, register_entry=case.entry)
    placed(case.pupil, "ehc-plan", by=case.senco)
    assert not to_write().exists()
    assert differences(case.school.pk) == []


def test_a_place_corrected_on_its_own_day_is_judged_anew(case):
    other = SimpleNamespace(**vars(case) | {"pupil": PupilFactory(school=case.school)})
    entry = accepted(other).register_entry
    mine = to_write().filter(pupil=other.pupil)
    placed(other.pupil, "monitoring", by=case.senco)
    assert not mine.exists()
    placed(other.pupil, "sen-support", by=case.senco)
    assert mine.get().object_id == entry.pk
    services.close(entry=entry, reason="A mistake", by=case.senco)
    assert not mine.exists()
    assert differences(case.school.pk) == []


def test_a_place_given_anew_after_a_gap_owes_no_old_plan(case):
    services.close(
        entry=case.entry, reason="Targets met", by=case.senco, on=moment.today() - 5 * DAY
    )
    placed(case.pupil, by=case.senco)
    assert not to_write().exists()
    assert deadlines.recount_plans(case.school.pk) == []


def test_a_hook_that_raises_leaves_the_place_as_it_was(case, monkeypatch):
    def refuse(pupil):
        raise RuntimeError("no")

    monkeypatch.setattr(hooks, "on_change", [*hooks.on_change, refuse])
    with pytest.raises(RuntimeError):
        services.close(entry=case.entry, reason="Targets met", by=case.senco)
    case.entry.refresh_from_db()
    assert case.entry.until_on is None
    assert to_write().exists()
