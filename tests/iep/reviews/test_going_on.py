"""After a review somebody sees to what follows: the next plan is shared, or this one closed."""

from datetime import timedelta

import pytest

from iep import deadlines, services
from iep.models import Review
from iep.reviews.following import close, next_of
from iep.tasks import plan_checks
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from tests.factories.iep import PlanFactory
from tests.factories.pupils import PupilFactory
from tests.iep.reviews.conftest import went

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


def review(case, plan, **said):
    said = {"reviewed_on": moment.today(), "outcomes": went(plan)} | said
    return services.review(plan=plan, by=case.teacher, **said)


def states() -> list[str]:
    return list(Deadline.objects.filter(kind="next-plan").values_list("state", flat=True))


def test_it_is_due_until_the_next_plan_is_shared(case, shared):
    review(case, shared, decision="next")
    row = Deadline.objects.get(kind="next-plan")
    assert (row.object_id, row.pupil, row.owner) == (shared.pk, case.pupil, shared.lead)
    assert row.due_on == moment.today() + timedelta(days=deadlines.NEXT_DAYS)
    assert differences(case.school.pk) == []

    following = next_of(shared)
    following.targets.update(target="Reads 20 words")
    following = services.agree(plan=following, by=case.teacher)
    assert states() == ["open"]
    services.share(plan=following, by=case.teacher)

    assert states() == ["done"]
    assert differences(case.school.pk) == []


def test_without_a_decision_it_waits_and_closing_the_plan_settles_it(case, shared):
    review(case, shared)
    assert states() == ["open"]
    shared.refresh_from_db()
    close(plan=shared, by=case.teacher, reason="Every target is met.")
    assert states() == ["done"]
    assert differences(case.school.pk) == []


def test_a_plan_that_the_review_closes_owes_nothing(case, shared):
    review(case, shared, decision="close", reason="Every target is met.")
    assert states() == []
    assert differences(case.school.pk) == []


def test_a_closed_draft_leaves_the_question_open(case, shared):
    review(case, shared, decision="next")
    close(plan=next_of(shared), by=case.teacher, reason="Begun by mistake.")
    assert states() == ["open"]
    assert differences(case.school.pk) == []


def test_what_an_earlier_version_left_is_found_once(case, shared):
    review(case, shared, decision="next")
    Deadline.objects.filter(kind="next-plan").delete()
    plan_checks()
    plan_checks()
    assert states() == ["open"]
    assert differences(case.school.pk) == []


def test_a_plan_where_it_fails_keeps_no_other(case, shared, monkeypatch, caplog):
    review(case, shared)
    other = PlanFactory(pupil=PupilFactory(school=case.school), agreed=True)
    type(other).objects.filter(pk=other.pk).update(state="reviewed")
    Review.objects.create(
        school=case.school,
        plan=other,
        number=1,
        reviewed_on=moment.today(),
        reviewed_by=case.teacher,
    )
    Deadline.objects.filter(kind="next-plan").delete()
    real = deadlines.expect_next

    def fails(plan, reviewed_on):
        if plan.pk == shared.pk:
            raise ValueError("broken")
        real(plan, reviewed_on)

    monkeypatch.setattr(deadlines, "expect_next", fails)
    assert deadlines.keep_next() == 1
    assert f"failed for plan {shared.pk}" in caplog.text
    assert Deadline.objects.get(kind="next-plan").object_id == other.pk
