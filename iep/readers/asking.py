"""Which versions are still to be read, and by whom. Who shared a version knows what it says."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from iep.models import PlanVersion, SupportPlan
from iep.readers.duty import Duties, asked_of, duty_scope, people_with_duty
from iep.readers.models import PlanReading
from sendcase import moment
from sendcase.at_once import at_once


@dataclass(frozen=True)
class Owing:
    """A person who works with the child and has not read the version. since: the later of the day
    it was shared and the day they began to work with the child.
    """

    plan_id: int
    person_id: int
    since: date


def newest(school_id):
    """The version shared last of every plan that is shared now."""
    newer = PlanVersion.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    shared = PlanVersion.objects.filter(plan__school=school_id, plan__state="shared")
    return shared.filter(~Exists(newer))


def unread_by(user, school):
    """Versions this person is to read."""
    mine = newest(school.pk).filter(duty_scope(user, school.pk, "plan__pupil__"))
    mine = mine.filter(plan__in=SupportPlan.objects.visible_to(user))
    read = PlanReading.objects.filter(version=OuterRef("pk"), person=user)
    return mine.filter(~Exists(read)).exclude(made_by=user)


def owing(school) -> list[Owing]:
    """Everybody at the school who has not read a plan of a child they work with. One query."""
    today = moment.today()
    here = Q(plan__pupil__left_on=None) | Q(plan__pupil__left_on__gte=today)
    versions = newest(school.pk).filter(here)
    columns = ("pk", "plan", "made_by", "made_at", "plan__pupil", "plan__pupil__class_group")
    readings = PlanReading.objects.filter(version__in=versions.order_by().values("pk"))
    found = at_once({
        "version": (versions, columns), "read": (readings, ("version", "person")),
        **asked_of(school.pk),
    })  # fmt: skip
    duties = Duties(school.pk, found=found)
    read = {tuple(row.values()) for row in found["read"]}
    return [
        Owing(plan, person, max(since, day_of(made_at)))
        for version, plan, made_by, made_at, pupil, group in map(dict.values, found["version"])
        for person, since in duties.towards(pupil, group).items()
        if person != made_by and (version, person) not in read
    ]


def day_of(at) -> date:
    return at.astimezone(moment.LONDON).date()


def own_part(user, version) -> tuple | None:
    """(when this person read the version or None,) where they are asked; else None. One query."""
    read = PlanReading.objects.filter(version=OuterRef("pk"), person=user).values("read_at")
    mine = PlanVersion.objects.filter(pk=version.pk).exclude(made_by=user)
    mine = mine.filter(duty_scope(user, version.plan.school_id, "plan__pupil__"))
    return mine.values_list(Subquery(read)).first()


@dataclass(frozen=True)
class Reader:
    """One who works with the child. read_on: None where they have not read this version; shared:
    they shared it themselves.
    """

    person: object
    since: date
    read_on: date | None
    shared: bool


def readers_of(version) -> list[Reader]:
    """Everybody who works with the child of this version, by name. Five queries."""
    read = dict(version.readings.values_list("person", "read_at"))
    shared_on = day_of(version.made_at)
    return [
        Reader(
            person=person,
            since=max(since, shared_on),
            read_on=day_of(read[person.pk]) if person.pk in read else None,
            shared=person.pk == version.made_by_id,
        )
        for person, since in people_with_duty(version.plan.pupil)
    ]
