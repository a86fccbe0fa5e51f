"""Starting a meeting, saving what was seen, finishing it; and deciding about a concern."""

from datetime import timedelta

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from pupils import chronology
from pupils.models import Pupil
from pupils.wording import day_text
from referrals import services as referrals
from referrals.meetings import deadlines, states
from referrals.meetings.models import Judgement, ProgressMeeting, ProgressRow
from referrals.models import OPEN_STATES, Referral
from reminders.deadlines import close_deadline
from schools.models import ClassGroup
from schools.policies import Policy, ProgressMeetings
from sendcase import edits, moment
from sendcase.edits import IllegalMove

PARTS = ("judgement", "note", "action", "action_by")


@transaction.atomic
def start(*, class_group, by) -> ProgressMeeting:
    """The class's open meeting: a new one, or the one that is open already. Raises IllegalMove."""
    group = edits.locked(ClassGroup, class_group.pk)  # two started at once must see each other
    if found := ProgressMeeting.objects.filter(class_group=group, state="open").first():
        return found
    policy = Policy.objects.get(school=group.school_id)
    if policy.progress_meetings == ProgressMeetings.NONE:
        raise IllegalMove("This school does not use progress meetings. The policy can change that.")
    if group.closed_on:
        raise IllegalMove(f"{group.name} was closed on {day_text(group.closed_on)}.")
    if not Pupil.objects.filter(class_group=group).on_roll().exists():
        raise IllegalMove(f"There are no children in {group.name} yet.")
    row = ProgressMeeting.objects.create(
        school_id=group.school_id, class_group=group, led_by=by, held_on=moment.today()
    )
    log.record("progressmeeting.started", target=row, by=by, school_id=row.school_id)
    return row


@transaction.atomic
def save(*, meeting, version, by, about: dict, judged: dict[int, dict]) -> ProgressMeeting:
    """about: held_on, present, note; judged: number of the child → PARTS. Raises Stale,
    IllegalMove for a meeting that is finished.
    """
    row = edits.locked(ProgressMeeting, meeting.pk, version)
    refuse_finished(row, "save")
    before = {name: getattr(row, name) for name in about}
    edits.save(row, **about)
    changed = {name: [before[name], about[name]] for name in about if before[name] != about[name]}
    log.record("progressmeeting.saved", target=row, by=by, school_id=row.school_id, detail=changed)
    save_rows(row, judged, by)
    return row


def save_rows(meeting, judged, by) -> None:
    there = {row.pupil_id: row for row in meeting.rows.select_for_update()}
    for number, parts in judged.items():
        row = there.get(number)
        was = {part: getattr(row, part) if row else "" for part in PARTS}
        detail = {part: [was[part], parts[part]] for part in PARTS if was[part] != parts[part]}
        if not detail:
            continue
        if row is None:
            row = ProgressRow.objects.create(
                school_id=meeting.school_id, meeting=meeting, pupil_id=number, **parts
            )
        else:
            edits.save(row, **parts)
        tell("progressrow.saved", row, by, detail)


@transaction.atomic
def finish(*, meeting, version, by) -> ProgressMeeting:
    """What was seen stands from now. A concern without an open referral is the teacher's to decide.

    Raises Stale; IllegalMove while a child of the class has no judgement.
    """
    row = edits.locked(ProgressMeeting, meeting.pk, version)
    refuse_finished(row, "finish")
    if left := unjudged(row):
        raise IllegalMove(f"Still to be looked at: {', '.join(pupil.name for pupil in left)}.")
    state = states.MOVES["finish"][row.state]
    edits.save(row, state=state, finished_at=moment.now(), finished_by=by)
    log.record("progressmeeting.finished", target=row, by=by, school_id=row.school_id)
    days = Policy.objects.values_list("referral_answer_days", flat=True).get(school=row.school_id)
    decide_by = moment.today() + timedelta(days=days)
    for each in row.rows.select_related("pupil").exclude(judgement=""):
        follow(each, decide_by)
    deadlines.keep(row.school_id)
    return row


def follow(row, decide_by) -> None:
    """The story of the child, and what a concern asks for."""
    if row.judgement != Judgement.SAME:
        words = f"Progress meeting: {row.get_judgement_display().lower()}"
        needs = Permission.REGISTER_VIEW
        chronology.note(row.pupil, words, needs=needs, on=row.meeting.held_on)
    if row.judgement == Judgement.CONCERN and not has_referral(row.pupil_id):
        locked = edits.locked(ProgressRow, row.pk)
        edits.save(locked, decide_by=decide_by)
        deadlines.open_decide(locked, decide_by)


def has_referral(pupil_id) -> bool:
    """A referral that was sent; a draft that nobody has seen answers no concern."""
    rows = Referral.objects.filter(pupil=pupil_id, state__in=OPEN_STATES)
    return rows.exclude(submitted_at=None).exists()


def unjudged(meeting) -> list[Pupil]:
    """Children of the class today without a judgement."""
    seen = meeting.rows.exclude(judgement="").values("pupil")
    here = Pupil.objects.filter(class_group=meeting.class_group_id).on_roll()
    return list(here.exclude(pk__in=seen).order_by("sort_key", "pk"))


@transaction.atomic
def raise_concern(*, row, by) -> Referral:
    """A draft of a referral with the words of the meeting, seen by `by` alone. Nothing is sent."""
    found = edits.locked(ProgressRow, row.pk)
    refuse_decided(found)
    mine = Referral.objects.filter(pupil=found.pupil_id, raised_by=by, state="draft").first()
    if mine is None:
        mine = referrals.start(pupil=found.pupil, by=by, values=words_for_referral(found))
    edits.save(found, referral=mine)
    tell("progressrow.referral_begun", found, by, {"referral": mine.pk})
    return mine


def words_for_referral(row) -> dict:
    meeting = row.meeting
    where = f"From the progress meeting of {meeting.class_group.name}"
    done = " by ".join(filter(None, [row.action, row.action_by]))
    return {
        "raised_on": meeting.held_on,
        "reasons": f"{where}, {day_text(meeting.held_on)}:\n{row.note}",
        "interventions": f"Agreed at the meeting: {done}" if done else "",
    }


@transaction.atomic
def decide(*, row, version, by, decided_how) -> ProgressRow:
    """No referral, and why. Raises Stale, IllegalMove."""
    found = edits.locked(ProgressRow, row.pk, version)
    refuse_decided(found)
    edits.save(found, decided_on=moment.today(), decided_by=by, decided_how=decided_how)
    close_deadline(deadlines.DECIDE, found)
    tell("progressrow.decided", found, by, {"decided_how": ["", decided_how]})
    return found


def refuse_finished(meeting, step) -> None:
    if meeting.state not in states.MOVES[step]:
        raise IllegalMove("This meeting is finished. What was seen then stands; start a new one.")


def refuse_decided(row) -> None:
    if row.decide_by is None or row.decided_on is not None:
        raise IllegalMove("There is nothing to decide here any more.")


def tell(verb, row, by, detail) -> None:
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record(verb, target=row, by=by, detail=detail, **ids)
