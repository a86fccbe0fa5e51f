"""The school's own page: who is who, what families should know, the logo."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs
from accounts.permissions import Permission as P
from accounts.permissions import Role
from schools import services, wording
from schools.access import school_or_404
from schools.calendar import calendar_of
from schools.forms import LogoForm, SchoolForm
from schools.services import signature
from schools.views.tabs import tabs
from sendcase.drafts.sending import send


@needs(P.SCHOOL_VIEW)
@require_GET
def about(request, school):
    school = school_or_404(request, school, P.SCHOOL_VIEW)
    context = {
        "tabs": tabs(request, "school"),
        "sections": wording.about(school),
        "missing": wording.missing(school),
        "half_terms": wording.half_terms(calendar_of(school)),
        "may_edit": may(request.user, P.SCHOOL_EDIT, school.pk),
        "has_logo": services.has_logo(school),
        "signatures": signatures(request.user, school),
    }
    return render(request, "schools/about.html", context)


def signatures(user, school) -> list[dict]:
    """Of each role that signs letters, for those who sign them; nobody else sees a signature."""
    if not may(user, P.LETTER_APPROVE, school.pk):
        return []
    titles = {Role.SENCO: school.policy.senco_title, Role.HEAD: "Head"}
    kept = {role: signature.in_force(school, role) for role in titles}
    return [
        {
            "role": role.value,
            "title": title,
            "who": kept[role].uploaded_by.name if kept[role] else "",
            "may_set": signature.may_set(user, school, role),
        }
        for role, title in titles.items()
    ]


@needs(P.SCHOOL_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request, school):
    school = school_or_404(request, school, P.SCHOOL_EDIT)
    form = SchoolForm(
        request.POST or None, instance=type(school).objects.get(pk=school.pk),
        senco_title=school.policy.senco_title,
        kept_by=request.user, kept_as="school", kept_key=f"school-{school.pk}",
    )  # fmt: skip

    def do():
        version = form.cleaned_data["version"]
        services.update_school(school=school, version=version, by=request.user, **form.answers)

    back = f"/{school.slug}/school/"
    if answer := send(request, form, do, cancel_url=back, done="Saved."):
        return answer
    return render(request, "schools/edit.html", {"form": form, "back": back})


@needs(P.SCHOOL_VIEW)
@require_GET
def logo(request, school):
    school = school_or_404(request, school, P.SCHOOL_VIEW)
    png = school.logo
    if png is None:
        raise Http404
    return HttpResponse(png, content_type="image/png")


@needs(P.SCHOOL_EDIT)
@require_http_methods(["GET", "POST"])
def change_logo(request, school):
    school = school_or_404(request, school, P.SCHOOL_EDIT)
    is_sent = request.method == "POST"
    form = LogoForm(request.POST, request.FILES) if is_sent else LogoForm()
    back = f"/{school.slug}/school/"
    if form.is_valid():
        services.set_logo(school=school, data=form.cleaned_data["logo"], by=request.user)
        messages.success(request, "The new logo is in place.")
        return redirect(back)
    context = {"form": form, "back": back, "has_logo": services.has_logo(school)}
    return render(request, "schools/logo.html", context)


@needs(P.SCHOOL_EDIT)
@require_POST
def remove_logo(request, school):
    school = school_or_404(request, school, P.SCHOOL_EDIT)
    services.set_logo(school=school, data=None, by=request.user)
    messages.success(request, "The logo is gone. Letters show the school's name.")
    return redirect(f"/{school.slug}/school/")
