"""The school's words for each purpose, reader and language."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from letters import merge, wording
from letters.forms import WordingForm
from letters.languages import ENGLISH, by_code
from letters.views import trying
from letters.wordings import checks, presenting
from schools.access import school_or_404
from sendcase.drafts.sending import send

AUDIENCES = {"families": False, "young-people": True}


@needs(Permission.TEMPLATE_EDIT)
@require_GET
@reads("listed")
def wording_list(request, school):
    school = school_or_404(request, school, Permission.TEMPLATE_EDIT)
    rows = presenting.rows(school, request.path)
    return render(request, "letters/wordings.html", {"rows": rows})


@needs(Permission.TEMPLATE_EDIT)
@require_http_methods(["GET", "POST"])
@reads(detail=trying.looked_for)
def wording_edit(request, school, purpose, audience, language=ENGLISH.code):
    school = school_or_404(request, school, Permission.TEMPLATE_EDIT)
    if not presenting.is_one(purpose, audience, language):
        raise Http404
    of = {"for_young_person": AUDIENCES[audience], "language": language}
    template = wording.shown(school, purpose, **of)
    form = WordingForm(
        request.POST or None, instance=template,
        initial={"version": template.version},
        kept_by=request.user, kept_as="wording",
        kept_key=presenting.key_of(school, purpose, audience, language),
    )  # fmt: skip
    boxes = trying.try_form(request, school)
    answer = answered(request, form, boxes, school, purpose, of)
    if isinstance(answer, HttpResponse):
        return answer
    context = presenting.about(template, audience, by_code[language]) | (answer or {})
    return render(request, "letters/wording.html", {"form": form, "boxes": boxes, **context})


def answered(request, form, boxes, school, purpose, of):
    """A response; else what the page shows besides, or None."""
    if trying.asked(request):
        return trying.tried(request, form, boxes)
    return saved(request, form, school, purpose, of)


def saved(request, form, school, purpose, of):
    def save():
        texts = form.answers
        wording.save(
            school=school, purpose=purpose, by=request.user, **of, **texts,
            version=form.cleaned_data["version"],
        )  # fmt: skip
        for words in checks.said({part: texts[part] for part in merge.PARTS}, purpose):
            messages.warning(request, words)
        return request.path

    back = f"/{school.slug}/letters/templates/"
    done = "Saved. Letters that are not approved yet take the new words."
    return send(request, form, save, cancel_url=back, done=done)
