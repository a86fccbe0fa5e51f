"""The duty to tell the family, as a deadline on the entry with which provision began."""

from datetime import timedelta

from accounts.permissions import Role
from register.models import RegisterEntry
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from schools.models import Census
from sendcase.moment import LONDON

TELL_PARENTS = "tell-parents"
LAW = "Children and Families Act 2014, section 68"


def is_owed(entry: RegisterEntry) -> bool:
    """Whether the family is still to be told of this entry."""
    return entry.until_on is None and entry.census_code != Census.N and entry.family_told_on is None


def due_on(entry: RegisterEntry):
    """Last day: as many calendar days from the decision as the policy gave on that day."""
    return entry.decided_at.astimezone(LONDON).date() + timedelta(days=entry.tell_days)


def rule(entry: RegisterEntry) -> str:
    """Why that day. The duty is the law's, the number of days is the school's."""
    days_in_words = f"within {entry.tell_days} days of the decision (the school's policy)"
    if entry.census_code == Census.K:
        return f"{LAW}: the family must be told that support is given. We do it {days_in_words}."
    return f"Families are told of a new stage {days_in_words}."


def open_duty(entry: RegisterEntry) -> None:
    """Open the deadline, or close it where nothing is owed (any more)."""
    if not is_owed(entry):
        close_deadline(TELL_PARENTS, entry, done=entry.family_told_on is not None)
        return
    open_deadline(
        TELL_PARENTS,
        entry,
        school_id=entry.school_id,
        pupil=entry.pupil,
        due_on=due_on(entry),
        rule=rule(entry),
        owner_role=Role.SENCO,
    )


def recount(school_id: int) -> list[Expected]:
    """Every family of the school that is still to be told, worked out from the entries alone."""
    owed = RegisterEntry.objects.open().filter(school=school_id, family_told_on=None)
    return [
        Expected(entry.pk, school_id, due_on(entry), entry.pupil_id)
        for entry in owed.exclude(census_code=Census.N)
    ]


KIND = Kind(
    key=TELL_PARENTS,
    sentence="Tell the family of {pupil} that support has started",
    verb="Tell the family",
    link=lambda deadline: f"/register/{deadline.object_id}/told/",
    recount=recount,
)
