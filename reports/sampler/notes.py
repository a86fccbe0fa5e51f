"""A governor's visit note, and the answers to its questions. No word of either names anybody."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import require
from accounts.permissions import Permission as P
from audit import log
from reports.naming import anybody, look
from reports.sampler import deadlines
from reports.sampler.known import names_of_everybody
from reports.sampler.models import Sample, VisitNote, VisitQuestion
from reports.sampler.people import TITLED
from reports.sampler.removing import is_usual
from sendcase import edits, moment
from sendcase.edits import IllegalMove

LONGEST_AGO = timedelta(days=366)


def names_in(school, *texts) -> tuple[list[str], list[str]]:
    """(what must go, what is asked about), as words of the text.

    A first name that anybody could have counts like one of a child here: what is refused tells
    nobody who is at the school.
    """
    names = names_of_everybody(school)
    must, may = [], []
    for text in filter(None, texts):
        for each in look(text, names):
            (must if each.is_certain else may).append(each.words)
        must += [each[0] for each in TITLED.finditer(text)]
        must += _usual(text)
    return list(dict.fromkeys(must)), list(dict.fromkeys(may))


def _usual(text: str) -> list[str]:
    return [each.words for each in look(text, anybody()) if is_usual(text, each)]


def refuse_names(school, *texts, is_sure=False) -> None:
    """is_sure: the writer says that words which are also names mean nobody. Raises IllegalMove."""
    must, may = names_in(school, *texts)
    if must:
        said = ", ".join(f"“{words}”" for words in must)
        raise IllegalMove(f"{said}: this may tell who is meant. Say it without.")
    if may and not is_sure:
        said = ", ".join(f"“{words}”" for words in may)
        raise IllegalMove(
            f"{said}: this can also be a name. Take it out, or tick below that nobody is meant."
        )


@transaction.atomic
def write(*, sample, visited_on, seen, questions, by, is_sure=False) -> VisitNote:
    """questions: texts, empty ones are left out. Raises IllegalMove, PermissionDenied."""
    require(by, P.SAMPLE_NOTE, school_id=sample.school_id)
    if not Sample.objects.visible_to(by).filter(pk=sample.pk).exists():
        raise PermissionDenied(P.SAMPLE_NOTE)
    refuse_visit(visited_on)
    refuse_names(sample.school, seen, *questions, is_sure=is_sure)
    ids = {"school_id": sample.school_id}
    note = VisitNote.objects.create(
        sample=sample, visited_on=visited_on, seen=seen, written_by=by, **ids
    )
    asked = [text for text in questions if text]
    for position, text in enumerate(asked, start=1):
        VisitQuestion.objects.create(note=note, position=position, question=text, **ids)
    deadlines.keep(note)
    log.record("visitnote.written", target=note, by=by, detail={"questions": len(asked)}, **ids)
    return note


def refuse_visit(day) -> None:
    if not moment.today() - LONGEST_AGO <= day <= moment.today():
        raise IllegalMove("Write the day of the visit: today, or a day of the last year.")


@transaction.atomic
def answer(*, note, answers, by, version=None, is_sure=False) -> VisitNote:
    """answers: {number of the question: words}; an empty one takes an answer away.

    Raises PermissionDenied, edits.Stale, IllegalMove.
    """
    require(by, P.SAMPLE_DRAW, school_id=note.school_id)
    row = edits.locked(VisitNote, note.pk, version)
    refuse_names(row.school, *answers.values(), is_sure=is_sure)
    detail = {}
    for question in row.questions.select_for_update():
        text = answers.get(question.pk, question.answer).strip()
        if text == question.answer:
            continue
        detail[question.pk] = [question.answer, text]
        said = {"answered_by": by, "answered_at": moment.now()} if text else {
            "answered_by": None, "answered_at": None}  # fmt: skip
        edits.save(question, answer=text, **said)
    edits.save(row)
    deadlines.keep(row)
    log.record("visitnote.answered", target=row, by=by, school_id=row.school_id, detail=detail)
    return row
