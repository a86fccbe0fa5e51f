"""The census days, the return of one day, handing it in, approving it, and what was approved."""

import json
from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from reports.census import days, deadlines, reading, services, sheets, showing
from reports.census.forms import DayForm
from reports.census.models import CensusDay, CensusVersion
from schools.access import school_by_id, school_or_404
from schools.models import Term
from schools.sheets import answer, asked, list_file, school_to_take
from sendcase import moment, years
from sendcase.edits import IllegalMove
from sendcase.frozen.services import is_whole


def day_of(words: str) -> date:
    """Of an address: 2026-10-01."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise Http404 from None
    if years.slip(day) or words != day.isoformat():
        raise Http404
    return day


def told(request) -> dict:
    """For the log: which return was looked at."""
    return {"day": request.resolver_match.kwargs["day"]}


def told_file(request) -> dict:
    return {**told(request), **asked(request), "mark": request.mark}


def kept_of(user, school, day) -> tuple[CensusDay | None, list[CensusVersion]]:
    """Its row, once there is one, and what was approved of it, the newest first."""
    rows = CensusDay.objects.visible_to(user).filter(school=school, day=day)
    versions = CensusVersion.objects.visible_to(user).filter(census__in=rows)
    joined = versions.select_related("approved_by", "handed_by", "census__school")
    return rows.select_related("handed_by", "school").first(), list(joined.order_by("-number"))


@needs(P.CENSUS_VIEW)
@require_GET
def days_list(request, school):
    school = school_or_404(request, school, P.CENSUS_VIEW)
    form = DayForm(request.GET if "on" in request.GET else None)
    if form.is_valid():
        return redirect("census:day", school.slug, form.cleaned_data["on"].isoformat())
    rows = showing.day_rows(school, moment.today())
    return render(request, "reports/census/list.html", {"rows": rows, "form": form})


@needs(P.CENSUS_VIEW)
@require_GET
def due(request, pk):
    """From the line on Today, which knows the term, to that term's census day."""
    term = get_object_or_404(Term, pk=pk)
    school = school_by_id(request.user, term.school_id)
    school_or_404(request, school.slug, P.CENSUS_VIEW)
    day = deadlines.day_in(term)
    if day is None:
        return redirect("census:list", school.slug)
    return redirect("census:day", school.slug, day.isoformat())


@needs(P.CENSUS_VIEW)
@require_GET
def handed(request, pk):
    """From the head's line on Today to the day."""
    rows = CensusDay.objects.visible_to(request.user).select_related("school")
    return redirect(get_object_or_404(rows, pk=pk))


@needs(P.CENSUS_VIEW)
@require_GET
@reads("listed", detail=told)
def one_day(request, school, day):
    school, day = school_or_404(request, school, P.CENSUS_VIEW), day_of(day)
    census, versions = kept_of(request.user, school, day)
    context = showing.page(request.user, school, day, census, versions)
    return render(request, "reports/census/day.html", context)


@list_file(detail=told_file)
def day_sheet(request, school, day, kind):
    school, day = school_to_take(request, school, P.CENSUS_VIEW), day_of(day)
    require(request.user, P.CENSUS_FILE, school_id=school.pk)
    found = reading.extract(school, day)
    _, versions = kept_of(request.user, school, day)
    is_approved = bool(versions) and versions[0].sha256 == found.sha256
    mark = f"approved-{versions[0].number}" if is_approved else "draft"
    return filed(request, kind, found.content, mark)


def filed(request, kind, value, mark):
    request.mark = mark
    made = sheets.sheet_of(value, request.school, mark=mark)
    return answer(request, kind, [made], lambda _: made, f"/{request.school.slug}/census/")


@needs(P.CENSUS_FILE)
@require_POST
def hand_in(request, school, day):
    school, day = school_or_404(request, school, P.CENSUS_VIEW), day_of(day)
    require(request.user, P.CENSUS_FILE, school_id=school.pk)

    def move():
        seen = request.POST.get("seen", "")
        services.hand_in(school=school, day=day, seen=seen, by=request.user)

    return pressed(request, move, "It is with the head now.")


@needs(P.CENSUS_APPROVE)
@require_POST
def approve(request, school, day):
    school, day = school_or_404(request, school, P.CENSUS_VIEW), day_of(day)
    require(request.user, P.CENSUS_APPROVE, school_id=school.pk)
    rows = CensusDay.objects.visible_to(request.user).select_related("school")
    census = get_object_or_404(rows, school=school, day=day)

    def move():
        services.approve(census=census, seen=request.POST.get("seen", ""), by=request.user)

    return pressed(request, move, "Approved, and kept as it is.")


def pressed(request, move, done):
    try:
        move()
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("census:day", request.school.slug, request.resolver_match.kwargs["day"])


def version_or_404(request, school, day, number) -> CensusVersion:
    school, day = school_or_404(request, school, P.CENSUS_VIEW), day_of(day)
    rows = CensusVersion.objects.visible_to(request.user).filter(census__school=school)
    joined = rows.select_related("approved_by", "handed_by", "census__school")
    return get_object_or_404(joined, census__day=day, number=number)


@needs(P.CENSUS_VIEW)
@require_GET
@reads("listed", detail=told)
def version(request, school, day, number):
    kept = version_or_404(request, school, day, number)
    value = json.loads(kept.content)
    context = {
        "version": kept, "shown": showing.version_row(kept), "whole": is_whole(kept),
        "title": days.name_of(kept.census.day), "day": kept.census.day,
        **showing.children(value), "may_file": may(request.user, P.CENSUS_FILE, request.school.pk),
    }  # fmt: skip
    return render(request, "reports/census/version.html", context)


@list_file(detail=told_file)
def version_sheet(request, school, day, number, kind):
    kept = version_or_404(request, school, day, number)
    require(request.user, P.CENSUS_FILE, school_id=request.school.pk)
    return filed(request, kind, json.loads(kept.content), f"approved-{kept.number}")
