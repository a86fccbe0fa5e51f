"""Whose results a person reads and writes on the page of one intervention.

Children in reach, and on the list of an intervention one runs those who had a place in it while one
ran it: who tests a group must be able to write the results down and to read them. Nobody who left
the group before that, or the school since.
"""

from django.db.models import Exists, OuterRef, Q

from accounts.access import may
from accounts.permissions import Permission as P
from provision.measures.models import Measure
from provision.models import Intervention, InterventionStaff, Place
from provision.querysets import run_by
from provision.sessions.reach import here
from pupils.models import Pupil
from sendcase import moment


def runs(user, intervention) -> bool:
    return Intervention.objects.filter(run_by(user), pk=intervention.pk).exists()


def measures(user, intervention, is_mine: bool):
    rows = Measure.objects.filter(place__intervention=intervention)
    mine = Measure.objects.visible_to(user).filter(place__intervention=intervention)
    if not is_mine:
        return mine
    return rows.filter(Q(place__in=met_by(user, intervention)) | Q(pk__in=mine.values("pk")))


def places(user, intervention, is_mine: bool):
    """Places whose results this person may write down."""
    rows = Place.objects.filter(intervention=intervention)
    mine = rows & Place.objects.visible_to(user, P.MEASURE_LOG)
    if is_mine:
        met = met_by(user, intervention)
        mine = rows.filter(Q(pk__in=met) | Q(pk__in=mine.values("pk")))
    return mine.select_related("pupil").order_by("pupil__sort_key", "pk")


def may_write(user, intervention, is_mine: bool) -> bool:
    """Whether there is, or may yet be, somebody whose results this person writes down."""
    if is_mine or may(user, P.PROVISION_EDIT, intervention.school_id):
        return may(user, P.MEASURE_LOG, intervention.school_id)
    return places(user, intervention, is_mine).exists()


def met_by(user, intervention):
    """Numbers of the places held while the person ran it, of pupils who are still here."""
    ran = InterventionStaff.objects.filter(
        Q(until_on=None) | Q(until_on__gte=OuterRef("from_on")), user=user,
        intervention=OuterRef("intervention"),
    )  # fmt: skip
    until = Q(from_on__lte=OuterRef("until_on"))
    rows = Place.objects.filter(here(moment.today()), intervention=intervention)
    met = Q(Exists(ran), until_on=None) | Q(Exists(ran.filter(until)))
    return rows.filter(met).values("pk")


def in_reach(user, pupils) -> set[int]:
    """Numbers of those of these pupils whose scores the person may open."""
    rows = Pupil.objects.visible_to(user, P.SCORE_VIEW).filter(pk__in=pupils)
    return set(rows.values_list("pk", flat=True))
