"""Two obligations: the return of a term's census day is checked and handed to the head by that day,
and the head approves it soon after.

The day is the one that is offered (reports.census.days); a school that handed in another one of the
same census has done it. How long the head has no law says.
"""

from datetime import date, timedelta

from accounts.permissions import Role
from pupils.wording import day_text
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reports.board.deadlines import term_now
from reports.census import days
from reports.census.models import CensusDay
from schools.each import each_school
from schools.models import Term
from sendcase import moment

CHECK, APPROVE = "census-check", "census-approve"
TO_APPROVE = timedelta(days=5)
TAKEN_FOR = timedelta(weeks=4)  # about as long as returns are taken after the day; then it is past
CHECK_RULE = "The census counts on {day}: what is not right by then is returned wrong"
APPROVE_RULE = "Two people stand behind a return: whoever handed it in, and the head"


def day_in(term: Term) -> date | None:
    """The offered census day of a term; None for a half of a term that has none."""
    years = range(term.starts_on.year, term.ends_on.year + 1)
    found = (day for year in years for day in days.of_year(year))
    return next((day for day in found if term.starts_on <= day <= term.ends_on), None)


def is_handed_in(school_id: int, day: date) -> bool:
    """Of the census to which the day belongs, also on a day the school chose itself."""
    rows = CensusDay.objects.filter(school=school_id, day__year=day.year).exclude(handed_at=None)
    return any(days.name_of(each) == days.name_of(day) for each in rows.values_list("day", flat=1))


def owed(school_id: int) -> tuple[Term, date] | None:
    """The term we are in and its census day, while nothing was handed in and a return is taken."""
    term = term_now(school_id)
    day = term and day_in(term)
    if day is None or moment.today() > day + TAKEN_FOR or is_handed_in(school_id, day):
        return None
    return term, day


def keep(school_id: int, by=None) -> None:
    """Open, move or close "check" as terms and returns say today. Any number of times."""
    found = owed(school_id)
    there = Deadline.objects.open().filter(school=school_id, kind=CHECK)
    for row in there.exclude(object_id=found[0].pk if found else 0):
        # No row of a return says it any more: one of a term that is over fell away.
        close_deadline(CHECK, Term(pk=row.object_id), done=is_handed_in(school_id, row.due_on))
    if found:
        open_deadline(
            CHECK, found[0], school_id=school_id, due_on=found[1], owner_role=Role.SENCO,
            rule=CHECK_RULE.format(day=day_text(found[1])),
        )  # fmt: skip


def keep_all() -> None:
    """A term has begun: for every school."""
    each_school(keep)


def follow(census: CensusDay) -> None:
    """It was handed in or approved. In the transaction of the change."""
    keep(census.school_id)
    if census.handed_sha256:
        open_deadline(APPROVE, census, school_id=census.school_id, due_on=approve_by(census),
                      rule=APPROVE_RULE, owner_role=Role.HEAD)  # fmt: skip
    else:
        close_deadline(APPROVE, census)


def approve_by(census: CensusDay) -> date:
    return census.handed_at.astimezone(moment.LONDON).date() + TO_APPROVE


def recount_checking(school_id: int) -> list[Expected]:
    found = owed(school_id)
    return [Expected(found[0].pk, school_id, found[1])] if found else []


def recount_approving(school_id: int) -> list[Expected]:
    rows = CensusDay.objects.filter(school=school_id).exclude(handed_sha256="")
    return [Expected(row.pk, school_id, approve_by(row)) for row in rows]


KINDS = [
    Kind(CHECK, "Check the school census and hand it to the head", "Open",
         lambda deadline: f"/census-days/due/{deadline.object_id}/", recount_checking),
    Kind(APPROVE, "Approve the school census", "Look at it",
         lambda deadline: f"/census-days/{deadline.object_id}/", recount_approving, of=CensusDay),
]  # fmt: skip
