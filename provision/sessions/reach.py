"""Who may tick which session, whose list it stands on, and who is on its list of names."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from provision.models import InterventionStaff, Mark, Place, Session
from provision.querysets import covered_by, run_by
from sendcase import moment


def to_log(user):
    """Sessions this person may tick: the SENCO any, others those that are own(user)."""
    senco = schools_granting(user, P.SESSION_LOG, (Role.SENCO,))
    return Session.objects.visible_to(user).filter(Q(school__in=senco) | own(user))


def own(user) -> Q:
    """Sessions of an intervention that the person ran on that day and still runs; or that they
    cover today.
    """
    return run_by(user, "intervention__") & Q(Exists(ran_by(user))) | covered_by(user)


def mine(user, school):
    """Those that are this person's own to tick."""
    return Session.objects.visible_to(user).filter(own(user), school=school)


def require_log(user, session) -> None:
    """Raises PermissionDenied where the person may not tick it. Find it first (404)."""
    if not to_log(user).filter(pk=session.pk).exists():
        raise PermissionDenied(P.SESSION_LOG)


def ran_by(user):
    """Whether the person ran the intervention on the day of a session, for a query on sessions."""
    return on_that_day(InterventionStaff.objects.filter(user=user))


def on_that_day(rows):
    """Dated rows of the session's intervention that hold on its day."""
    return rows.filter(
        Q(until_on=None) | Q(until_on__gte=OuterRef("on")),
        intervention=OuterRef("intervention"), from_on__lte=OuterRef("on"),
    )  # fmt: skip


def here(day) -> Q:
    """Places of pupils who had not left before that day."""
    return Q(pupil__left_on=None) | Q(pupil__left_on__gte=day)


def unticked(sessions):
    """Those with a pupil on that day of whom nobody has said how it was."""
    return sessions.filter(waits(), on__lte=moment.today())


def waits() -> Exists:
    """Whether a session has a pupil on its day of whom nothing is said; for a query on sessions."""
    said = Mark.objects.exclude(outcome="").filter(
        place=OuterRef("pk"), session=OuterRef(OuterRef("pk"))
    )
    return Exists(on_that_day(Place.objects.filter(here(OuterRef("on")))).exclude(Exists(said)))


def places_of(session):
    """Who is on its list: a place on that day, or a tick given while there was one that stands."""
    held = Place.objects.held_on(session.on).filter(here(session.on))
    said = Mark.objects.filter(session=session.pk).exclude(outcome="")
    return Place.objects.filter(intervention=session.intervention_id).filter(
        Q(pk__in=held.values("pk")) | Q(pk__in=said.values("place"))
    )
