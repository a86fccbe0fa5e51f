"""One obligation of a school: to begin the lists of those who leave, in the spring term."""

from datetime import timedelta

from iep import schooldays
from iep.moves import candidates
from iep.moves.models import SchoolMove
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO
from schools.calendar import calendar_of
from schools.models import School
from sendcase import moment

KEY = "begin-transition"
FIRST_WEEKS = timedelta(weeks=4)  # ours: the paper says only "in the spring term"
RULE = (
    "Moves to the next school are prepared in the spring term: each leaver with needs has a list "
    "of what is to be done within its first four weeks"
)


def without_list(school, year):
    """Leavers with needs and no list."""
    rows = candidates.candidates(school, SchoolMove.Direction.LEAVING, year, only_sen=True)
    started = candidates.moves_of(school, SchoolMove.Direction.LEAVING, year)
    return rows.exclude(pk__in=started.values("pupil"))


def is_time() -> bool:
    """January to August: the spring term cannot have begun before."""
    return 1 <= moment.today().month <= 8


def owed(school):
    """The day, from the first of the spring term to the end of the school year, while a leaver
    with needs has no list; else None.
    """
    if not is_time():
        return None
    today = moment.today()
    year = schooldays.school_year(today)
    begins = schooldays.spring_start(calendar_of(school), year)
    if today < begins or not without_list(school, year).exists():
        return None
    return begins + FIRST_WEEKS


def keep(school_id: int, by=None, *, done=False) -> None:
    """Open it, or close it, as roll, terms, register and lists say today. Any number of times.

    done: what is closed was met; else it fell away.
    """
    school = School.objects.get(pk=school_id)
    if day := owed(school):
        open_deadline(KEY, school, school_id=school.pk, due_on=day, rule=RULE, **vars(SENCO))
    else:
        close_deadline(KEY, school, done=done)


def follow(pupil) -> None:
    """A hook of the register: the child's place has changed."""
    if is_time():
        keep(pupil.school_id)


def recount(school_id: int) -> list[Expected]:
    day = owed(School.objects.get(pk=school_id))
    return [Expected(school_id, school_id, day)] if day else []


KIND = Kind(
    KEY, "Begin the lists of those who leave for the next school", "See who leaves",
    lambda deadline: f"/moves/due/{deadline.object_id}/", recount,
)  # fmt: skip
