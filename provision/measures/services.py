"""A result at entry, a result at exit. Each is a score of the child, written down once."""

from django.core.exceptions import ValidationError
from django.db import transaction

from audit import log
from provision.measures.models import Measure
from provision.models import Place
from pupils.models import Score
from pupils.scores import services as scores
from pupils.scores.models import key_of
from pupils.wording import day_text
from sendcase import edits
from sendcase.edits import IllegalMove

ENTRY, EXIT = "entry", "exit"


@transaction.atomic
def record(*, place, when, by, test, kind, result, taken_on) -> Measure:
    """The child's result at entry or at exit ("entry", "exit") of this place.

    A result of that test on that day which is there already is taken as it is, where it is the
    same. Raises ValidationError for a result that cannot be, IllegalMove: another result stands
    there (the words do not say which: who runs a group may not read it), exit before entry, no
    entry yet.
    """
    edits.locked(Place, place.pk)
    score = _score(place.pupil, by, test, kind, result, taken_on)
    key = {"place": place, "test_key": key_of(test), "kind": kind}
    row = Measure.objects.filter(**key).first()
    if when == ENTRY:
        row = _enter(row, place, score, key)
    else:
        row = _leave(row, score)
    detail = {"place": place.pk, when: score.pk}
    log.record(
        f"measure.{when}", target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id,
        detail=detail,
    )  # fmt: skip
    return row


def _score(pupil, by, test, kind, result, taken_on) -> Score:
    same = Score.objects.filter(
        pupil=pupil, test_key=key_of(test), kind=kind, taken_on=taken_on
    ).first()
    if same is None:
        return scores.record(
            pupil=pupil, by=by, test=test, kind=kind, result=result, taken_on=taken_on,
            source="An intervention",
        )  # fmt: skip
    tenths, word = scores.kinds.read(kind, result)
    if (tenths, word) != (same.tenths, same.word):
        raise IllegalMove(
            f"{pupil.name} has another result in this test on {day_text(taken_on)} already. "
            "Whoever keeps the child’s scores can put it right there."
        )
    return same


def _enter(row, place, score, key) -> Measure:
    if row is None:
        return Measure.objects.create(
            school_id=place.school_id, pupil_id=place.pupil_id, test=score.test, entry=score, **key
        )
    if row.exit_id and row.exit.taken_on <= score.taken_on:
        raise IllegalMove("The result at entry must be before the one at exit.")
    return edits.save(edits.locked(Measure, row.pk), entry=score)


def _leave(row, score) -> Measure:
    if row is None:
        raise IllegalMove("There is no result at entry in this test yet. Write that one first.")
    if score.taken_on <= row.entry.taken_on:
        raise IllegalMove("The result at exit must be after the one at entry.")
    return edits.save(edits.locked(Measure, row.pk), exit=score)


@transaction.atomic
def record_group(*, rows, when, by, test, kind, taken_on) -> tuple[int, dict[int, str]]:
    """Results of many children of one intervention at once: rows are (place, result).

    All or none. Returns how many were written and {place number: what is wrong}; where anything
    is wrong nothing is written.
    """
    wrong: dict[int, str] = {}
    written = 0
    with transaction.atomic():
        for place, result in rows:
            try:
                with transaction.atomic():
                    record(place=place, when=when, by=by, test=test, kind=kind, result=result,
                           taken_on=taken_on)  # fmt: skip
                written += 1
            except IllegalMove as refused:
                wrong[place.pk] = str(refused)
            except ValidationError as refused:
                wrong[place.pk] = " ".join(refused.messages)
        if wrong:
            transaction.set_rollback(True)
    return (0 if wrong else written), wrong
