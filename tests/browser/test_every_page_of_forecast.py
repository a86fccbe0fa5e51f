"""The weeks ahead: nothing due, a peak, the times; the days of the mails; axe, 320 px, headings."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from reminders.forecast import durations
from reminders.models import Deadline
from schools.services import terms
from sendcase import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def much_is_due(case):
    """Of the kinds a school has most of; a term that ends before the eight weeks do."""
    day = moment.today()
    terms.add_term(school=case.school, name="This term", starts_on=day - timedelta(days=60),
                   ends_on=day + timedelta(days=38), by=case.office)  # fmt: skip
    most = [key for key in durations.assumed() if key != "check-letters"]
    Deadline.objects.bulk_create(
        Deadline(
            school=case.school, pupil=case.pupil, kind=most[number % 24], object_id=number + 1,
            due_on=day + timedelta(days=number * number % 50 - 1), is_legal=number % 3 == 0,
            rule="Because we say so.", owner_role=Role.SENCO,
        )
        for number in range(60)
    )  # fmt: skip


def test_the_weeks_ahead(walk, case):
    at = f"{case.at}/forecast/"
    walk.be(case.senco)
    walk.see(at, f"{at}times/")
    walk.wrong(f"{at}times/", "Save", hours="")
    walk.press("Save", hours="7.5")
    walk.see(f"{case.at}/reminders/")
    walk.wrong(f"{case.at}/reminders/", "Save", senco_after="")
    walk.press("Save", senco_after="4")
    much_is_due(case)
    walk.be(case.head)
    walk.see(at)
    walk.saw("reminders/forecast", "reminders/leads")
