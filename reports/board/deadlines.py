"""Two obligations: to publish the term's report before the term ends, and to confirm its words.

No law sets either day: the Department asks for no report to governors on special needs in each
term. Two weeks before the last day the board still has time to read it before it meets.
"""

from datetime import date, timedelta

from accounts.permissions import Role
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reports.board.models import BoardEdition
from schools.each import each_school
from schools.models import Term
from sendcase import moment

PUBLISH, CONFIRM = "board-report", "board-report-confirm"
BEFORE_THE_END = timedelta(days=14)
TO_CONFIRM = timedelta(days=5)
PUBLISHED, DRAFT = BoardEdition.State.PUBLISHED, BoardEdition.State.DRAFT
RULE = "By our count: the board has its report {days} days before the term ends ({term})"
CONFIRM_RULE = (
    "Two people stand behind the words that the board reads: whoever wrote them, and the head"
)


def term_now(school_id: int) -> Term | None:
    """The term we are in; in the holidays after it, still that one."""
    begun = Term.objects.filter(school=school_id, starts_on__lte=moment.today())
    return begun.order_by("-starts_on").first()


def owed(school_id: int) -> Term | None:
    """The term whose report is still to be published, of the one we are in."""
    term = term_now(school_id)
    if term is None:
        return None
    there = BoardEdition.objects.of_term(term).published()
    return None if there.exists() else term


def due_on(term) -> date:
    """Never before the term has begun."""
    return max(term.starts_on, term.ends_on - BEFORE_THE_END)


def rule(term) -> str:
    return RULE.format(days=BEFORE_THE_END.days, term=term.name)


def keep(school_id: int, by=None) -> None:
    """Open, move or close both as terms and editions say today. Any number of times."""
    term = owed(school_id)
    others = Deadline.objects.open().filter(school=school_id, kind=PUBLISH)
    done = BoardEdition.objects.filter(school=school_id, state=PUBLISHED)
    for row in others.exclude(object_id=term.pk if term else 0):
        met = done.filter(term=row.object_id).exists()
        row.state = Deadline.State.DONE if met else Deadline.State.DROPPED
        row.closed_at = moment.now()
        row.save(update_fields=["state", "closed_at"])
    if term:
        open_deadline(PUBLISH, term, school_id=school_id, due_on=due_on(term), rule=rule(term),
                      owner_role=Role.SENCO)  # fmt: skip
    _keep_confirming(school_id)


def _keep_confirming(school_id: int) -> None:
    waits = {row.pk: row for row in to_confirm(school_id)}
    there = Deadline.objects.open().filter(school=school_id, kind=CONFIRM)
    for number in there.exclude(object_id__in=waits).values_list("object_id", flat=True):
        row = BoardEdition.objects.get(pk=number)
        close_deadline(CONFIRM, row, done=row.confirmed_at is not None)
    for row in waits.values():
        open_deadline(CONFIRM, row, school_id=school_id, due_on=confirm_by(row), rule=CONFIRM_RULE,
                      owner_role=Role.HEAD)  # fmt: skip


def to_confirm(school_id: int) -> list[BoardEdition]:
    """Drafts that somebody wrote in, and that may still be published."""
    rows = BoardEdition.objects.filter(school=school_id, state=DRAFT).exclude(written_at=None)
    return [row for row in rows if not is_overtaken(row)]


def confirm_by(row) -> date:
    return row.written_at.astimezone(moment.LONDON).date() + TO_CONFIRM


def is_overtaken(row) -> bool:
    """A later term's report is published: this one can be published no more."""
    later = BoardEdition.objects.filter(school=row.school_id, starts_on__gt=row.starts_on)
    return later.filter(state=PUBLISHED).exists()


def keep_all() -> None:
    """A term has begun: for every school."""
    each_school(keep)


def recount_publishing(school_id: int) -> list[Expected]:
    term = owed(school_id)
    return [Expected(term.pk, school_id, due_on(term), rule=rule(term))] if term else []


def recount_confirming(school_id: int) -> list[Expected]:
    return [Expected(row.pk, school_id, confirm_by(row)) for row in to_confirm(school_id)]


KINDS = [
    Kind(PUBLISH, "Publish the governors’ report of this term", "Open",
         lambda deadline: f"/board-reports/due/{deadline.object_id}/", recount_publishing),
    Kind(CONFIRM, "Confirm the words of the governors’ report", "Read",
         lambda deadline: f"/board-reports/{deadline.object_id}/", recount_confirming,
         of=BoardEdition),
]  # fmt: skip
