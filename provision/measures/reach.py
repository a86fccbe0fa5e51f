"""Whose results a person reads and writes on the page of one intervention.

Children in reach, and on the list of an intervention one runs all of it: who tests a group must be
able to write the results down and to read them.
"""

from accounts.permissions import Permission as P
from provision.measures.models import Measure
from provision.models import Intervention, Place
from provision.querysets import run_by


def runs(user, intervention) -> bool:
    return Intervention.objects.filter(run_by(user), pk=intervention.pk).exists()


def measures(user, intervention, is_mine: bool):
    rows = Measure.objects.filter(place__intervention=intervention)
    return rows if is_mine else rows & Measure.objects.visible_to(user)


def places(user, intervention, is_mine: bool):
    """Places whose results this person may write down."""
    rows = Place.objects.filter(intervention=intervention)
    mine = rows if is_mine else rows & Place.objects.visible_to(user, P.MEASURE_LOG)
    return mine.select_related("pupil").order_by("pupil__sort_key", "pk")
