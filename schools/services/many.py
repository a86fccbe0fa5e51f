"""Many classes and many who hold them at once: the rules of `classes`, read once for all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.access import roles_at
from accounts.models import User
from accounts.permissions import Role
from audit import log
from schools import duties, rhythm
from schools.models import ClassGroup, ClassStaff, School
from schools.people.roles import known_only_to
from schools.services.classes import (
    KNOWN_TO_ONE,
    ONESELF,
    STRANGER,
    hand_over,
    refuse_closed,
    teaching,
)
from sendcase import edits, moment
from sendcase.edits import IllegalMove

BATCH = 200


@dataclass(frozen=True)
class Place:
    """Somebody who is to hold a class. replaces: whose place ends the day before."""

    class_group: ClassGroup
    user: User
    from_on: date
    is_lead: bool = True
    replaces: ClassStaff | None = None


class Holders:
    """Who may be given a class at a school, and who holds which. by=None: nobody is `by`."""

    def __init__(self, school: School, by: User | None):
        self.by = by
        free = by is None or Role.SENCO in roles_at(by, school.pk)
        self.barred = set() if free else known_only_to(by, school.pk)
        self.oneself = None if free else by.pk
        self.teachers: dict[str, User] = {}  # address → who teaches here today or later
        self.until: dict[int, date] = defaultdict(lambda: date.min)  # their last day with a role
        for row in teaching(school.pk, moment.today()).select_related("user"):
            self.teachers[row.user.email.lower()] = row.user
            self.until[row.user_id] = max(self.until[row.user_id], row.until_on or date.max)
        self.places: dict[int, list[ClassStaff]] = defaultdict(list)  # class → not over yet
        rows = ClassStaff.objects.filter(school=school).exclude(until_on__lt=moment.today())
        for place in rows.select_related("user"):
            self.places[place.class_group_id].append(place)

    def holds(self, group, user, day: date) -> bool:
        """Whether the person holds the class on that day or from a later one."""
        return any(
            place.user_id == user.pk and (place.until_on is None or place.until_on >= day)
            for place in (self.places[group.pk] if group and group.pk else ())
        )

    def leads(self, group) -> list[ClassStaff]:
        """Who leads the class today."""
        places = self.places[group.pk] if group and group.pk else ()
        return [place for place in places if place.is_lead and place.from_on <= moment.today()]

    def why_not(self, user, day: date) -> str:
        """Why `by` cannot give this person a class from that day; empty where nothing hinders."""
        if user.pk == self.oneself:
            return ONESELF
        if user.pk in self.barred:
            return KNOWN_TO_ONE.format(user)
        if self.until[user.pk] < day:
            return STRANGER.format(user)
        return ""


@transaction.atomic
def open_many(*, school: School, classes: list[tuple[str, str]], by: User) -> list[ClassGroup]:
    """classes: (name, year) of each. Raises IllegalMove where an open class has the name."""
    edits.locked(School, school.pk)
    names = [name for name, _ in classes]
    if found := ClassGroup.objects.filter(school=school, name__in=names, closed_on=None).first():
        raise IllegalMove(f"There is a class called {found.name} already.")
    rows = ClassGroup.objects.bulk_create(
        [ClassGroup(school=school, name=name, year=year) for name, year in classes], BATCH
    )
    told = (
        log.of("classgroup.opened", row, {"name": [None, row.name], "year": [None, row.year]})
        for row in rows
    )
    log.record_many(told, by=by, school_id=school.pk)
    if rows:
        rhythm.changed(school.pk, by)
    return rows


@transaction.atomic
def put_many(*, school: School, places: list[Place], by: User) -> list[ClassStaff]:
    """They all hold their classes, or nobody does. Raises IllegalMove as put_in_class would."""
    edits.locked(School, school.pk)
    rules = Holders(school, by)
    for place in places:
        refuse_closed(place.class_group)
        if why := rules.why_not(place.user, place.from_on):
            raise IllegalMove(why)
        if rules.holds(place.class_group, place.user, place.from_on):
            raise IllegalMove(f"{place.user} holds {place.class_group} on that day already.")
        if place.replaces is not None:
            hand_over(place.class_group, place.replaces, place.from_on, by)
    rows = ClassStaff.objects.bulk_create(
        [
            ClassStaff(
                school=school, class_group=place.class_group, user=place.user,
                is_lead=place.is_lead, from_on=place.from_on,
            )
            for place in places
        ],
        BATCH,
    )  # fmt: skip
    told = (
        log.of("classstaff.began", row, {"user": [None, row.user_id],
                                           "from_on": [None, row.from_on]})
        for row in rows
    )  # fmt: skip
    log.record_many(told, by=by, school_id=school.pk)
    if rows:
        duties.changed(school.pk, by)
    return rows
