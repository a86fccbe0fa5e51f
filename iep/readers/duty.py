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
from pupils.models import Assignment, GroupPlace
from schools.models import ClassStaff, GroupStaff, Membership
from sendcase import moment
from sendcase.at_once import at_once

# Roles with which somebody reads the plan of a child by holding the class, by teaching a group
# (pupils.querysets gives a group's pupils to teachers only), by being assigned.
OF_CLASS = frozenset({Role.TEACHER, Role.SENCO, Role.HEAD})
OF_GROUP = frozenset({Role.TEACHER})
KINDS = ("class", "group", "assigned", "role")  # of asked_of
ASSIGNED = frozenset({Role.SUPPORT, Role.SENCO, Role.HEAD})


class Duties:
    """Who works with whom at one school today, however many children follow: one query, four for
    a single child.

    pupil: look for this one only. found: what sendcase.at_once gave for `asked_of`.
    """

    def __init__(self, school_id: int, pupil=None, found=None):
        self.of_class: dict[int, dict[int, date]] = defaultdict(dict)
        self.of_group: dict[int, dict[int, date]] = defaultdict(dict)
        self.assigned: dict[int, dict[int, date]] = defaultdict(dict)
        self.roles: dict[int, set[str]] = defaultdict(set)
        if pupil is None:
            found = at_once(asked_of(school_id)) if found is None else found
            self._fill(*([[*row.values()] for row in found[kind]] for kind in KINDS))
        else:
            self._look_for(school_id, pupil)

    def _look_for(self, school_id: int, pupil) -> None:
        places, seats, pairs, held = (rows.values_list(*columns) for rows, columns in asked_of(
            school_id, pupil).values())  # fmt: skip
        self._fill(places, seats, pairs, ())
        for person, role in held.filter(user__in=self._everybody()):
            self.roles[person].add(role)

    def _fill(self, places, seats, pairs, held) -> None:
        for group, person, since in places:
            self.of_class[group][person] = since
        for child, person, *days in seats:
            self.of_group[child][person] = min(
                max(days), self.of_group[child].get(person, max(days))
            )
        for child, person, since in pairs:
            self.assigned[child][person] = since
        for person, role in held:
            self.roles[person].add(role)

    def _everybody(self) -> set[int]:
        found = [*self.of_class.values(), *self.of_group.values(), *self.assigned.values()]
        return {person for people in found for person in people}

    def towards(self, pupil_id: int, class_group_id: int | None) -> dict[int, date]:
        """Number of each person who works with this child → since when."""
        found: dict[int, date] = {}
        for people, roles in (
            (self.of_class.get(class_group_id, {}), OF_CLASS),
            (self.of_group.get(pupil_id, {}), OF_GROUP),
            (self.assigned.get(pupil_id, {}), ASSIGNED),
        ):
            for person, since in people.items():
                if roles & self.roles.get(person, set()):
                    found[person] = min(since, found.get(person, since))
        return found


def asked_of(school_id: int, pupil=None) -> dict:
    """What Duties is made of, for sendcase.at_once: who holds a class, who teaches a group in which
    a child is, who is assigned, and the roles held today.
    """
    places = ClassStaff.objects.held_today().filter(school=school_id)
    pairs = Assignment.objects.held_today().filter(school=school_id)
    seats = GroupPlace.objects.held_today().filter(school=school_id)
    if pupil is not None:
        places = places.filter(class_group=pupil.class_group_id)
        pairs, seats = pairs.filter(pupil=pupil), seats.filter(pupil=pupil)
    staff = GroupStaff.objects.held_today().filter(school=school_id)
    taught = ("pupil", "group__staff__user", "from_on", "group__staff__from_on")
    held = Membership.objects.held_today().filter(school=school_id, user__is_active=True)
    return {
        "class": (places, ("class_group", "user", "from_on")),
        "group": (seats.filter(group__staff__in=staff), taught),
        "assigned": (pairs, ("pupil", "user", "from_on")),
        "role": (held, ("user", "role")),
    }


def people_with_duty(pupil) -> list[tuple[User, date]]:
    """(person, since when) for everybody who works with this child today, by name. Five queries.

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
    if OF_GROUP & roles:
        groups = GroupStaff.objects.held_today(user).filter(school=school_id)
        seats = GroupPlace.objects.held_today().filter(group__in=groups.values("group"))
        scope |= Q(**{f"{own}__in": seats.values("pupil")})
    if ASSIGNED & roles:
        mine = Assignment.objects.held_today(user).filter(school=school_id)
        scope |= Q(**{f"{own}__in": mine.values("pupil")})
    here = Q(**{f"{prefix}left_on": None}) | Q(**{f"{prefix}left_on__gte": today})
    return here & scope
