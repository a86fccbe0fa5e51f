"""Writing a score down, and putting one right."""

from django.core.exceptions import ValidationError
from django.db import transaction

from audit import log
from pupils.models import Pupil
from pupils.scores import kinds
from pupils.scores.models import Score, key_of
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove


def check_day(taken_on, born_on) -> None:
    """Raises ValidationError for a day on which the pupil cannot have taken a test."""
    if taken_on > moment.today():
        raise ValidationError("This day is still to come.")
    if taken_on <= born_on:
        raise ValidationError("This day is before the child was born.")


@transaction.atomic
def record(*, pupil, by, test, kind, result, taken_on, source="") -> Score:
    """Raises IllegalMove where this test has a result on this day already, ValidationError for
    one that cannot be.
    """
    edits.locked(Pupil, pupil.pk)  # two written at once must see each other
    check_day(taken_on, pupil.born_on)
    tenths, word = kinds.read(kind, result)
    _refuse_twice(pupil, test, kind, taken_on)
    row = Score.objects.create(
        school_id=pupil.school_id, pupil=pupil, test=test, test_key=key_of(test), kind=kind,
        tenths=tenths, word=word, taken_on=taken_on, source=source, recorded_by=by,
    )  # fmt: skip
    tell("score.recorded", row, by, {name: [None, value] for name, value in facts(row).items()})
    return row


@transaction.atomic
def correct(*, score, version, by, test, kind, result, taken_on, source="") -> Score:
    """Put it right: the audit log keeps what stood there. Raises as record does, and Stale."""
    edits.locked(Pupil, score.pupil_id)
    row = edits.locked(Score, score.pk, version)
    check_day(taken_on, row.pupil.born_on)
    tenths, word = kinds.read(kind, result)
    _refuse_twice(row.pupil, test, kind, taken_on, but=row.pk)
    before = facts(row)
    edits.save(
        row, test=test, test_key=key_of(test), kind=kind, tenths=tenths, word=word,
        taken_on=taken_on, source=source,
    )  # fmt: skip
    after = facts(row)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    tell("score.corrected", row, by, changed)
    return row


def facts(row) -> dict:
    return {
        "test": row.test, "kind": row.kind, "result": row.result,
        "taken_on": row.taken_on.isoformat(), "source": row.source,
    }  # fmt: skip


def tell(verb, row, by, detail) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id, detail=detail
    )


def _refuse_twice(pupil, test, kind, taken_on, but=None) -> None:
    same = Score.objects.filter(pupil=pupil, test_key=key_of(test), kind=kind, taken_on=taken_on)
    if found := same.exclude(pk=but).first():
        raise IllegalMove(
            f"There is a result of {found.test} on {day_text(taken_on)} already: {found.result}. "
            "Correct that one in the list."
        )
