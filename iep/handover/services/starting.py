"""Beginning a handover, its days and its next teacher, and who may read before the day."""

from django.db import IntegrityError, transaction
from django.db.models import Q

from audit import log
from iep import schooldays
from iep.dates import words
from iep.handover import content, deadlines, states
from iep.handover.models import Handover, HandoverNote
from pupils.models import Pupil
from schools.calendar import calendar_of
from sendcase import edits, moment

TWICE = "There is a handover of this class for that day already."
State = states.State


@transaction.atomic
def start(*, school, class_group, takes_on, by, to_class=None, receiver=None, write_by=None,
          accept_by=None) -> Handover:  # fmt: skip
    """Begin the handover: a note for every child of the class on the register or with a plan,
    "what works" begun from the plan. Days not given come from the terms.

    Raises IllegalMove for a class of another school, a past day, and a second one for that day.
    """
    if class_group.school_id != school.pk or (to_class and to_class.school_id != school.pk):
        raise edits.IllegalMove("This class belongs to another school.")
    refuse_past(takes_on)
    days = calendar_of(school)
    with_a_day_free = Handover(
        school=school, class_group=class_group, to_class=to_class, receiver=receiver,
        takes_on=takes_on, write_by=write_by or schooldays.write_by(days, takes_on),
        accept_by=accept_by or schooldays.accept_by(days, takes_on),
    )  # fmt: skip
    row = _saved_new(with_a_day_free)
    add_notes(row, of_class(class_group))
    deadlines.keep(row)
    detail = {"class": [None, class_group.name], "takes_on": [None, takes_on],
              "receiver": [None, receiver.pk if receiver else None]}  # fmt: skip
    log.record("handover.started", target=row, by=by, school_id=school.pk, detail=detail)
    return row


def _saved_new(row) -> Handover:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise edits.IllegalMove(TWICE) from twice
    return row


def refuse_past(takes_on) -> None:
    if takes_on <= moment.today():
        raise edits.IllegalMove(
            f"{words(takes_on)} is not ahead. Say the first day of the next teacher."
        )


def of_class(class_group):
    """Children of the class who are on the register or have a plan that is used."""
    needs = Q(stage__on_register=True) | Q(plans__state__in=["draft", "agreed", "shared"])
    return Pupil.objects.on_roll().filter(needs, class_group=class_group).distinct()


def add_notes(handover, pupils) -> None:
    pupils = list(pupils)
    begun = content.first_words(pupils)
    HandoverNote.objects.bulk_create(
        HandoverNote(
            school_id=handover.school_id, handover=handover, pupil=pupil,
            works=begun.get(pupil.pk, ""),
        )
        for pupil in pupils
    )  # fmt: skip


@transaction.atomic
def add_child(*, handover, pupil, by) -> HandoverNote:
    """One more child of the class. Raises IllegalMove where it is in the handover already."""
    row = edits.locked(Handover, handover.pk)
    states.check(row, "write")
    if pupil.class_group_id != row.class_group_id or row.notes.filter(pupil=pupil).exists():
        raise edits.IllegalMove("Choose a child of this class who is not in the handover yet.")
    add_notes(row, [pupil])
    note = row.notes.get(pupil=pupil)
    ids = {"school_id": row.school_id, "pupil_id": pupil.pk}
    log.record("handover.child_added", target=note, by=by, **ids)
    return note


DAYS = ("to_class", "receiver", "takes_on", "write_by", "accept_by")


@transaction.atomic
def change(*, handover, version, by, **given) -> Handover:
    """Change next class, next teacher or days. A reading that was opened ends when the teacher or
    the day changes: the SENCO opens it again for whom they mean. Raises Stale, IllegalMove.
    """
    row = edits.locked(Handover, handover.pk, version)
    states.check(row, "change days")
    changes = {name: given[name] for name in DAYS if given[name] != getattr(row, name)}
    if not changes:
        return row
    if "takes_on" in changes:
        refuse_past(changes["takes_on"])
    if row.state == State.HANDED and changes.get("receiver", row.receiver) is None:
        raise edits.IllegalMove("It was handed over. Say who the next teacher is.")
    detail = {name: [_plain(getattr(row, name)), _plain(new)] for name, new in changes.items()}
    if row.opens_on and {"receiver", "takes_on"} & set(changes):
        detail["opens_on"] = [row.opens_on, None]
        changes |= {"opens_on": None, "opened_by": None}
    if "receiver" in changes:
        row.notes.filter(read_at__isnull=False).update(read_at=None, read_by=None)
    _save(row, changes)
    deadlines.keep(row)
    log.record("handover.changed", target=row, by=by, school_id=row.school_id, detail=detail)
    return row


def _save(row, changes) -> None:
    try:
        with transaction.atomic():
            edits.save(row, **changes)
    except IntegrityError as twice:
        raise edits.IllegalMove(TWICE) from twice


def _plain(value):
    return value.pk if hasattr(value, "pk") else value


@transaction.atomic
def open_reading(*, handover, version, opens_on, by) -> Handover:
    """Let the named next teacher read the notes that were handed over from this day until the
    class is theirs; None ends it at once. Nothing else of the record opens. Audited.
    """
    row = edits.locked(Handover, handover.pk, version)
    states.check(row, "open")
    if opens_on is not None:
        if row.receiver_id is None:
            raise edits.IllegalMove("Say first who the next teacher is.")
        if not moment.today() <= opens_on < row.takes_on:
            raise edits.IllegalMove(
                f"Choose a day from today until the day before {words(row.takes_on)}: from then on "
                "the class is theirs."
            )
    detail = {"opens_on": [row.opens_on, opens_on], "reader": [None, row.receiver_id],
              "until": [None, row.takes_on]}  # fmt: skip
    edits.save(row, opens_on=opens_on, opened_by=by if opens_on else None)
    verb = "handover.reading_opened" if opens_on else "handover.reading_ended"
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
    return row


@transaction.atomic
def call_off(*, handover, version, by) -> Handover:
    """A handover begun by mistake. What was written stays in the record."""
    row = edits.locked(Handover, handover.pk, version)
    states.check(row, "call off")
    edits.save(row, state=State.CANCELLED, opens_on=None, opened_by=None)
    deadlines.keep(row, done=False)
    log.record("handover.called_off", target=row, by=by, school_id=row.school_id)
    return row
