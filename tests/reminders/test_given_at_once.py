"""Given by hand in the moment in which the hourly look hands over."""

from datetime import timedelta

from audit.models import Event
from reminders import owners
from reminders.given import services
from reminders.recount import differences
from schools.models import ClassStaff
from sendcase import moment
from tests.factories.at_once import at_once, only_postgres
from tests.reminders.test_given import case, give, held  # noqa: F401

pytestmark = only_postgres


def teacher_gone(case) -> None:  # noqa: F811
    """By a day set ahead that has come: nothing has followed it yet."""
    over = moment.today() - timedelta(days=1)
    ClassStaff.objects.filter(user=case.teacher).update(until_on=over)


def test_a_task_given_at_this_moment_stays_given(case):  # noqa: F811
    teacher_gone(case)
    at_once(
        lambda: give(case, case.review, case.second),
        lambda: owners.hand_over(case.school.pk),
    )
    assert held(case.review) == (case.second, "", case.second, True)
    assert not Event.objects.filter(verb="deadline.handed_over").exists()
    assert differences(case.school.pk) == []


def test_one_given_back_at_this_moment_is_with_whoever_it_belongs_to(case):  # noqa: F811
    give(case, case.review, case.second)
    teacher_gone(case)
    ClassStaff.objects.filter(user=case.second).update(until_on=moment.today() - timedelta(days=1))
    at_once(
        lambda: services.give_back(deadline=case.review, by=case.senco),
        lambda: owners.hand_over(case.school.pk),
    )
    assert held(case.review) == (None, "senco", None, False)
    assert Event.objects.filter(verb="deadline.handed_over").count() == 1
    assert differences(case.school.pk) == []
