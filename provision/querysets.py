"""Which interventions, sessions and ticks a person may know of.

Whole school: SENCO and head. Pupils in reach: teachers, support staff, guests where given. Who
runs an intervention, or covers one of its sessions today, sees it and the names on its list: to
run it is a duty to these children, for that hour (docs/decisions/provision.md).
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from accounts.access import roles_by_school, schools_granting
from accounts.permissions import Permission, Role
from pupils.querysets import OfPupilQuerySet, pupil_scope
from schools.querysets import DatedQuerySet
from sendcase import moment

WHOLE_SCHOOL = (Role.SENCO, Role.HEAD)
STAFF = (Role.SENCO, Role.TEACHER, Role.SUPPORT)
TO_FINISH = timedelta(days=14)


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PROVISION_VIEW):
        """The school's library: for its staff who read provision, not for guests."""
        staff = schools_granting(user, permission, (*STAFF, Role.HEAD))
        return self.filter(school__in=staff)

    def in_use(self):
        return self.filter(retired_on=None)


class InterventionQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PROVISION_VIEW):
        from provision.models import Place

        whole = schools_granting(user, permission, WHOLE_SCHOOL)
        places = Place.objects.visible_to(user, permission)
        return self.filter(
            Q(school__in=whole)
            | run_by(user)
            | proposed_by(user)
            | Q(pk__in=places.values("intervention"))
        )

    def on(self, day):
        """Agreed ones that run on that day."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day), state="agreed", starts_on__lte=day
        )


def proposed_by(user) -> Q:
    """What this person proposed, until it is over: they see what became of it."""
    works = schools_granting(user, Permission.PROVISION_PROPOSE, STAFF)
    return Q(school__in=works, proposed_by=user) & ~Q(state="ended")


def run_by(user, prefix="") -> Q:
    """Interventions this person runs today, as a filter on `prefix` + its number.

    Only where the person still works at that school: a role that ended ends this too. A group that
    is over stays theirs for TO_FINISH, to tick and test what is left; then the duty is over.
    """
    from provision.models import InterventionStaff

    works = schools_granting(user, Permission.SESSION_LOG, STAFF)
    mine = InterventionStaff.objects.held_today(user).filter(school__in=works)
    mine = mine.filter(
        Q(intervention__ends_on=None) | Q(intervention__ends_on__gte=moment.today() - TO_FINISH)
    )
    return Q(**{f"{prefix.removesuffix('__') or 'pk'}__in": mine.values("intervention")})


class InterventionStaffQuerySet(DatedQuerySet):
    def visible_to(self, user):
        from provision.models import Intervention

        return self.filter(intervention__in=Intervention.objects.visible_to(user).values("pk"))


class SlotQuerySet(DatedQuerySet):
    def real(self):
        """All but slips: one that ends on its first day was put right at once, and has no day."""
        return self.exclude(until_on=F("from_on"))

    def visible_to(self, user):
        from provision.models import Intervention

        return self.filter(intervention__in=Intervention.objects.visible_to(user).values("pk"))


class HeldQuerySet(DatedQuerySet):
    """Rows of one pupil that hold from a day until a day."""

    def visible_to(self, user, permission=Permission.PROVISION_VIEW):
        return self.filter(pupil_scope(user, permission, "pupil__", "includes_provision"))

    def held_or_later(self, day):
        """Those that hold on that day or after it."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day))


class PromiseQuerySet(HeldQuerySet):
    pass


class PlaceQuerySet(HeldQuerySet):
    pass


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PROVISION_VIEW):
        from provision.models import Place

        whole = schools_granting(user, permission, WHOLE_SCHOOL)
        if set(whole) == set(roles_by_school(user)):  # nothing more to add: a simpler query
            return self.filter(school__in=whole)
        places = Place.objects.visible_to(user, permission)
        return self.filter(
            Q(school__in=whole)
            | run_by(user, "intervention__")
            | covered_by(user)
            | Q(intervention__in=places.values("intervention"))
        )

    def to_log_by(self, user):
        """Sessions this person may tick: a SENCO any, others those they run or cover today."""
        senco = schools_granting(user, Permission.SESSION_LOG, (Role.SENCO,))
        return self.filter(Q(school__in=senco) | run_by(user, "intervention__") | covered_by(user))


def covered_by(user) -> Q:
    works = schools_granting(user, Permission.SESSION_LOG, STAFF)
    return Q(school__in=works, cover_by=user, on=moment.today())


class MarkQuerySet(OfPupilQuerySet):
    permission = Permission.PROVISION_VIEW
    given = "includes_provision"
