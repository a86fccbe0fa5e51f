"""Asking again, by the school's rule: who has not answered gets a short letter, at most so often.

Prepared in the name of whoever sent the first letter, since nobody pressed anything; the SENCO
checks and sends. A phone call counts as a day on which the family was asked, not as a letter.
"""

from datetime import date, timedelta

from django.db import transaction

from audit import log
from letters import deadlines
from letters.choosing import CannotPrepare
from letters.merge import day_in_words
from letters.models import Batch, BatchRow, Chase, Letter
from letters.purposes import purposes
from pupils.chronology import note
from schools.models import School
from sendcase import edits, moment
from sendcase.edits import IllegalMove

CHASER = "chaser"
State, How = Letter.State, Chase.How
# Later than this, after a day for an answer or after a family was last asked, nobody is asked by
# the rule any more: turning it on, or a site that was shut, wakes no old letters.
STILL_DAYS = 42


def first_letter(letter) -> Letter:
    """The letter that a chaser asks about; any other letter itself."""
    chase = Chase.objects.filter(chaser=letter).select_related("letter").first()
    return chase.letter if chase else letter


def locked_for_answer(letter) -> tuple[Letter, Letter]:
    """(the letter that an answer is recorded on, the one that was answered), both locked.

    Of one that asks again that is the first, as long as it can have an answer. The first is locked
    first, as everywhere.
    """
    first = edits.locked(Letter, first_letter(letter).pk)
    asked = edits.locked(Letter, letter.pk) if first.pk != letter.pk else first
    is_first = first.state in (State.ISSUED, State.ANSWERED)
    return (first if is_first else asked), asked


def unanswered(school):
    """Sent to a family, an answer is hoped for and has not come. Not those of children who left."""
    awaited = [key for key, purpose in purposes.items() if purpose.answer and not purpose.outside]
    rows = Letter.objects.filter(school=school, state=State.ISSUED, purpose__in=awaited)
    return rows.filter(pupil__left_on=None).prefetch_related("chases__chaser")


def is_due(letter, policy, on: date) -> bool:
    """Whether a further letter is due: the day on the paper is over, and the family was not asked
    within chase_days, nor is it about to be. What was left for STILL_DAYS is a person's to do.
    """
    asked = list(letter.chases.all())
    sent = [chase.chaser for chase in asked if chase.how == How.LETTER]
    if len(sent) >= policy.chase_times or any(c.state in deadlines.WAITS_HERE for c in sent):
        return False
    hoped = deadlines.hoped_for(letter)
    if on <= hoped:
        return False
    last = max((chase.on for chase in asked), default=None)
    from_day = last + timedelta(days=policy.chase_days) if last else hoped
    return from_day <= on <= from_day + timedelta(days=STILL_DAYS)


@transaction.atomic
def prepare_due(school_id: int) -> int:
    """Prepare what is due today, all in one batch. Returns how many. Any number of times."""
    school = School.objects.select_related("policy").get(pk=school_id)
    today, night = moment.today(), Night(school)
    due = [row.pk for row in unanswered(school) if is_due(row, school.policy, today)]
    for number in due:
        letter = edits.locked(Letter, number)
        # Again under the lock: it may have been answered, or asked about, since.
        if letter.state == State.ISSUED and is_due(letter, school.policy, today):
            night.chase(letter, today)
    return night.made


class Night:
    """One night's chasers of a school; the batch begins with the first of them."""

    def __init__(self, school):
        self.school, self.batch, self.made = school, None, 0

    def chase(self, letter, today) -> None:
        """Nothing where the reader may not be written to any more."""
        try:
            with transaction.atomic():
                chaser = _prepared(letter, self._batch(letter, today))
        except CannotPrepare:
            if not self.made:
                self.batch = None  # undone with the rest
            return
        self.made += 1
        BatchRow.objects.get_or_create(
            batch=self.batch, pupil_id=letter.pupil_id,
            defaults={"school": self.school, "position": self.made, "state": BatchRow.State.READY},
        )  # fmt: skip
        _keep(letter, How.LETTER, today, by=None, chaser=chaser)

    def _batch(self, letter, today) -> Batch:
        if self.batch is None:
            self.batch = Batch.objects.create(
                school=self.school, purpose=CHASER, state=Batch.State.PREPARED,
                title=f"Asking again, {day_in_words(today)}", made_by=letter.issued_by,
                signed_by=self.school.policy.letters_signed_by,
            )  # fmt: skip
            log.record("batch.begun", target=self.batch, by=None, school_id=self.school.pk,
                       detail={"purpose": [None, CHASER]})  # fmt: skip
        return self.batch


def _prepared(letter, batch) -> Letter:
    from letters import services  # it hears of closed letters through hooks that are ours

    facts = {
        "sent_day": day_in_words(letter.issued_on),
        "letter_title": purposes[letter.purpose].title,
        "letter_reference": f"L{letter.pk}",
    }
    return services.prepare_again(
        letter=letter, purpose=CHASER, facts=facts, about=letter, by=letter.issued_by, batch=batch
    )


def _keep(letter, how, on, *, by, words="", chaser=None) -> Chase:
    last = letter.chases.order_by("-number").first()
    number = last.number + 1 if last else 1
    row = Chase.objects.create(
        school_id=letter.school_id, letter=letter, number=number, how=how, on=on, words=words,
        chaser=chaser, by=by,
    )  # fmt: skip
    log.record(
        "letter.chased", target=letter, by=by, school_id=letter.school_id,
        pupil_id=letter.pupil_id, detail={"number": [None, number], "how": [None, how]},
    )  # fmt: skip
    deadlines.keep(letter)
    return row


@transaction.atomic
def note_asked(*, letter, how, on, words, by) -> Chase:
    """Somebody rang, or asked at the door. Raises IllegalMove."""
    letter = edits.locked(Letter, letter.pk)
    if letter.state != State.ISSUED:
        raise IllegalMove("Nobody waits for an answer to this letter any more.")
    if not letter.issued_on <= on <= moment.today():
        raise IllegalMove("Give a day between the day of the letter and today.")
    row = _keep(letter, how, on, by=by, words=words)
    note(letter.pupil, f"Asked the family again: {row.get_how_display().lower()}",
         needs="letter_view", url=letter.get_absolute_url(), on=on)  # fmt: skip
    return row


def on_issued(letter) -> None:
    """A chaser has gone out: the family was asked on this day."""
    if Chase.objects.filter(chaser=letter).update(on=letter.issued_on):
        deadlines.keep(first_letter(letter))


def on_taken_off(letter, reply, by) -> None:
    """The first letter has no answer after all, so what asked again has none."""
    from letters.replies.mistakes import waits_again

    mine = Letter.objects.filter(chases_for__letter=letter, state=State.ANSWERED, reply=None)
    for chaser in mine.order_by("pk").select_for_update(of=("self",)):
        waits_again(chaser, by, reply.taken_off_reason)


def on_closed(letter) -> None:
    """Nobody waits for this answer any more: what would have asked again is not sent, and what did
    ask has its answer.
    """
    from letters import services

    reason = f"The first letter (L{letter.pk}) is {letter.get_state_display().lower()}."
    mine = Letter.objects.filter(chases_for__letter=letter).order_by("pk")
    for chaser in mine.filter(state__in=deadlines.WAITS_HERE):
        services.withdraw(letter=chaser, reason=reason, by=None)
    if letter.state == State.ANSWERED:
        for chaser in mine.filter(state=State.ISSUED).select_for_update():
            services.answered_too(letter=chaser, by=None)
