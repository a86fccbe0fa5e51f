"""Changing what we know about a pupil: create, update, move class, leave, come back."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.permissions import Permission
from audit import log
from pupils import leaving, own_class
from pupils.chronology import note
from pupils.models import Assignment, Enrolment, GroupPlace, Pupil
from pupils.wording import day_text
from schools import duties
from sendcase import edits, moment
from sendcase.edits import IllegalMove

# What only those with CONTEXT_VIEW may see, and so may change.
CONTEXT = (
    "ethnicity", "first_language", "eal", "fsm", "pupil_premium", "looked_after", "service_child",
    "young_carer", "medical_flag", "health_care_plan_url", "disability", "reasonable_adjustments",
    "how_to_help", "parents_may_be_told", "parents_may_be_told_note",
)  # fmt: skip


def check_dates(born_on, admitted_on=None, left_on=None) -> None:
    """Raise ValidationError, saying which two dates disagree."""
    today = moment.today()
    problems = {}
    if born_on and born_on > today:
        problems["born_on"] = f"The date of birth, {day_text(born_on)}, is in the future."
    elif born_on and born_on.year < today.year - 30:
        problems["born_on"] = f"{day_text(born_on)} is more than 30 years ago. Check the year."
    if admitted_on and born_on and admitted_on <= born_on:
        problems["admitted_on"] = (
            f"The child came on {day_text(admitted_on)}, before the date of birth, "
            f"{day_text(born_on)}."
        )
    start = admitted_on or born_on
    if left_on and start and (left_on < start or left_on <= (born_on or left_on)):
        earlier = "the child came on" if admitted_on else "the date of birth,"
        problems["left_on"] = (
            f"The last day here, {day_text(left_on)}, is before {earlier} {day_text(start)}."
        )
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def create_pupil(*, school, by, **fields) -> Pupil:
    """A new pupil. Raises IllegalMove for a UPN in use, and for a class that `by` holds."""
    pupil = Pupil(school=school, **fields)
    own_class.refuse(by=by, pupil=pupil)
    _check(pupil)
    _insert(pupil)
    if pupil.class_group_id:
        Enrolment.objects.create(
            school=school, pupil=pupil, class_group=pupil.class_group, from_on=moment.today()
        )
    detail = {name: [None, value] for name, value in fields.items() if value not in ("", None)}
    _tell("pupil.created", pupil, by, detail)
    note(pupil, "Added to the roll", needs=Permission.PUPIL_VIEW)
    return pupil


@transaction.atomic
def update_pupil(*, pupil, version, by, **fields) -> Pupil:
    """Change the fields that differ. Raises edits.Stale; IllegalMove for a UPN in use, and where
    `by` would let themselves into the child's file.

    A new class goes through the history of classes; a replaced UPN is kept as the former one.
    """
    row = edits.locked(Pupil, pupil.pk, version)
    if row.upn and fields.get("upn", row.upn) != row.upn:
        fields["former_upn"] = fields.get("former_upn") or row.upn
    changes = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not changes:
        return row
    own_class.refuse(by=by, pupil=row, **changes)
    detail = {name: [_plain(getattr(row, name)), _plain(new)] for name, new in changes.items()}
    was = row.left_on
    if "class_group" in changes:
        _move(row, changes["class_group"], moment.today())
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    _save(row, changes)
    _tell("pupil.updated", row, by, detail)
    _note_update(row, changes)
    if "class_group" in changes:
        duties.changed(row.school_id, by)
    if "left_on" in changes:
        _last_day(row, was, by)
    return row


@transaction.atomic
def move_class(*, pupil, class_group, by, on=None) -> Pupil:
    """From `on` (today, or a day before) the pupil is in this class; the old place is kept."""
    on = on or moment.today()
    row = edits.locked(Pupil, pupil.pk)
    if row.class_group_id == class_group.pk:
        return row
    if on > moment.today():
        raise IllegalMove("A move counts from today or an earlier day.")
    own_class.refuse(by=by, pupil=row, class_group=class_group)
    before = row.class_group
    _move(row, class_group, on)
    edits.save(row, class_group=class_group)
    _tell("pupil.moved", row, by, {"class_group": [_plain(before), class_group.name]})
    note(row, f"Moved to {class_group.name}", needs=Permission.PUPIL_VIEW, on=on)
    duties.changed(row.school_id, by)
    return row


@transaction.atomic
def leave(*, pupil, on, by, version=None) -> Pupil:
    """`on` is the last day here. Places in a class and staff assigned end with it, and what the
    rooms above hold open: at once, or when that day has come.
    """
    row = edits.locked(Pupil, pupil.pk, version)
    check_dates(row.born_on, row.admitted_on, on)
    was = row.left_on
    edits.save(row, left_on=on)
    _last_day(row, was, by)
    return row


def back_on_roll(row, was, by) -> None:
    """For the roll import, which has saved the (locked) pupil: `was` is the last day no more."""
    _last_day(row, was, by)


def _last_day(row, was, by) -> None:
    """What follows from a last day noted, changed or taken back (`was`: the one before)."""
    if was is not None:
        _reopen_places(row, was)
    if row.left_on is not None:
        _end_places(row, row.left_on)
        _tell("pupil.left", row, by, {"left_on": [was, row.left_on]})
        note(row, "Last day at this school", needs=Permission.PUPIL_VIEW, on=row.left_on)
    elif leaving.has_gone(was):
        note(row, "Back on the roll", needs=Permission.PUPIL_VIEW)
    leaving.last_day_noted(row, was, by)


def _reopen_places(row, was) -> None:
    """The places that ended with a last day that counts no more.

    Ahead: they go on. Past: the class from today, the gap stays; staff are assigned anew.
    """
    if was >= moment.today():
        for model in (Enrolment, Assignment):
            model.objects.filter(pupil=row, until_on=was).update(until_on=None)
        return
    here = row.left_on is None or row.left_on >= moment.today()
    has_place = Enrolment.objects.filter(pupil=row, until_on=None).exists()
    if here and row.class_group_id and not has_place:
        Enrolment.objects.create(
            school_id=row.school_id, pupil=row, class_group_id=row.class_group_id,
            from_on=moment.today(),
        )  # fmt: skip


def _end_places(row, on) -> None:
    """Of a teaching group for good: who comes back is put into it again by hand."""
    for model in (Enrolment, Assignment, GroupPlace):
        open_rows = model.objects.filter(pupil=row).held_on(on)
        open_rows.update(until_on=on)
        model.objects.filter(pupil=row, from_on__gt=on).delete()


def _move(row, class_group, on) -> None:
    """Close the open place the day before and open the next; the same day only replaces."""
    if class_group is not None and class_group.school_id != row.school_id:
        raise IllegalMove("This class belongs to another school.")
    # A place that ends with a last day noted ahead is the current one too.
    last_day = row.left_on if row.left_on and row.left_on >= on else None
    places = Enrolment.objects.filter(pupil=row)
    current = places.filter(Q(until_on=None) | Q(until_on=last_day)).first()
    if current and current.from_on >= on:
        current.delete()
    elif current:
        current.until_on = on - timedelta(days=1)
        current.save(update_fields=["until_on"])
    if class_group is not None:
        Enrolment.objects.create(
            school_id=row.school_id, pupil=row, class_group=class_group, from_on=on,
            until_on=last_day,
        )  # fmt: skip


def _check(pupil) -> None:
    check_dates(pupil.born_on, pupil.admitted_on, pupil.left_on)
    if pupil.class_group_id and pupil.class_group.school_id != pupil.school_id:
        raise IllegalMove("This class belongs to another school.")
    twins = Pupil.objects.filter(school=pupil.school_id, upn=pupil.upn).exclude(pk=pupil.pk)
    if pupil.upn and (twin := twins.first()):
        raise IllegalMove(f"{twin.name} already has the UPN {pupil.upn}.")


def _insert(pupil) -> None:
    try:
        with transaction.atomic():
            pupil.save()
    except IntegrityError as error:  # two people adding the same child in the same second
        raise IllegalMove(f"Somebody has just added a pupil with the UPN {pupil.upn}.") from error


def _save(row, changes) -> None:
    try:
        with transaction.atomic():
            edits.save(row, **changes)
    except IntegrityError as error:
        raise IllegalMove(f"Another pupil already has the UPN {row.upn}.") from error


def _note_update(row, changes) -> None:
    if "class_group" in changes:
        place = row.class_group.name if row.class_group else "no class"
        note(row, f"Moved to {place}", needs=Permission.PUPIL_VIEW)
    if {"disability", "reasonable_adjustments"} & set(changes):
        note(row, "Adjustments written down or changed", needs=Permission.CONTEXT_VIEW)


def _tell(verb, pupil, by, detail) -> None:
    plain = {name: [_plain(before), _plain(after)] for name, (before, after) in detail.items()}
    log.record(
        verb, target=pupil, by=by, school_id=pupil.school_id, pupil_id=pupil.pk, detail=plain
    )


def _plain(value):
    """As the log keeps it: a related row by its name."""
    return str(value) if hasattr(value, "pk") else value
