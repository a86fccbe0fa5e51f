"""The one order in which all of provision locks, so that no two wait for each other in a ring:
children, interventions, promises, places, sessions, deadlines.

A child comes first because whoever notes that one leaves holds it before anything else; and a line
in a child's story asks for the child, too.
"""

from django.db.models import Q

from provision.models import Intervention, Place, PlaceWish
from pupils.models import Pupil


def children(numbers) -> None:
    """numbers: of children, or a query for them."""
    list(Pupil.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def children_of(*interventions) -> None:
    """Those who have a place in them, or are asked for."""
    places = Place.objects.filter(intervention__in=interventions).values("pupil")
    wishes = PlaceWish.objects.filter(intervention__in=interventions).waiting().values("pupil")
    rows = Pupil.objects.select_for_update().filter(Q(pk__in=places) | Q(pk__in=wishes))
    list(rows.order_by("pk"))


def groups_of(promises) -> None:
    """The interventions that keep these."""
    mine = Place.objects.filter(promise__in=promises).values("intervention")
    list(Intervention.objects.select_for_update().filter(pk__in=mine).order_by("pk"))
