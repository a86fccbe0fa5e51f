"""The SENCO's line on Today, each week anew until the list of slipping promises was looked through.

It counts nothing: the whole ledger of a school is too much for a page opened twenty times a day.
"""

from django.db.models import Exists

from provision.ledger.counting import monday_of
from provision.models import Promise, SlippingWeek
from sendcase import moment


def lines(user, school) -> list[dict]:
    """One query. Nothing while no promise is older than this week."""
    today = moment.today()
    monday = monday_of(today)
    done = SlippingWeek.objects.filter(school=school, monday=monday)
    older = Promise.objects.filter(~Exists(done), school=school, from_on__lt=monday)
    if not older.held_on(today).exists():
        return []
    return [
        {"text": "Was the promised help given? Look through the promises that slip",
         "url": f"/{school.slug}/provision/slipping/", "verb": "Look", "status": ""}
    ]  # fmt: skip
