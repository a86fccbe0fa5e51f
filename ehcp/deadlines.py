"""A date of the law as a deadline: opened, moved and closed with the record it is about."""

from ehcp.clock import Due, Force
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected


def keep(kind: str, about, due: Due | None, *, owner, is_done: bool, is_waiting=False) -> None:
    """Open or move it to the day of `due`; close it where there is none or it was met.

    about: a row with school_id and pupil; owner: a reminders.owners.Owner; is_waiting: for somebody
    outside. In the transaction of the change. The sentence behind “Why this day?” is the working
    and its source.
    """
    if due is None or is_done:
        close_deadline(kind, about, done=is_done)
        return
    open_deadline(
        kind, about, school_id=about.school_id, pupil=about.pupil, due_on=due.on,
        rule=rule_words(due), owner_id=owner.owner_id, owner_role=owner.owner_role,
        is_legal=due.force == Force.LAW, is_waiting=is_waiting,
    )  # fmt: skip


def expect(about, due: Due, *, owner=None, is_waiting=False) -> Expected:
    """What a recount says of an open one: whose force it has, too."""
    return Expected(about.pk, about.school_id, due.on, about.pupil_id, owner,
                    is_legal=due.force == Force.LAW, is_waiting=is_waiting)  # fmt: skip


def rule_words(due: Due) -> str:
    return f"{due.counted}. {due.force.value}: {due.source}."
