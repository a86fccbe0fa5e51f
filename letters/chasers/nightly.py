"""What the hourly task does at one school: any number of times, and a night that was missed is made
up.
"""

from django.db import transaction
from django.db.models import Q

from letters import deadlines, services
from letters.chasers.services import prepare_due
from letters.models import Letter
from reminders.models import Deadline
from sendcase import edits, moment

State = Letter.State


def run(school_id: int) -> None:
    mend(school_id)
    prepare_due(school_id)


def mend(school_id: int) -> int:
    """Give letters from before an upgrade what later versions expect of them: a line on Today, and
    the end of those that asked again where the first was answered. Returns how many.
    """
    late = without_deadline(school_id) | asked_again_and_answered(school_id)
    for number in sorted(late):
        _mend_one(number)
    return len(late)


def without_deadline(school_id: int) -> set[int]:
    """Letters whose records say that something is due, and the table does not."""
    open_ones = Deadline.objects.filter(school=school_id).open()
    known = set(open_ones.values_list("kind", "object_id"))
    wanted = {
        row.object_id
        for kind in deadlines.KINDS
        for row in kind.recount(school_id)
        if (kind.key, row.object_id) not in known
    }
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gt=moment.today())
    rows = Letter.objects.filter(here, pk__in=wanted)
    return set(rows.values_list("pk", flat=True))


def asked_again_and_answered(school_id: int) -> set[int]:
    rows = Letter.objects.filter(school=school_id, state=State.ISSUED)
    rows = rows.filter(chases_for__letter__state=State.ANSWERED)
    return set(rows.values_list("pk", flat=True))


@transaction.atomic
def _mend_one(number: int) -> None:
    letter = edits.locked(Letter, number)
    chase = getattr(letter, "chases_for", None)
    if letter.state == State.ISSUED and chase and chase.letter.state == State.ANSWERED:
        services.answered_too(letter=letter, by=None)
    deadlines.keep(letter)
    if hasattr(letter, "reply"):
        deadlines.keep_talk(letter, letter.reply)
