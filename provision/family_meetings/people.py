"""Who of the school meets a family, and who may do what was agreed with it."""

from django.db.models import Q

from accounts.models import User
from accounts.permissions import Role
from pupils.groups.teaching import teachers_of
from pupils.models import Assignment
from reminders.owners import Duties
from schools.models import Membership


def doers(pupil) -> list[User]:
    """Teachers of the child, support staff assigned to it, the SENCO: they read the meeting."""
    held = Membership.objects.held_today().filter(school=pupil.school_id)
    teaches = Q(role=Role.TEACHER, user__in=teachers_of(pupil).order_by().values("pk"))
    mine = Assignment.objects.held_today().filter(pupil=pupil).values("user")
    found = held.filter(teaches | Q(role=Role.SENCO) | Q(role=Role.SUPPORT, user__in=mine))
    return list(User.objects.filter(pk__in=found.values("user"), is_active=True).order_by("name"))


def leaders(pupils, school) -> dict[int, User]:
    """Child → the class teacher of today, or a SENCO where there is none."""
    duties = Duties(school.pk)
    sencos = [person for person, roles in duties.roles.items() if Role.SENCO in roles]
    first = min(sencos, default=None)
    by_child = {pupil.pk: duties.class_teacher(pupil) or first for pupil in pupils}
    people = User.objects.in_bulk({pk for pk in by_child.values() if pk})
    return {child: people[pk] for child, pk in by_child.items() if pk in people}
