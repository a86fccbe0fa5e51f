"""The tick sheet of one adult for one week, on paper, for those who tick with a pen."""

from collections import defaultdict
from datetime import timedelta

from django.template.loader import render_to_string

from provision.models import Mark, Place
from provision.sessions.naming import labels
from provision.sessions.showing import holds, when, words
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf

DAY = timedelta(days=1)


def pdf(*, school, adult, monday, sessions) -> bytes:
    """sessions: of that week, by showing.in_order. Raises PdfFailed."""
    context = {
        "school": school, "adult": adult, "groups": groups_of(list(sessions)),
        "week": f"{day_text(monday)} to {day_text(monday + 4 * DAY)}",
        "reasons": Mark.Reason.labels, "printed": day_text(moment.today()),
    }  # fmt: skip
    return render_pdf(render_to_string("sessions/print/week.html", context))


def groups_of(sessions) -> list[dict]:
    """A table for each intervention: its days across, its children down."""
    by_group = defaultdict(list)
    for row in sessions:
        by_group[row.intervention].append(row)
    places = defaultdict(list)
    rows = Place.objects.filter(intervention__in=by_group).select_related("pupil")
    for place in rows.order_by("pupil__sort_key", "pk"):
        places[place.intervention_id].append(place)
    marks = Mark.objects.filter(session__in=[row.pk for row in sessions]).exclude(outcome="")
    said = {(mark.session_id, mark.place_id): words(mark) for mark in marks}
    return [group(run, days, places[run.pk], said) for run, days in by_group.items()]


def group(run, days, places, said) -> dict:
    """Named is who is in it on one of these days, or has a tick there; nobody who left before."""
    cells = {place: [cell(place, row, said) for row in days] for place in places}
    there = [p for p in places if any(each["is_on"] or each["said"] for each in cells[p])]
    called = labels({place.pupil for place in there})
    return {
        "name": run.name,
        "days": [{"day": f"{row.on:%a} {row.on.day} {row.on:%b}", "when": when(row)}
                 for row in days],
        "rows": [{"label": called[p.pupil_id], "cells": cells[p]} for p in there],
    }  # fmt: skip


def cell(place, session, said) -> dict:
    """What is ticked already, boxes where it is not, a dash where the child is not in it."""
    gone = place.pupil.left_on is not None and place.pupil.left_on < session.on
    return {
        "is_on": holds(place, session.on) and not gone,
        "said": said.get((session.pk, place.pk), ""),
    }
