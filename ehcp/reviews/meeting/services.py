"""What a review meeting leaves behind. Each step: lock, check, save, audit, move the deadlines; in
one transaction. A piece is saved by itself and guards only itself (stamps).
"""

from datetime import date

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from ehcp.plans.models import EhcOutcome
from ehcp.requests.services import refuse_day
from ehcp.reviews import deadlines, states
from ehcp.reviews.meeting import adulthood, stamps
from ehcp.reviews.models import AnnualReview, Invitation, OutcomeProgress, SectionChange
from pupils import chronology
from pupils.wording import day_text
from sendcase import edits
from sendcase.edits import IllegalMove

Came = Invitation.Came
HERE = (Came.YES, Came.ONLINE)
WORDS = ("pupil_views", "family_views", "differing_views", "needs_now", *adulthood.PARTS,
         "transfer_words", "pep_words", "asks", "asks_words")  # fmt: skip
HELD = ("state", "held_on")
NOBODY = "Nobody is written down as here. Say first who came or joined."


@transaction.atomic
def save_words(*, row, by, version=None, **words) -> AnnualReview:
    """Write one piece: fields of WORDS that belong together.

    version: stamps.of_fields of just these. Raises Stale, IllegalMove once the report is out.
    """
    row = _open(row)
    if unknown := set(words) - set(WORDS):
        raise TypeError(f"no words of a meeting: {sorted(unknown)}")
    stamps.refuse(row, version, stamps.of_fields(row, words))
    detail = _differing(row, words)
    if detail:
        edits.save(row, **words)
        _tell(row, "words_saved", by, detail)
    return row


@transaction.atomic
def save_progress(*, row, by, outcome, reached, words, next_words="", version=None):
    """How far one outcome of section E has come. version: 0 where nothing was written yet.

    Raises Stale, IllegalMove for an outcome of another plan.
    """
    row = _open(row)
    if not EhcOutcome.objects.filter(pk=outcome.pk, plan=row.plan_id).exists():
        raise IllegalMove("This outcome belongs to another plan.")
    given = {"reached": reached, "words": words, "next_words": next_words}
    known = OutcomeProgress.objects.filter(review=row, outcome=outcome).first()
    if known is None:
        found = OutcomeProgress.objects.create(review=row, outcome=outcome, **given)
        detail = {name: [None, value] for name, value in given.items() if value}
    else:
        found = edits.locked(OutcomeProgress, known.pk, version)
        detail = _differing(found, given)
        edits.save(found, **given)
    _tell(row, "progress_saved", by, {"outcome": outcome.pk} | detail)
    return found


@transaction.atomic
def save_change(*, row, by, letter, words, why="", change=None, version=None) -> SectionChange:
    """Ask for a change in one section, or with `change` put that one in other words.

    Raises Stale, IllegalMove for a change of another review.
    """
    row = _open(row)
    given = {"letter": letter, "words": words, "why": why}
    if change is None:
        found = SectionChange.objects.create(review=row, **given)
        detail = {name: [None, value] for name, value in given.items() if value}
    else:
        found = _own(SectionChange, change, row, version)
        detail = _differing(found, given)
        edits.save(found, **given)
    _tell(row, "change_saved", by, {"change": found.pk} | detail)
    return found


@transaction.atomic
def take_off_change(*, row, by, change) -> None:
    """It is not asked for after all. Its words stay in the audit log."""
    row = _open(row)
    found = _own(SectionChange, change, row)
    detail = {"letter": [found.letter, None], "words": [found.words, None],
              "why": [found.why, None]}  # fmt: skip
    found.delete()
    _tell(row, "change_taken_off", by, detail)


@transaction.atomic
def save_attendance(*, row, by, came: dict[int, str], version=None) -> AnnualReview:
    """Who is here. came: number of an invitation → a code of Came, or "" for not said.

    version: stamps.of_people. Raises Stale; IllegalMove where that left a held meeting empty.
    """
    row = _open(row)
    people = list(row.invitations.order_by("pk"))
    shown = {f"came_{each.pk}": each.came or "unsaid" for each in people} | {
        f"get_came_{each.pk}_display": each.get_came_display for each in people
    }
    stamps.refuse(row, version, stamps.of_people(people), shown)
    detail = {}
    for each in people:
        now = came.get(each.pk, each.came)
        if now != each.came:
            detail[f"came {each.pk}"] = [each.came, now]
            edits.save(edits.locked(Invitation, each.pk), came=now)
    if row.state == row.State.HELD and not _somebody_came(row):
        raise IllegalMove(NOBODY)
    if detail:
        _tell(row, "attendance_saved", by, detail)
    return row


@transaction.atomic
def add_person(*, row, by, name, role, organisation="", came=Came.YES) -> Invitation:
    """Somebody who is here without having been invited."""
    row = _open(row)
    found = Invitation.objects.create(
        review=row, name=name, role=role, organisation=organisation, came=came
    )
    detail = {"name": [None, name], "role": [None, role], "came": [None, came]}
    _tell(row, "person_added", by, {"invitation": found.pk} | detail)
    return found


def may_go(person) -> bool:
    """Whether this row was only made at the table: it was not invited, asked or sent anything."""
    used = (person.invited_on, person.advice_asked_on, person.advice_on, person.letter_id,
            person.reads_until)  # fmt: skip
    return not any(used) and not person.sent.exists() and not person.links.exists()


@transaction.atomic
def take_off_person(*, row, by, person) -> None:
    """Somebody who was added by mistake. Raises IllegalMove for who was invited or wrote."""
    row = _open(row)
    found = _own(Invitation, person, row)
    if not may_go(found) or not found.came:
        raise IllegalMove("This person was invited. Say that they did not come.")
    detail = {"name": [found.name, None], "role": [found.role, None], "came": [found.came, None]}
    found.delete()
    if row.state == row.State.HELD and not _somebody_came(row):
        raise IllegalMove(NOBODY)
    _tell(row, "person_taken_off", by, detail)


@transaction.atomic
def hold(*, row, by, held_on: date, version=None) -> AnnualReview:
    """The meeting took place: report and decision count from this day (reg. 20(7), 20(10)).

    version: stamps.of_fields of HELD. Raises Stale; IllegalMove for a day that cannot be, or
    where nobody came.
    """
    row = edits.locked(AnnualReview, row.pk)
    after = states.check(row, "hold")
    stamps.refuse(row, version, stamps.of_fields(row, HELD))
    _refuse_held_on(row, held_on)
    if not _somebody_came(row):
        raise IllegalMove(NOBODY)
    before = row.state
    edits.save(row, state=after, held_on=held_on)
    detail = {"state": [before, after], "held_on": [None, held_on]}
    return _tell(row, "held", by, detail, "Annual review meeting held", held_on)


@transaction.atomic
def correct_held(*, row, by, held_on: date, reason: str, version=None) -> AnnualReview:
    """Put the day right until the report is out; the law's dates follow. Raises as `hold`."""
    row = _open(row)
    if row.state != row.State.HELD:
        raise IllegalMove("The meeting is not written down as held yet.")
    stamps.refuse(row, version, stamps.of_fields(row, HELD))
    _refuse_held_on(row, held_on)
    before = row.held_on
    if held_on == before:
        raise IllegalMove(f"{day_text(held_on)} is what stands there already.")
    edits.save(row, held_on=held_on)
    detail = {"held_on": [before, held_on], "reason": [None, reason]}
    story = f"Annual review meeting: the day was {day_text(held_on)}, not {day_text(before)}"
    return _tell(row, "held_corrected", by, detail, story, held_on)


def _refuse_held_on(row, held_on) -> None:
    refuse_day(held_on, row.invited_on, "everybody was invited")


def _somebody_came(row) -> bool:
    return row.invitations.filter(came__in=HERE).exists()


def _open(row) -> AnnualReview:
    """The row, locked, where the meeting can be written. Raises IllegalMove."""
    row = edits.locked(AnnualReview, row.pk)
    states.check(row, "prepare the meeting")
    return row


def _own(model, each, row, version=None):
    """A row of this review, locked. One that was taken off meanwhile says so."""
    if not model.objects.filter(pk=each.pk, review=row).exists():
        raise IllegalMove("This is not part of the review any more. Open the page again.")
    return edits.locked(model, each.pk, version)


def _differing(row, given) -> dict:
    return {
        name: [getattr(row, name), value]
        for name, value in given.items()
        if getattr(row, name) != value
    }


def _tell(row, verb, by, detail, story="", on=None) -> AnnualReview:
    """story: without the child's name; it quotes nothing that was said."""
    log.record(f"ehc_review.{verb}", target=row, by=by, school_id=row.school_id,
               pupil_id=row.pupil_id, detail=detail)  # fmt: skip
    if story:
        chronology.note(row.pupil, story, needs=Permission.EHC_VIEW, url=row.get_absolute_url(),
                        on=on)  # fmt: skip
    deadlines.keep(row)
    return row
