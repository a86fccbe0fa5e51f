"""Two people at what the school owes in the same moment: nothing is lost, no day is stale."""

from datetime import date

from reminders.models import Deadline
from reminders.recount import differences
from schools.models import Obligation
from schools.owed import services
from tests.factories.at_once import at_once, only_postgres
from tests.schools.owed.test_owed import school, senco  # noqa: F401

pytestmark = only_postgres
Kind = Obligation.Kind


def test_two_sencos_named_in_one_moment_are_both_there(school, senco):  # noqa: F811
    def add(name):
        return lambda: services.add_senco(
            school=school, name=name, appointed_on=date(2025, 9, 1), by=senco
        )

    at_once(add("Ms Grant"), add("Mr Patel"))
    rows = Obligation.objects.filter(school=school, kind=Kind.QUALIFICATION)
    assert set(rows.values_list("name", flat=True)) == {"Ms Grant", "Mr Patel"}


def test_taking_back_sees_what_is_written_down_at_this_moment(school, senco):  # noqa: F811
    report = Obligation.objects.get(school=school, kind=Kind.INFORMATION_REPORT)
    mistake = services.done(obligation=report, on=date(2026, 10, 1), by=senco)
    at_once(
        lambda: services.done(obligation=report, on=date(2026, 9, 1), by=senco),
        lambda: services.take_back(fulfilment=mistake, by=senco),
    )
    assert differences(school.pk) == []
    row = Deadline.objects.open().get(kind=f"owed-{Kind.INFORMATION_REPORT}")
    assert row.due_on == date(2027, 9, 1)
