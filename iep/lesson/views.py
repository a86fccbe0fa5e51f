"""The lesson sheet and the cover teacher's page, on screen and on paper."""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.dates import words
from iep.lesson import cover, labels, printing, reach
from iep.lesson import sheet as sheets
from iep.views.reading import paper as pdf_response
from provision.interventions import class_help
from sendcase import moment
from sendcase.pdf import PdfFailed

MODES = {"sheet": "Lesson sheet", "cover": "For a cover teacher"}
CHOICES = {labels.NAMES: "Show names", labels.INITIALS: "Show initials"}


def shown(request):
    """For the log: which children stood on it, and how."""
    return {"pupils": request.shown, **request.GET.dict()}


@needs(P.LESSON_VIEW)
@require_GET
@reads("read", detail=shown)
def of_class(request, slug, pk):
    return page(request, reach.of_class(request, slug, pk))


@needs(P.LESSON_VIEW)
@require_GET
@reads("printed", detail=shown)
def of_class_pdf(request, slug, pk):
    return paper(request, reach.of_class(request, slug, pk))


@needs(P.LESSON_VIEW)
@require_GET
@reads("read", detail=shown)
def of_group(request, slug, pk):
    return page(request, reach.of_group(request, slug, pk))


@needs(P.LESSON_VIEW)
@require_GET
@reads("printed", detail=shown)
def of_group_pdf(request, slug, pk):
    return paper(request, reach.of_group(request, slug, pk))


def page(request, lesson):
    """Below the sheet: who of them has extra help when. A cover teacher's page names no more than
    it must.
    """
    context = context_of(request, lesson)
    if context["mode"] == "sheet" and lesson.pupils:
        called = context["sheet"].called
        rows = class_help.rows(request.user, Q(pupil__in=lesson.pupils), called)
        context["help"] = {"rows": rows} if rows else None
    return render(request, "lesson/page.html", context)


def paper(request, lesson):
    context = context_of(request, lesson)
    try:
        data = printing.pdf(context)
    except PdfFailed:
        return render(request, "lesson/no_paper.html", context, status=503)
    return pdf_response(data, f"lesson-{lesson.of.name}")


def context_of(request, lesson) -> dict:
    mode = chosen(request, "mode", MODES, "sheet")
    choice = chosen(request, "names", CHOICES, labels.NAMES)
    sheet = sheets.of_lesson(request.user, lesson, choice)
    request.shown = [pupil.pk for pupil in lesson.pupils]
    return {
        "sheet": sheet,
        "lesson": lesson,
        "mode": mode,
        "printed": words(moment.today()),
        "tabs": links(MODES, "mode", mode, names=choice),
        "choices": links(CHOICES, "names", choice, mode=mode),
        "query": urlencode({"mode": mode, "names": choice}),
        **(for_cover(sheet) if mode == "cover" else {}),
    }


def chosen(request, name, known, usual) -> str:
    value = request.GET.get(name, usual)
    if value not in known:
        raise BadRequest(name)
    return value


def links(known, name, here, **others) -> list[dict]:
    return [
        {"title": title, "url": f"?{urlencode({name: key, **others})}", "here": key == here}
        for key, title in known.items()
    ]


def for_cover(sheet) -> dict:
    """Who to ask, and what fits into two minutes."""
    school, adults = sheet.lesson.school, sheet.lesson.adults()
    ask = f"{school.senco_name}, {school.policy.senco_title}" if school.senco_name else ""
    head = {"ask": ask, "adults": labels.some(adults, 4), "safe": school.safeguarding_lead}
    said = " ".join([sheet.title, sheet.size, sheet.part, *head.values()])
    return {"cover": cover.of_sheet(sheet, said), **head}
