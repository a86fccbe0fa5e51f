"""The way in: straight to the only school, or a choice among several."""

from collections.abc import Callable

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import may, roles_by_school, signed_in
from accounts.permissions import Role
from schools.context import PLACES
from schools.models import School

# Where somebody without a place of their own begins: (user, school) → address or "". Upper apps add
# theirs in AppConfig.ready().
doors: list[Callable[[object, School], str]] = []


@signed_in
@require_safe
def home(request):
    schools = list(School.objects.visible_to(request.user).select_related("trust").order_by("name"))
    if len(schools) == 1 and (start := start_url(request.user, schools[0])):
        return redirect(start)
    roles = roles_by_school(request.user)
    cards = [
        {
            "name": school.name,
            "roles": ", ".join(Role(role).label for role in sorted(roles[school.pk])),
            "url": start_url(request.user, school),
            **of_trust(school, roles[school.pk]),
        }
        for school in schools
    ]
    return render(request, "schools/choose.html", {"cards": cards})


def start_url(user, school) -> str:
    """The first place at the school this person may go to; empty where there is none."""
    if roles_by_school(user).get(school.pk) == {Role.GUEST}:
        for door in doors:
            if address := door(user, school):
                return address
    for _key, _words, address, permission in PLACES:
        if may(user, permission, school.pk):
            return f"/{school.slug}/{address}"
    return ""


def of_trust(school, roles) -> dict:
    """For a trust lead: which trust it is, and the page that says who is responsible there."""
    if Role.TRUST_LEAD not in roles or school.trust is None:
        return {"trust": "", "about": ""}
    about, together = f"/{school.slug}/school/", f"/trust/{school.trust.slug}/"
    return {"trust": school.trust.name, "about": about, "together": together}
