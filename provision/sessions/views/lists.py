"""Tick lists: my own of today, everybody's of one day, of one intervention; what is not ticked."""

from datetime import timedelta

from django.core.exceptions import BadRequest
from django.db.models import Count, Min
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.models import InterventionStaff, Session
from provision.sessions import reach
from provision.sessions.forms import staff_of
from provision.sessions.showing import ORDER, REASONS, Cards, in_order
from provision.sessions.views import finding
from pupils.wording import counted, day_text
from schools.access import school_or_404
from schools.sheets import links
from sendcase import moment
from sendcase.pages import keyset

ON_A_PAGE, EARLIER = 10, 3  # sessions, each with its children
NEWEST_FIRST = ("-on", "clock", "pk")
DAY = timedelta(days=1)
TABS = {"past": "So far", "waiting": "Not ticked yet", "coming": "Coming"}


def shown(request):
    """For the log: which children stood on it."""
    return {"pupils": request.shown, **request.GET.dict()}


def cards_of(request, sessions) -> Cards:
    sessions = list(sessions)
    cards = Cards(sessions, request.user, finding.to_tick(request.user, sessions))
    request.shown = sorted({*getattr(request, "shown", ()), *cards.pupils})
    return cards


@needs(P.SESSION_LOG)
@require_GET
@reads("listed", detail=shown)
def mine(request, slug):
    """My sessions today; above them the last ones of earlier days that nobody ticked."""
    school = school_or_404(request, slug, P.SESSION_LOG)
    today, own = moment.today(), in_order(reach.mine(request.user, school))
    waiting = reach.unticked(own.filter(on__lt=today))
    only_waiting = request.GET.get("show") == "waiting"
    rows, order = (waiting, NEWEST_FIRST) if only_waiting else (own.filter(on=today), ORDER)
    page = keyset(rows, order=order, request=request, size=ON_A_PAGE)
    earlier = [] if only_waiting else list(waiting.order_by(*NEWEST_FIRST)[:EARLIER])
    number = waiting.count()
    coming = own.filter(on__gt=today).order_by(*ORDER).first()
    context = {
        "page": page, "cards": cards_of(request, page.rows), "reasons": REASONS,
        "earlier": cards_of(request, earlier), "earlier_words": counted(number, "session"),
        "earlier_number": number, "has_more": number > len(earlier), "only_waiting": only_waiting,
        "today": day_text(today), "back": "mine",
        "coming": coming and f"{coming.intervention.name}, {day_text(coming.on)}",
        "sees_all": finding.sees_all(request.user, school),
    }  # fmt: skip
    return render(request, "sessions/mine.html", context)


@needs(P.PROVISION_VIEW)
@require_GET
@reads("listed", detail=shown)
def everybody(request, slug):
    """Every session of the school on one day."""
    school = finding.whole_school_or_404(request, slug)
    day = finding.day_asked(request)
    rows = of_day(request.user, school, day)
    page = keyset(rows, order=ORDER, request=request, size=ON_A_PAGE)
    context = {
        "page": page, "cards": cards_of(request, page.rows), "reasons": REASONS,
        "day": day_text(day), "is_today": day == moment.today(), "back": "all",
        "before": weekday(day, -1).isoformat(), "after": weekday(day, 1).isoformat(),
        "on": day.isoformat(),
        "staff": staff_of(school.pk) if may(request.user, P.SESSION_LOG, school.pk) else {},
        **to_take(request, school.pk),
    }  # fmt: skip
    return render(request, "sessions/all.html", context)


def of_day(user, school, day):
    return in_order(Session.objects.visible_to(user).filter(school=school, on=day))


def to_take(request, school_id) -> dict:
    """What components/_sheets.html needs besides rows."""
    return links(request, school_id, f"{request.path}as/")


def weekday(day, step):
    """The weekday before or after it."""
    day += DAY * step
    while day.weekday() > 4:
        day += DAY * step
    return day


@needs(P.PROVISION_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def late(request, slug):
    """Interventions with sessions that nobody ticked, and who runs them; the longest first."""
    school = finding.whole_school_or_404(request, slug)
    groups = groups_waiting(request.user, school)
    page = keyset(groups, order=("first", "intervention"), request=request)
    adults = adults_of(request.user, [row["intervention"] for row in page.rows])
    rows = [
        {"group": row["intervention__name"], "adults": adults.get(row["intervention"], ""),
         "words": f"{counted(row['number'], 'session')} since {day_text(row['first'])}",
         "url": f"/interventions/{row['intervention']}/sessions/?show=waiting"}
        for row in page.rows
    ]  # fmt: skip
    context = {"page": page, "rows": rows, **to_take(request, school.pk)}
    return render(request, "sessions/late.html", context)


def groups_waiting(user, school):
    """Of sessions of earlier days: {intervention, intervention__name, first, number}, unsorted."""
    visible = Session.objects.visible_to(user).filter(school=school)
    rows = reach.unticked(visible.filter(on__lt=moment.today())).order_by()
    groups = rows.values("intervention", "intervention__name")
    return groups.annotate(first=Min("on"), number=Count("pk"))


def adults_of(user, interventions) -> dict[int, str]:
    """Who runs each today, by name; interventions: of the page, which the person sees."""
    staff = InterventionStaff.objects.visible_to(user).held_today()
    staff = staff.filter(intervention__in=interventions)
    found: dict[int, list] = {}
    for row in staff.select_related("user").order_by("from_on", "pk"):
        found.setdefault(row.intervention_id, []).append(row.user.name if row.user else row.name)
    return {pk: ", ".join(names) for pk, names in found.items()}


@needs(P.PROVISION_VIEW)
@require_GET
@reads("listed", detail=shown)
def of_intervention(request, pk):
    """The sessions of one intervention: so far, those that wait for a tick, the coming ones."""
    row = finding.intervention(request, pk)
    chosen, (rows, order) = chosen_of(request), asked_for(request, row)
    page = keyset(rows, request=request, size=ON_A_PAGE, order=order)
    tabs = [{"title": title, "url": f"?show={key}", "here": key == chosen}
            for key, title in TABS.items()]  # fmt: skip
    context = {
        "intervention": row, "page": page, "cards": cards_of(request, page.rows),
        "reasons": REASONS, "tabs": tabs, "chosen": chosen, "back": f"of-{chosen}",
        "may_add": may(request.user, P.SESSION_LOG, row.school_id)
        and finding.runs(request.user, row),
        **to_take(request, row.school_id),
    }  # fmt: skip
    return render(request, "sessions/of.html", context)


def chosen_of(request) -> str:
    """The tab of the address. Raises BadRequest for none of ours."""
    chosen = request.GET.get("show", "past")
    if chosen not in TABS:
        raise BadRequest("show")
    return chosen


def asked_for(request, intervention):
    """(its sessions under the tab of the address, their order)."""
    chosen = chosen_of(request)
    visible = Session.objects.visible_to(request.user).filter(intervention=intervention)
    order = ORDER if chosen == "coming" else NEWEST_FIRST
    return in_order(under_tab(visible, chosen)), order


def under_tab(sessions, chosen):
    today = moment.today()
    if chosen == "waiting":
        return reach.unticked(sessions.filter(on__lt=today))
    return sessions.filter(on__gt=today) if chosen == "coming" else sessions.filter(on__lte=today)
