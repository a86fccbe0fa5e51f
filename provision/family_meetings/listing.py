"""Whom the school has met: every child with support, and each term of the year."""

from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.db.models import Q

from accounts.permissions import Permission as P
from provision.family_meetings import owed, terms
from provision.family_meetings.models import ParentMeeting
from pupils.models import Pupil
from pupils.wording import counted, day_text
from schools.calendar import Span
from schools.models import ClassGroup, YearGroup
from schools.sheets import named
from sendcase import moment
from sendcase.sheets import Sheet

State = ParentMeeting.State
SHOW = [("", "Everybody"), ("unmet", "Not met this term"), ("unplanned", "Nothing planned either"),
        ("another_day", "Another day is asked for")]  # fmt: skip
YEARS = [("", "Every year"), *YearGroup.choices]
MET, INVITED, PLANNED, MISSED, TO_PLAN, LATER, NOT_YET = (
    "Held", "Invited", "Planned", "Missed", "To plan", "To come", "From next term"
)  # fmt: skip
KINDS = {MET: "done", INVITED: "plain", PLANNED: "plain", MISSED: "late", TO_PLAN: "soon"}


class Filters(forms.Form):
    """?class_group=7&year=3&show=unmet. What we do not know is said, never a wider list."""

    class_group = forms.ChoiceField(label="Class", required=False)
    year = forms.ChoiceField(label="Year", required=False, choices=YEARS)
    show = forms.ChoiceField(label="Show", required=False, choices=SHOW)

    def __init__(self, data, *, user, school):
        super().__init__(data)
        rows = ClassGroup.objects.visible_to(user).filter(school=school).open()
        classes = [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
        self.fields["class_group"].choices = [("", "Every class"), *classes]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select w-100"

    def narrow(self, rows, school, span):
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        for name in ("class_group", "year"):
            rows = rows.filter(**{name: asked[name]}) if asked[name] else rows
        return self._shown(rows, asked["show"], school, span)

    def _shown(self, rows, show, school, span):
        if not show:
            return rows
        if span is None:
            return rows.none()
        coming = ParentMeeting.objects.open().filter(school=school, planned_on__gte=span.starts_on)
        if show == "another_day":
            asked = coming.filter(answer=ParentMeeting.Answer.ANOTHER_DAY)
            return rows.filter(pk__in=asked.values("pupil"))
        met = owed.met_in(span, school.pk).values("pupil")
        rows = rows.filter(pk__in=owed.asked_in(span, school.pk).values("pk")).exclude(pk__in=met)
        return rows.exclude(pk__in=coming.values("pupil")) if show == "unplanned" else rows


@dataclass
class Year:
    """The parts of this school year, the one that runs, and who is asked in each."""

    school: object
    spans: list[Span]
    now: Span | None

    @classmethod
    def of(cls, school) -> "Year":
        found = terms.of_school(school.pk)
        today = moment.today()
        return cls(school, terms.of_year(found, today), terms.running(found, today))


def rows_of(user, school, filters: Filters, year: Year):
    """Children in reach with support today, as the filter says; a queryset."""
    reach = Pupil.objects.visible_to(user, P.PARENT_MEETING_ALL).filter(school=school)
    rows = filters.narrow(reach.filter(pk__in=owed.here(school.pk).values("pk")), school, year.now)
    return rows.select_related("class_group")


def cells(numbers: list[int], year: Year) -> dict[int, list[dict]]:
    """Child → {label, state, kind, day, row} of each part of the year. Two queries."""
    since = min((span.starts_on for span in year.spans), default=moment.today())
    meetings = defaultdict(list)
    rows = ParentMeeting.objects.filter(pupil__in=numbers).exclude(state=State.CANCELLED)
    for row in rows.filter(Q(planned_on__gte=since) | Q(held_on__gte=since)).order_by("pk"):
        if span := terms.span_of(year.spans, row.held_on or row.planned_on):
            meetings[row.pupil_id, span.starts_on].append(row)
    entries = defaultdict(list)
    found = owed.supported(year.school.pk).filter(pupil__in=numbers)
    for pupil, start, end in found.values_list("pupil", "from_on", "until_on"):
        entries[pupil].append((start, end))
    return {
        pk: [
            {"label": span.name} | cell(meetings[pk, span.starts_on], entries[pk], span, year.now)
            for span in year.spans
        ]
        for pk in numbers
    }


def cell(rows, entries, span: Span, now: Span | None) -> dict:
    """What stands for one child and one part of the year."""
    held = [row for row in rows if row.state == State.HELD]
    coming = [row for row in rows if row.is_open]
    if held or coming:
        row = (held or coming)[-1]
        state = MET if held else INVITED if row.state == State.INVITED else PLANNED
        return _cell(state, row)
    return _cell(_without(entries, span, now), None)


def _without(entries, span: Span, now: Span | None) -> str:
    """Where nothing was held and nothing is planned."""
    day = terms.cutoff(span)
    is_asked = any(start <= day and (end is None or end >= day) for start, end in entries)
    if now is None or span.starts_on > now.starts_on:
        return LATER
    if not is_asked:
        return NOT_YET if span == now else ""
    over = span.starts_on < now.starts_on or moment.today() > span.ends_on
    return MISSED if over else TO_PLAN


def _cell(state: str, row) -> dict:
    day = (row.held_on or row.planned_on) if row else None
    late = row is not None and row.is_open and day < moment.today()
    asked = row is not None and row.is_open and row.answer == ParentMeeting.Answer.ANOTHER_DAY
    words = "To be recorded" if late else "Another day asked" if asked else state
    return {
        "state": words, "met": state == MET, "day": day, "when": day_text(day),
        "kind": "late" if late else "soon" if asked else KINDS.get(state, "quiet"), "row": row,
    }  # fmt: skip


def row_of(pupil, found: list[dict], address) -> dict:
    """address(meeting, pupil) → where the child's line leads; found: the child's of cells()."""
    return {
        "name": pupil.name, "class": pupil.class_group.name if pupil.class_group else "",
        "year": pupil.get_year_display(), "cells": found,
        "url": address(_nearest(found), pupil),
    }  # fmt: skip


def _nearest(found):
    """The meeting that is open, else the last one there is; None."""
    rows = [each["row"] for each in found if each["row"]]
    return next((row for row in rows if row.is_open), rows[-1] if rows else None)


def totals(school, pupils, year: Year) -> list[dict]:
    """Of each part of the year: how many families were met, of how many. pupils: a queryset."""
    found = cells(list(pupils.order_by("pk").values_list("pk", flat=True)), year)
    told = []
    for place, span in enumerate(year.spans):
        states = [row[place] for row in found.values()]
        asked = [each for each in states if each["state"] not in (LATER, NOT_YET, "")]
        met = sum(each["met"] for each in states)
        told.append({
            "name": span.name, "words": f"{met} of {counted(len(asked), 'family')} met"
            if len(asked) == 1 else f"{met} of {len(asked)} families met",
            "is_ahead": year.now is None or span.starts_on > year.now.starts_on,
        })  # fmt: skip
    return told


def sheet_of(pupils, school, year: Year) -> Sheet:
    found = cells([pupil.pk for pupil in pupils], year)
    headings = ["Name", "Class", "Year"]
    for span in year.spans:
        headings += [span.name, f"{span.name}: day"]
    rows = []
    for pupil in pupils:
        line = [pupil.name, pupil.class_group.name if pupil.class_group else "None",
                pupil.get_year_display()]  # fmt: skip
        for each in found[pupil.pk]:
            line += [each["state"], each["day"] or ""]
        rows.append(line)
    name = named(school, "parent-meetings")
    return Sheet(name, "Parent meetings", headings, rows)
