"""What Today says in spring: leavers who have no list of tasks yet."""

from accounts.permissions import Permission as P
from iep import schooldays
from iep.moves import services
from pupils.wording import counted
from reminders.today import Section
from schools.calendar import calendar_of
from sendcase import moment


def lines(user, school) -> list[dict]:
    """From the first day of the spring term to the end of the school year."""
    today = moment.today()
    if not 1 <= today.month <= 8:
        return []  # before any spring term: nothing is asked of the database
    year = schooldays.school_year(today)
    if today < schooldays.spring_start(calendar_of(school), year):
        return []
    count = services.without_list(school, year).count()
    if not count:
        return []
    return [
        {
            "text": f"{counted(count, 'leaver')} without a list of what is to be done",
            "url": f"/{school.slug}/moves/?who=leaving",
            "verb": "Look",
            "status": "",
        }
    ]


SECTION = Section(
    key="moves", title="Joining and leaving", order=60, needs=P.MOVE_EDIT, lines=lines
)
