"""Whose family is still to be met in the part of the year that runs, from the records alone."""

from dataclasses import dataclass

from django.db.models import Q

from provision.family_meetings import terms
from provision.family_meetings.models import ParentMeeting
from pupils.models import Pupil
from register.models import RegisterEntry
from schools.calendar import Span
from schools.models import Census
from sendcase import moment

# SEN support and EHC plans, whatever the school calls its stages (SEND Code of Practice 6.65).
MET = (Census.K, Census.E)


@dataclass(frozen=True)
class Owed:
    """span: None where no meetings are kept or no term has begun."""

    span: Span | None
    pupils: list[Pupil]


def supported(school_id: int):
    """Entries of children who have SEN support or an EHC plan."""
    return RegisterEntry.objects.filter(school=school_id, census_code__in=MET)


def here(school_id: int):
    """Children whose last day has not come, and who have support today."""
    entries = supported(school_id).filter(until_on=None)
    on_roll = Q(left_on=None) | Q(left_on__gt=moment.today())
    return Pupil.objects.filter(on_roll, school=school_id, pk__in=entries.values("pupil"))


def asked_in(span: Span, school_id: int):
    """Those of them whose support runs on the day that decides about this part of the year."""
    day = terms.cutoff(span)
    then = supported(school_id).filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)
    return here(school_id).filter(pk__in=then.values("pupil"))


def met_in(span: Span, school_id: int):
    """Meetings that count for the part of the year that runs."""
    held = ParentMeeting.objects.held().filter(school=school_id)
    return held.filter(held_on__gte=span.starts_on)


def owed(school_id: int, pupil=None) -> Owed:
    """All of the school, or of one child. Four queries."""
    span = terms.running(terms.of_school(school_id), moment.today())
    if span is None:
        return Owed(None, [])
    rows = asked_in(span, school_id).exclude(pk__in=met_in(span, school_id).values("pupil"))
    if pupil is not None:
        rows = rows.filter(pk=pupil.pk)
    return Owed(span, list(rows.order_by("sort_key", "pk")))
