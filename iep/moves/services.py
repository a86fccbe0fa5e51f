"""Lists of tasks for joiners and leavers: begun, worked through, ended when the child has left."""

from django.db import IntegrityError, transaction

from accounts.permissions import Permission
from audit import log
from iep import schooldays
from iep.moves import beginning, candidates, tasks
from iep.moves.beginning import without_list
from iep.moves.models import MoveNote, MoveTask, SchoolMove
from pupils import chronology
from pupils import services as pupils
from pupils.leaving import LEFT, Room, has_gone
from schools.calendar import calendar_of
from sendcase import edits, moment

State = MoveTask.State
Direction = SchoolMove.Direction
STARTED = {Direction.JOINING: "Preparing to join us", Direction.LEAVING: "Preparing to leave"}


@transaction.atomic
def start_move(*, pupil, direction, by, days=None, **given) -> SchoolMove:
    """The list of tasks of one child, each due by the end of the spring term. given: setting,
    who_to_call, sen_known, about; days: the school's calendar, if the caller asks about many.

    Raises IllegalMove for a second list, and for a child who has left.
    """
    if has_gone(pupil.left_on):
        raise edits.IllegalMove(f"{pupil.first_name} has left.")
    year = candidates.year_of(pupil, direction)
    move = SchoolMove(
        school_id=pupil.school_id, pupil=pupil, direction=direction, year=year, **given
    )
    try:
        with transaction.atomic():
            move.save()
    except IntegrityError as twice:
        raise edits.IllegalMove(f"{pupil.first_name} has a list for this year already.") from twice
    add_tasks(move, days or calendar_of(pupil.school))
    ids = {"school_id": pupil.school_id, "pupil_id": pupil.pk}
    detail = {"direction": [None, direction], "setting": [None, move.setting]}
    log.record("schoolmove.started", target=move, by=by, detail=detail, **ids)
    said, url = STARTED[Direction(direction)], move.get_absolute_url()
    chronology.note(pupil, said, needs=Permission.MOVE_VIEW, url=url)
    beginning.keep(pupil.school_id, done=True)
    return move


def add_tasks(move, days) -> None:
    due_on = due(move, days)
    for task in tasks.TASKS:
        if task.direction == move.direction:
            row = MoveTask.objects.create(
                school_id=move.school_id, pupil=move.pupil, move=move, key=task.key, due_on=due_on
            )
            tasks.keep(row)


def due(move, days):
    """The last day of the spring term; sooner where the child comes or goes sooner; never past."""
    pupil, today = move.pupil, moment.today()
    turns = pupil.admitted_on if move.direction == Direction.JOINING else pupil.left_on
    by = schooldays.spring_end(days, move.year)
    if by < today:
        by = turns or schooldays.last_day(move.year)
    return max(today, min(by, turns or by))


@transaction.atomic
def add_joiner(*, school, by, setting, who_to_call="", sen_known="", about="", **fields):
    """A child who is known to come: a pupil whose first day is ahead, with a list of tasks.

    Raises IllegalMove where the first day is not ahead, or such a child is there already.
    """
    if fields["admitted_on"] <= moment.today():
        raise edits.IllegalMove("The first day is not ahead. Add the child under Pupils instead.")
    pupil = pupils.create_pupil(school=school, by=by, **fields)
    return start_move(
        pupil=pupil, direction=Direction.JOINING, by=by, setting=setting,
        who_to_call=who_to_call, sen_known=sen_known, about=about,
    )  # fmt: skip


@transaction.atomic
def start_leavers(*, school, by) -> int:
    """A list for every leaver of this year on the register or watched who has none yet. Returns how
    many.
    """
    year = schooldays.school_year(moment.today())
    rows = list(without_list(school, year).select_related("school").order_by("pk"))
    days = calendar_of(school)
    for pupil in rows:
        start_move(pupil=pupil, direction=Direction.LEAVING, by=by, days=days)
    return len(rows)


@transaction.atomic
def change_move(*, move, version, by, **given) -> SchoolMove:
    """Who to call, where from or to, what is known. Raises Stale."""
    row = edits.locked(SchoolMove, move.pk, version)
    detail = {n: [getattr(row, n), new] for n, new in given.items() if getattr(row, n) != new}
    edits.save(row, **given)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("schoolmove.changed", target=row, by=by, detail=detail, **ids)
    return row


@transaction.atomic
def end_task(*, task, version, by, state, note, done_on=None) -> MoveTask:
    """Done on a day, or not needed with a reason; "open" opens it again. Raises Stale, ValueError
    for "not needed" without a reason, IllegalMove for a child who has left.
    """
    row = edits.locked(MoveTask, task.pk, version)
    if state == State.NOT_NEEDED and not note:
        raise ValueError("a task that is not needed says why")
    if state == State.OPEN and has_gone(row.pupil.left_on):
        raise edits.IllegalMove(f"{row.pupil.first_name} has left: nothing is to be done any more.")
    return _set(row, by, state, note, done_on or moment.today())


def _set(row, by, state, note, day) -> MoveTask:
    detail = {"state": [row.state, state], "note": [row.note, note]}
    is_open = state == State.OPEN
    edits.save(
        row, state=state, note=note, done_on=None if is_open else day,
        done_by=None if is_open else by,
    )  # fmt: skip
    tasks.keep(row)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("movetask.noted", target=row, by=by, detail=detail, **ids)
    return row


@transaction.atomic
def add_note(*, move, by, text) -> MoveNote:
    note = MoveNote.objects.create(
        school_id=move.school_id, pupil_id=move.pupil_id, move=move, text=text, by=by
    )
    ids = {"school_id": move.school_id, "pupil_id": move.pupil_id}
    log.record("movenote.added", target=note, by=by, detail={"text": [None, text]}, **ids)
    return note


def leave(pupil, by, was) -> None:
    """With the last day what is still open is not needed any more."""
    rows = MoveTask.objects.open().filter(pupil=pupil).select_for_update(of=("self",))
    for row in rows.order_by("pk"):
        _set(row, by, State.NOT_NEEDED, row.note or LEFT, moment.today())


def waiting():
    return MoveTask.objects.open().values_list("pupil", flat=True).distinct()


ROOM = Room("moves", 22, leave, waiting)
