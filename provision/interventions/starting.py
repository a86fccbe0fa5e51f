"""A new intervention in one piece: what it is, who gives it, when in the week."""

from datetime import timedelta

from django.db import transaction

from provision.interventions import services
from provision.models import Intervention, Programme
from sendcase import moment

SAME = ("name", "about", "area", "work", "wave", "minutes", "times", "places", "success_measure")


def beginning(programme: Programme | None) -> dict:
    """What the form shows before anybody has typed: as the library has it, from today."""
    first = moment.today()
    said = {"starts_on": first, "wave": 2, "places": 6, "minutes": 20}
    if programme is None:
        return said
    kept = {name: getattr(programme, name) for name in SAME if name != "times"}
    last = first + timedelta(weeks=programme.weeks)
    return said | kept | {"ends_on": last, "times": programme.times}


@transaction.atomic
def begin(*, school, by, agreed, programme, facts, who, slots) -> Intervention:
    """facts: services.FACTS; who: {user, name}, both empty where nobody gives it yet."""
    row = services.start(school=school, by=by, agreed=agreed, programme=programme, **facts)
    if who["user"] or who["name"]:
        services.add_staff(intervention=row, by=by, from_on=row.starts_on, **who)
    if slots:
        services.set_timetable(intervention=row, by=by, from_on=row.starts_on, slots=slots)
    return row


@transaction.atomic
def timetable(*, intervention, by, from_on, slots) -> None:
    """Other times from a day on; how often a week follows them."""
    services.set_timetable(intervention=intervention, by=by, from_on=from_on, slots=slots)
    if slots and len(slots) != intervention.times:
        services.save(intervention=intervention, version=None, by=by, times=len(slots))
