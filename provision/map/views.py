"""The provision map of one term: on screen in five ways, on paper, and on to the next term."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from provision.interventions.models import Intervention
from provision.map import clashes, copying, printing, showing
from provision.map.forms import CopyForm
from provision.map.grouping import WAYS, Group, grouped
from provision.map.reading import Run, runs_of
from provision.map.terms import Asked, asked
from pupils.wording import counted, day_text
from schools.access import school_or_404
from schools.calendar import Span
from schools.models import ClassGroup
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.pages import LONGEST_CURSOR
from sendcase.pdf import PdfFailed

GROUPS_SHOWN = 60
PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def filtered(request) -> dict:
    """For the log."""
    keys = ("term", "by", "class", "paper")
    return {key: request.GET[key][:20] for key in keys if key in request.GET}


@needs(P.PROVISION_VIEW)
@require_GET
@reads("listed", detail=filtered)
def page(request, school):
    school = school_or_404(request, school, P.PROVISION_VIEW)
    chosen = asked(school, request.GET.get("term", "")[:LONGEST_CURSOR])
    way = request.GET.get("by", "")
    way = way if way in WAYS else "school"
    runs, group = of_class(request, runs_of(request.user, school, chosen.term))
    groups = grouped(runs, way)
    whole = may(request.user, P.IMPACT_VIEW, school.pk)  # SENCO and head: all of the school
    context = {
        "asked": chosen, "way": way, "class": group, "classes": classes(request, school),
        "ways": ways(request, way), "terms": beside(request, chosen),
        "groups": shown_part(request, groups, way, chosen.term),
        "found": len(groups),
        "warnings": warnings(runs, whole and group is None),
        "paper_query": query(request, paper=""),
        "may_copy": may(request.user, P.PROVISION_EDIT, school.pk) and chosen.after is not None,
    }  # fmt: skip
    return render(request, "provision/map/page.html", context)


def shown_part(request, groups: list[Group], way: str, term: Span) -> list[dict]:
    """The first of them; `more` shows all. By pupil a school may have hundreds."""
    if "all" not in request.GET:
        groups = groups[:GROUPS_SHOWN]
    return [showing.group_of(group, way != "pupil", term) for group in groups]


def of_class(request, runs: list[Run]) -> tuple[list[Run], ClassGroup | None]:
    """Only what children of the class have, where the address names one the person may see."""
    typed = request.GET.get("class", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return runs, None
    group = ClassGroup.objects.visible_to(request.user).filter(
        school=request.school, pk=int(typed)
    ).first()  # fmt: skip
    if group is None:
        return runs, None
    found = []
    for run in runs:
        run.pupils = [child for child in run.pupils if child.class_id == group.pk]
        if run.pupils:
            found.append(run)
    return found, group


def classes(request, school):
    rows = ClassGroup.objects.visible_to(request.user).filter(school=school).open()
    return [{"name": row.name, "url": query(request, **{"class": row.pk})} for row in rows]


def query(request, **changes) -> str:
    """The address of this page with other answers; "" takes one out."""
    said = {key: request.GET[key] for key in ("term", "by", "class") if key in request.GET}
    said |= changes
    return "?" + urlencode({key: value for key, value in said.items() if value != ""})


def ways(request, here: str) -> list[dict]:
    return [
        {"title": words, "url": query(request, by=key), "here": key == here}
        for key, words in WAYS.items()
    ]


def beside(request, chosen: Asked) -> dict:
    return {
        key: {"name": term.name, "url": query(request, term=term.starts_on)}
        for key, term in (("before", chosen.before), ("after", chosen.after))
        if term is not None
    }


def warnings(runs: list[Run], whole: bool) -> list[dict]:
    """What cannot be, and what is wasted. Of adults and rooms only who sees the whole school."""
    children = [each.words for each in clashes.of_children(runs)]
    found = [("A child in two places at one time", children)]
    if whole:
        adults = [each.words for each in clashes.of_adults(runs)]
        rooms = [each.words for each in clashes.of_rooms(runs)]
        over = [f"{run.name}: {showing.places_of(run)}" for run in runs if run.beyond]
        unused = [f"{run.name}: {counted(run.unused, 'place')} free" for run in runs if run.unused]
        nobody = [run.name for run in runs if not run.people]
        found += [
            ("An adult in two places at one time", adults),
            ("A room used twice at one time", rooms),
            ("More children than places", over),
            ("Nobody gives it yet", nobody),
            ("Places nobody has", unused),
        ]
    return [{"title": title, "lines": lines} for title, lines in found if lines]


@needs(P.PROVISION_VIEW)
@require_GET
@confirm_password
@reads("printed", detail=filtered)
def paper(request, school):
    school = school_or_404(request, school, P.PROVISION_VIEW)
    chosen = asked(school, request.GET.get("term", "")[:LONGEST_CURSOR])
    runs, group = of_class(request, runs_of(request.user, school, chosen.term))
    try:
        data = printing.pdf(
            school=school, term=chosen.term, runs=runs, size=request.GET.get("paper", ""),
            printed=day_text(moment.today()), about=group.name if group else "",
        )  # fmt: skip
    except PdfFailed:
        back = f"/{school.slug}/provision/map/{query(request)}"
        return render(request, "provision/map/no_paper.html", {"back": back}, status=503)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="provision-map.pdf"'
    response["Content-Security-Policy"] = PAPER_POLICY
    return response


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
def copy(request, school):
    """Into the term after the one of the address."""
    school = school_or_404(request, school, P.PROVISION_EDIT)
    chosen = asked(school, request.GET.get("term", "")[:LONGEST_CURSOR])
    back = f"{reverse('provision_map:page', args=[school.slug])}?term={chosen.term.starts_on}"
    if chosen.after is None:
        return redirect(back)
    rows = to_copy(request, school, chosen)
    form = CopyForm(
        request.POST or None, rows=rows, kept_by=request.user, kept_as="map-copy",
        kept_key=f"school-{school.pk}-{chosen.after.starts_on}",
    )  # fmt: skip
    leads_to = f"{back.split('?')[0]}?term={chosen.after.starts_on}"

    def save():
        picked = Intervention.objects.visible_to(request.user).filter(pk__in=form.chosen)
        copying.copy(
            school=school, term=chosen.after, chosen=picked, with_pupils=form.with_pupils,
            by=request.user,
        )  # fmt: skip
        return leads_to

    done = f"Copied into {chosen.after.name}. Look through it: days, adults and children."
    if answer := send(request, form, save, cancel_url=back, done=done, leads_to=leads_to):
        return answer
    context = {"form": form, "asked": chosen, "back": back, "rows": form.drawn()}
    return render(request, "provision/map/copy.html", context)


def to_copy(request, school, chosen: Asked) -> list[dict]:
    """What ends before the next term begins and was not copied into it."""
    before = chosen.after.starts_on
    runs = [
        run for run in runs_of(request.user, school, chosen.term) if run.last and run.last < before
    ]
    copied = set(
        Intervention.objects.visible_to(request.user)
        .filter(copied_from__in=[run.pk for run in runs], starts_on__gte=before)
        .filter(starts_on__lte=chosen.after.ends_on)
        .exclude(state="declined")
        .values_list("copied_from", flat=True)
    )
    return [
        {"pk": run.pk, "name": run.name, "much": showing.amount(run),
         "who": ", ".join(run.people) or "Nobody yet",
         "children": counted(len({each.pupil_id for each in run.pupils}), "child").replace(
             "childs", "children")}
        for run in runs
        if run.pk not in copied
    ]  # fmt: skip
