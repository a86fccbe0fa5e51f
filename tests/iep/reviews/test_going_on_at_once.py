"""The hourly look and a person at one plan in the same moment."""

from iep import deadlines
from iep.reviews.following import close
from reminders.models import Deadline
from reminders.recount import differences
from tests.factories.at_once import at_once, only_postgres
from tests.iep.reviews.test_going_on import review, states

pytestmark = only_postgres


def test_a_plan_closed_at_this_moment_is_not_asked_for_again(case, shared, no_printing):
    review(case, shared)
    Deadline.objects.filter(kind="next-plan").delete()  # as an earlier version left it
    shared.refresh_from_db()
    at_once(
        lambda: close(plan=shared, by=case.teacher, reason="Every target is met."),
        deadlines.keep_next,
    )
    assert states() == []
    assert differences(case.school.pk) == []
