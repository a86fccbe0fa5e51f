"""What the figures of an earlier day cannot know, in words for the reader."""

from datetime import date

from django.db.models import Min

from pupils.models import Enrolment
from register.models import RegisterEntry
from sendcase import moment

NO_HISTORY = "As the records say today: no earlier value of this is kept."
WORKED_BACK = (
    "Worked back from the year each child is in today, one year group a year. A child who skipped "
    "or repeated a year stands in the wrong one."
)
RETURNED = "A child who left and came back counts as here from the last time they came."


def history(day: date) -> dict[str, str]:
    """{table: what it cannot be of that day}; nothing for today."""
    if day >= moment.today():
        return {}
    return {
        "register": RETURNED, "year": WORKED_BACK, "sex": NO_HISTORY, "groups": NO_HISTORY,
    }  # fmt: skip


def first_record(school) -> date | None:
    """The first day of which the school has any dated record of a child; before it nothing is
    known.
    """
    days = [
        model.objects.filter(school=school).aggregate(first=Min("from_on"))["first"]
        for model in (Enrolment, RegisterEntry)
    ]
    return min((day for day in days if day), default=None)
