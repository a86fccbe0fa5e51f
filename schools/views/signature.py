"""The signatures on letters: those who sign put their own there, and nobody else's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import needs
from accounts.permissions import Permission as P
from schools.access import school_or_404
from schools.forms import SignatureForm
from schools.services import signature as signatures


def of_role(request, slug, role):
    """The school. 404 for a role that signs nothing, 403 for a role that is not theirs to set."""
    school = school_or_404(request, slug, P.LETTER_APPROVE)
    if role not in signatures.SIGNING:
        raise Http404
    return school


def require_own(request, school, role) -> None:
    if not signatures.may_set(request.user, school, role):
        raise PermissionDenied(P.LETTER_APPROVE)


@needs(P.LETTER_APPROVE)
@require_GET
def signature(request, school, role):
    row = signatures.in_force(of_role(request, school, role), role)
    if row is None:
        raise Http404
    return HttpResponse(bytes(row.png), content_type="image/png")


@needs(P.LETTER_APPROVE)
@require_http_methods(["GET", "POST"])
def change_signature(request, school, role):
    school = of_role(request, school, role)
    require_own(request, school, role)
    is_sent = request.method == "POST"
    form = SignatureForm(request.POST, request.FILES) if is_sent else SignatureForm()
    back = f"/{school.slug}/school/"
    if form.is_valid():
        data = form.cleaned_data["signature"]
        signatures.set_signature(school=school, role=role, data=data, by=request.user)
        messages.success(request, "Your signature is in place.")
        return redirect(back)
    has = signatures.in_force(school, role) is not None
    context = {"form": form, "back": back, "role": role, "has_signature": has}
    return render(request, "schools/signature.html", context)


@needs(P.LETTER_APPROVE)
@require_POST
def remove_signature(request, school, role):
    school = of_role(request, school, role)
    require_own(request, school, role)
    signatures.set_signature(school=school, role=role, data=None, by=request.user)
    messages.success(request, "Your signature is gone. Letters leave room to sign by hand.")
    return redirect(f"/{school.slug}/school/")
