"""The school's words for each purpose."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission
from audit.reads import reads
from letters import markup, merge, wording
from letters.forms import WordingForm
from letters.purposes import purposes
from schools.access import school_or_404
from sendcase.drafts.sending import send

AUDIENCES = {"families": False, "young-people": True}
AUDIENCE_WORDS = {"families": "to families", "young-people": "to young people over school age"}


@needs(Permission.TEMPLATE_EDIT)
@require_GET
@reads("listed")
def wording_list(request, school):
    school = school_or_404(request, school, Permission.TEMPLATE_EDIT)
    rows = [
        {"title": f"{purpose.title}, {words}", "url": f"{request.path}{key}/{audience}/"}
        for key, purpose in purposes.items()
        for audience, words in AUDIENCE_WORDS.items()
    ]
    return render(request, "letters/wordings.html", {"rows": rows})


@needs(Permission.TEMPLATE_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def wording_edit(request, school, purpose, audience):
    school = school_or_404(request, school, Permission.TEMPLATE_EDIT)
    if purpose not in purposes or audience not in AUDIENCES:
        raise Http404
    key = {"purpose": purpose, "for_young_person": AUDIENCES[audience]}
    template = wording.shown(school, key.pop("purpose"), **key)
    form = WordingForm(
        request.POST or None, instance=template,
        initial={"version": template.version},
        kept_by=request.user, kept_as="wording", kept_key=f"{school.pk}-{purpose}-{audience}",
    )  # fmt: skip
    context = about(template, audience)
    if "preview" in request.POST:
        context["preview"] = preview(form, purpose) if form.is_valid() else None
    elif answer := saved(request, form, school, purpose, AUDIENCES[audience]):
        return answer
    return render(request, "letters/wording.html", {"form": form, **context})


def saved(request, form, school, purpose, for_young_person):
    def save():
        wording.save(
            school=school, purpose=purpose, for_young_person=for_young_person, by=request.user,
            **form.answers, version=form.cleaned_data["version"],
        )  # fmt: skip
        return request.path

    back = f"/{school.slug}/letters/templates/"
    done = "Saved. Letters that are not approved yet take the new words."
    return send(request, form, save, cancel_url=back, done=done)


def about(template, audience) -> dict:
    fields = merge.known(template.purpose).items()
    return {
        "title": purposes[template.purpose].title,
        "audience": AUDIENCE_WORDS[audience],
        "fields": [{"name": f"{{{n}}}", "what": w, "example": e} for n, (w, e) in fields],
        "history": wording.history(template)[:20],
    }


def preview(form, purpose) -> dict:
    """The words with examples in the fields: writes nothing, shows no child."""
    values, texts = merge.examples(purpose), form.cleaned_data
    return {
        "subject": merge.plain(texts["subject"], values),
        "body_html": markup.as_html(texts["body"], values),
        "slip_html": markup.as_html(texts["slip"], values),
    }
