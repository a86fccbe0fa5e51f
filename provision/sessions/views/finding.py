"""How these views find a session, an intervention and a day."""

from datetime import date

from django.core.exceptions import BadRequest
from django.http import Http404

from accounts.access import require, roles_at
from accounts.permissions import Permission as P
from accounts.permissions import Role
from provision.models import Intervention, Session
from provision.querysets import WHOLE_SCHOOL, run_by
from provision.sessions import reach
from schools.access import record_or_404, school_or_404
from sendcase import moment


def session(request, pk) -> Session:
    """404 where the person may not know of it."""
    rows = Session.objects.visible_to(request.user)
    joined = rows.select_related("school__policy", "intervention", "cover_by")
    return record_or_404(request, joined, pk)


def own_session(request, pk) -> Session:
    """And 403 where it is not theirs to tick."""
    row = session(request, pk)
    require(request.user, P.SESSION_LOG, school_id=row.school_id)
    reach.require_log(request.user, row)
    return row


def intervention(request, pk) -> Intervention:
    rows = Intervention.objects.visible_to(request.user).select_related("school__policy")
    return record_or_404(request, rows, pk)


def runs(user, row) -> bool:
    """Whether this person gives it today, or is its SENCO."""
    if Role.SENCO in roles_at(user, row.school_id):
        return True
    return Intervention.objects.visible_to(user).filter(run_by(user), pk=row.pk).exists()


def whole_school_or_404(request, slug):
    """For who sees every session of the school: SENCO and head."""
    school = school_or_404(request, slug, P.PROVISION_VIEW)
    if roles_at(request.user, school.pk).isdisjoint(WHOLE_SCHOOL):
        raise Http404
    return school


def to_tick(user, sessions) -> set[int]:
    """Numbers of those that this person may tick. One query."""
    rows = reach.to_log(user).filter(pk__in=[row.pk for row in sessions])
    return set(rows.values_list("pk", flat=True))


def day_asked(request, name="on") -> date:
    """The day of the address, today without one. 400 for what is no day of these years."""
    word = request.GET.get(name, "")
    try:
        day = date.fromisoformat(word) if word else moment.today()
    except ValueError as wrong:
        raise BadRequest(name) from wrong
    if abs((day - moment.today()).days) > 3660:
        raise BadRequest(name)
    return day


def page_or_list(user, row) -> str:
    """Its page; their own list where it is no longer theirs to see: who covered it did so for the
    day it was on.
    """
    if Session.objects.visible_to(user).filter(pk=row.pk).exists():
        return row.get_absolute_url()
    return f"/{row.school.slug}/sessions/"


def sees_all(user, school) -> bool:
    return not roles_at(user, school.pk).isdisjoint(WHOLE_SCHOOL)
