"""Progress meetings: the school's, a class's, the class on one page, the check at the end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission
from audit.reads import reads
from referrals.meetings import board, presenting, services
from referrals.meetings.forms import BoardForm
from referrals.meetings.models import ProgressMeeting
from referrals.meetings.periods import period_of
from referrals.meetings.querysets import classes
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase import edits, moment
from sendcase.drafts.sending import send
from sendcase.pages import keyset

P = Permission


@needs(P.MEETING_VIEW)
@require_GET
@reads("listed")
def overview(request, school):
    """Which classes have met in this half-term, and what was seen, in counts."""
    school = school_or_404(request, school, P.MEETING_VIEW)
    period = period_of(school.pk, moment.today())
    page = keyset(groups_of(request.user, school), request=request, size=60)
    context = {
        "page": page, "period": period, "policy": school.policy,
        "rows": rows_of(request.user, school, page.rows, period),
        "is_used": school.policy.progress_meetings != "none",
        **links(request, school.pk, f"/{school.slug}/progress/as/"),
    }  # fmt: skip
    return render(request, "referrals/meetings/overview.html", context)


def groups_of(user, school):
    return classes(user).filter(school=school, closed_on=None).order_by("sort_key", "pk")


def rows_of(user, school, groups, period) -> list[dict]:
    """A line for each of these classes, with its newest meeting of this half-term."""
    since = {"held_on__gte": period.starts_on} if period else {}
    found = ProgressMeeting.objects.visible_to(user).filter(
        school=school, class_group__in=[group.pk for group in groups], **since
    )
    return presenting.overview(groups, presenting.with_counts(found), period)


def class_or_404(request, pk, permission=P.MEETING_VIEW):
    rows = classes(request.user, P.MEETING_VIEW).select_related("school__policy")
    group = record_or_404(request, rows, pk)
    if permission != P.MEETING_VIEW:
        require(request.user, permission, school_id=group.school_id)
    return group


@needs(P.MEETING_VIEW)
@require_GET
@reads("listed")
def of_class(request, pk):
    """Every meeting of a class, the newest first."""
    group = class_or_404(request, pk)
    meetings = meetings_of(request.user, group)
    page = keyset(meetings, order=("-held_on", "-pk"), request=request, size=40)
    context = {
        "group": group, "page": page, "rows": presenting.history(page.rows),
        "open": meetings.filter(state="open").first(),
        "may_edit": may_edit(request.user, group.school_id),
        "is_used": group.school.policy.progress_meetings != "none",
        **links(request, group.school_id, f"/progress/classes/{pk}/as/"),
    }  # fmt: skip
    return render(request, "referrals/meetings/class.html", context)


def meetings_of(user, group):
    """With how often each answer was given, and who led it."""
    rows = ProgressMeeting.objects.visible_to(user).filter(class_group=group)
    return presenting.with_counts(rows).select_related("led_by")


def may_edit(user, school_id) -> bool:
    return may(user, P.MEETING_EDIT, school_id)


@needs(P.MEETING_EDIT)
@require_POST
def start(request, pk):
    group = class_or_404(request, pk, P.MEETING_EDIT)
    try:
        return redirect(services.start(class_group=group, by=request.user))
    except edits.IllegalMove as refused:
        messages.error(request, str(refused))
        return redirect("referrals:class-meetings", group.pk)


def found(request, pk) -> ProgressMeeting:
    rows = ProgressMeeting.objects.visible_to(request.user)
    return record_or_404(
        request, rows.select_related("school__policy", "class_group", "led_by"), pk
    )


@needs(P.MEETING_VIEW)
@require_http_methods(["GET", "POST"])
@reads("read")
def meeting(request, pk):
    """The class on one page: to fill in while it is open, to read afterwards."""
    row = found(request, pk)
    if request.method == "POST":
        require(request.user, P.MEETING_EDIT, school_id=row.school_id)
    if row.is_open and may_edit(request.user, row.school_id):
        return filled_in(request, row)
    if request.method == "POST":
        messages.info(request, "This meeting is finished. What was seen then stands.")
        return redirect(row)
    return read_page(request, row)


def filled_in(request, row):
    pupils = board.children(request.user, row)
    form = BoardForm(
        request.POST or None, meeting=row, pupils=pupils,
        rows={each.pupil_id: each for each in row.rows.all()},
        kept_by=request.user, kept_as="progress-meeting", kept_key=f"meeting-{row.pk}",
    )  # fmt: skip

    def save():
        try:
            services.save(
                meeting=row, version=form.cleaned_data["version"], by=request.user,
                about=form.about, judged=form.judged,
            )  # fmt: skip
        except edits.Stale as stale:
            raise edits.Stale(form.liken(stale.current)) from stale
        return f"{row.get_absolute_url()}check/" if "check" in request.POST else None

    if answer := send(request, form, save, cancel_url=row.get_absolute_url(), done="Saved."):
        return answer
    context = {
        "meeting": row, "form": form, "policy": row.school.policy,
        "cards": form.cards(board.facts(request.user, row, pupils)),
    }  # fmt: skip
    return render(request, "referrals/meetings/board.html", context)


def read_page(request, row):
    sees = {pupil.pk: pupil for pupil in board.children(request.user, row)}
    context = {
        "meeting": row, "policy": row.school.policy,
        "rows": presenting.seen(row.rows.all(), sees),
        "may_edit": may_edit(request.user, row.school_id),
        **links(request, row.school_id, f"{row.get_absolute_url()}as/"),
    }  # fmt: skip
    return render(request, "referrals/meetings/read.html", context)


@needs(P.MEETING_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def check(request, pk):
    """What follows if the meeting is finished now."""
    row = found(request, pk)
    require(request.user, P.MEETING_EDIT, school_id=row.school_id)
    if not row.is_open:
        return redirect(row)
    if request.method == "POST":
        return finished(request, row)
    sees = {pupil.pk: pupil for pupil in board.children(request.user, row)}
    rows = presenting.seen(row.rows.all(), sees)
    context = {
        "meeting": row, "policy": row.school.policy, "left": services.unjudged(row),
        "concerns": [each for each in rows if each["words"] == "Concern"],
        "watched": [each for each in rows if each["words"] == "Watch"],
        "same": sum(each["words"] == "No change" for each in rows),
    }  # fmt: skip
    return render(request, "referrals/meetings/check.html", context)


def finished(request, row):
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        raise Http404
    try:
        services.finish(meeting=row, version=int(version), by=request.user)
    except edits.Stale:
        messages.warning(request, "Somebody saved the meeting since you looked. Look again.")
        return redirect("referrals:meeting-check", row.pk)
    except edits.IllegalMove as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, "The meeting is finished.")
    return redirect(row)
