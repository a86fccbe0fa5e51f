"""One's own calendar address: none, shown once, read, ended; the mails' days; axe, headings."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def test_the_calendar(walk, case):
    walk.be(case.teacher)
    walk.see("/accounts/", "/accounts/calendar/")
    walk.press("Make a calendar address")
    address = walk.page.get_by_role("textbox", name="Address").input_value()
    assert Client().get("/c/" + address.rsplit("/", 1)[1]).status_code == 200
    walk.see("/accounts/calendar/")
    walk.press("Make a new address")
    walk.press("End the calendar")
    walk.see("/accounts/reminders/")
    walk.press("Save")
    walk.be(case.guest)
    walk.see("/accounts/calendar/")
    walk.saw("reminders/feed", "reminders/wishes")
