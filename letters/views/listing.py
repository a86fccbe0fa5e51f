"""The letters of a school."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from audit.reads import reads
from letters import questions
from letters.listing import Filters, rows_of
from letters.models import Letter
from letters.querysets import FOR_THE_OFFICE
from schools.access import school_or_404
from schools.sheets import links
from sendcase.pages import keyset


@needs(Permission.LETTER_PRINT)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def letter_list(request, school):
    school = school_or_404(request, school, Permission.LETTER_PRINT)
    filters = Filters(request.GET)
    mine = Letter.objects.visible_to(request.user).filter(school=school)
    page = keyset(filters.narrow(mine.for_list()), order=("-pk",), request=request)
    summed = questions.summed(mine)
    sees_all = may(request.user, Permission.LETTER_VIEW, school.pk)
    context = {
        "page": page,
        "rows": rows_of(page.rows),
        "filters": filters,
        "questions": questions.counted(summed, filters.show),
        "answered": [] if filters.given else questions.answered(summed),
        "may_reply": may(request.user, Permission.LETTER_REPLY, school.pk),
        "may_hear": may(request.user, Permission.VOICE_VIEW, school.pk),
        "classes": filters.classes(school, request.user),
        "states": filters.states(Letter.State.values if sees_all else FOR_THE_OFFICE),
        "purposes": filters.purposes(),
        **links(request, school.pk, f"/{school.slug}/letters/as/"),
        "may_word": may(request.user, Permission.TEMPLATE_EDIT, school.pk),
        "may_write": may(request.user, Permission.LETTER_PREPARE, school.pk),
    }
    return render(request, "letters/list.html", context)
