"""Whom the SENCO can ask to answer about a child: who teaches it today, the SENCO and the head."""

from django.db.models import Q

from accounts.models import User
from accounts.permissions import Role
from pupils.groups.teaching import teachers_of
from schools.models import Membership


def people(pupil) -> list[User]:
    """By name, each once. Two queries."""
    held = Membership.objects.held_today().filter(school=pupil.school_id)
    teaches = Q(role=Role.TEACHER, user__in=teachers_of(pupil).order_by().values("pk"))
    asked = held.filter(teaches | Q(role__in=[Role.SENCO, Role.HEAD]))
    return list(User.objects.filter(pk__in=asked.values("user"), is_active=True).order_by("name"))
