"""Who works with a child today, and so is made aware of the plan. Computed, never stored.

SEND Code of Practice 2015, 6.49: all teachers and support staff who work with the pupil should be
made aware of their needs, the outcomes sought, the support provided and any teaching strategies.
"""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from accounts.access import roles_at
from accounts.models import User
from accounts.permissions import Role
from pupils.models import Assignment
from schools.models import ClassStaff, Membership
from sendcase import moment

# Roles with which somebody reads the plan of a child by holding the class, by being assigned.
OF_CLASS = frozenset({Role.TEACHER, Role.SENCO, Role.HEAD})
ASSIGNED = frozenset({Role.SUPPORT, Role.SENCO, Role.HEAD})


class Duties:
    """Who works with whom at one school today. Three queries, however many children follow.

    pupil: look for this one only.
    """

    def __init__(self, school_id: int, pupil=None):
        self.of_class: dict[int, dict[int, date]] = defaultdict(dict)
        self.assigned: dict[int, dict[int, date]] = defaultdict(dict)
        self.roles: dict[int, set[str]] = defaultdict(set)
        places = ClassStaff.objects.held_today().filter(school=school_id)
        pairs = Assignment.objects.held_today().filter(school=school_id)
        held = Membership.objects.held_today().filter(school=school_id, user__is_active=True)
        if pupil is not None:
            places = places.filter(class_group=pupil.class_group_id)
            pairs = pairs.filter(pupil=pupil)
        for group, person, since in places.values_list("class_group", "user", "from_on"):
            self.of_class[group][person] = since
        for child, person, since in pairs.values_list("pupil", "user", "from_on"):
            self.assigned[child][person] = since
        if pupil is not None:
            held = held.filter(user__in=self._everybody())
        for person, role in held.values_list("user", "role"):
            self.roles[person].add(role)

    def _everybody(self) -> set[int]:
        found = [*self.of_class.values(), *self.assigned.values()]
        return {person for people in found for person in people}

    def towards(self, pupil_id: int, class_group_id: int | None) -> dict[int, date]:
        """Number of each person who works with this child → since when."""
        found = {}
        for person, since in self.of_class.get(class_group_id, {}).items():
            if OF_CLASS & self.roles.get(person, set()):
                found[person] = since
        for person, since in self.assigned.get(pupil_id, {}).items():
            if ASSIGNED & self.roles.get(person, set()):
                found[person] = min(since, found.get(person, since))
        return found


def people_with_duty(pupil) -> list[tuple[User, date]]:
    """(person, since when) for everybody who works with this child today, by name. Four queries.

    Nobody for a child who has left.
    """
    if pupil.left_on and pupil.left_on < moment.today():
        return []
    since = Duties(pupil.school_id, pupil).towards(pupil.pk, pupil.class_group_id)
    people = User.objects.filter(pk__in=since).order_by("name", "pk")
    return [(person, since[person.pk]) for person in people]


def duty_scope(user, school_id, prefix="pupil__") -> Q:
    """The same asked from a person: the children they work with today, as a filter."""
    roles, today = roles_at(user, school_id), moment.today()
    own, scope = prefix.removesuffix("__") or "pk", Q(pk__in=[])
    if OF_CLASS & roles:
        held = ClassStaff.objects.held_today(user).filter(school=school_id)
        scope |= Q(**{f"{prefix}class_group__in": held.values("class_group")})
    if ASSIGNED & roles:
        mine = Assignment.objects.held_today(user).filter(school=school_id)
        scope |= Q(**{f"{own}__in": mine.values("pupil")})
    here = Q(**{f"{prefix}left_on": None}) | Q(**{f"{prefix}left_on__gte": today})
    return here & scope
