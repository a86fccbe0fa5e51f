"""Terms and closures: no two terms overlap, every closure lies inside one term."""

from datetime import date

from django.db import transaction

from audit import log
from schools import rhythm
from schools.models import Closure, School, Term
from sendcase import edits
from sendcase.edits import IllegalMove

LONGEST_TERM = 200  # days: a longer one is a slip in the year


def in_words(first: date, last: date) -> str:
    return f"{first:%a} {first.day} {first:%b %Y} to {last:%a} {last.day} {last:%b %Y}"


@transaction.atomic
def add_term(*, school, name, starts_on, ends_on, by) -> Term:
    """Raises IllegalMove where the days run backwards or another term has them."""
    edits.locked(School, school.pk)  # two added at once must see each other
    refuse_term(school, starts_on, ends_on)
    return add(Term, school, name, starts_on, ends_on, by)


@transaction.atomic
def change_term(*, term, version, name, starts_on, ends_on, by) -> Term:
    edits.locked(School, term.school_id)
    row = edits.locked(Term, term.pk, version)
    refuse_term(row.school, starts_on, ends_on, other_than=row.pk)
    refuse_stranded(row, starts_on, ends_on)
    return change(row, name, starts_on, ends_on, by)


@transaction.atomic
def remove_term(*, term, by) -> None:
    """Raises IllegalMove while closures lie in it."""
    row = edits.locked(Term, term.pk)
    refuse_stranded(row, None, None)
    remove(row, by)


@transaction.atomic
def add_closure(*, school, name, starts_on, ends_on, by) -> Closure:
    """Raises IllegalMove where the days run backwards or no one term has them all."""
    refuse_closure(school, starts_on, ends_on)
    return add(Closure, school, name, starts_on, ends_on, by)


@transaction.atomic
def change_closure(*, closure, version, name, starts_on, ends_on, by) -> Closure:
    row = edits.locked(Closure, closure.pk, version)
    refuse_closure(row.school, starts_on, ends_on)
    return change(row, name, starts_on, ends_on, by)


@transaction.atomic
def remove_closure(*, closure, by) -> None:
    remove(edits.locked(Closure, closure.pk), by)


def refuse_backwards(starts_on, ends_on) -> None:
    if ends_on < starts_on:
        raise IllegalMove(
            f"The last day ({ends_on:%a} {ends_on.day} {ends_on:%b %Y}) is before the first "
            f"({starts_on:%a} {starts_on.day} {starts_on:%b %Y})."
        )


def refuse_term(school, starts_on, ends_on, other_than=None) -> None:
    refuse_backwards(starts_on, ends_on)
    if (ends_on - starts_on).days > LONGEST_TERM:
        raise IllegalMove(
            f"{in_words(starts_on, ends_on)} is longer than any term. Check the year."
        )
    others = school.terms.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if clash := others.exclude(pk=other_than).first():
        raise IllegalMove(
            f"These days overlap with {clash.name} ({in_words(clash.starts_on, clash.ends_on)})."
        )


def refuse_stranded(term, starts_on, ends_on) -> None:
    """A closure that lies in the term now must lie in it afterwards."""
    inside = term.school.closures.filter(starts_on__gte=term.starts_on, ends_on__lte=term.ends_on)
    if starts_on is not None:
        inside = inside.exclude(starts_on__gte=starts_on, ends_on__lte=ends_on)
    if lost := inside.first():
        raise IllegalMove(
            f"{lost.name} ({in_words(lost.starts_on, lost.ends_on)}) would lie outside the term. "
            "Change or remove it first."
        )


def refuse_closure(school, starts_on, ends_on) -> None:
    refuse_backwards(starts_on, ends_on)
    if not school.terms.filter(starts_on__lte=starts_on, ends_on__gte=ends_on).exists():
        raise IllegalMove(
            f"No term has all the days {in_words(starts_on, ends_on)}. Holidays between terms "
            "need no closure."
        )


def add(model, school, name, starts_on, ends_on, by):
    row = model.objects.create(school=school, name=name, starts_on=starts_on, ends_on=ends_on)
    told(row, "added", by, {"name": [None, name], "days": [None, in_words(starts_on, ends_on)]})
    rhythm.changed(school.pk, by)
    return row


def change(row, name, starts_on, ends_on, by):
    before = (row.name, in_words(row.starts_on, row.ends_on))
    edits.save(row, name=name, starts_on=starts_on, ends_on=ends_on)
    days = [before[1], in_words(starts_on, ends_on)]
    told(row, "changed", by, {"name": [before[0], name], "days": days})
    rhythm.changed(row.school_id, by)
    return row


def remove(row, by) -> None:
    days = [in_words(row.starts_on, row.ends_on), None]
    told(row, "removed", by, {"name": [row.name, None], "days": days})
    row.delete()
    rhythm.changed(row.school_id, by)


def told(row, done, by, detail) -> None:
    verb = f"{row._meta.model_name}.{done}"
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
