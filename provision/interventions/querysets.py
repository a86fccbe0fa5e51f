"""Who knows of a wish for a place, and of the reviews of an intervention."""

from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils.querysets import OfPupilQuerySet


class PlaceWishQuerySet(OfPupilQuerySet):
    permission = Permission.PROVISION_VIEW
    given = "includes_provision"

    def waiting(self):
        return self.filter(decided_on=None)


class InterventionReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For staff who see the intervention: it speaks of a group, and a guest was let in on one
        child of it.
        """
        from provision.models import Intervention
        from provision.querysets import STAFF

        staff = schools_granting(user, Permission.PROVISION_VIEW, (*STAFF, Role.HEAD))
        seen = Intervention.objects.visible_to(user).filter(school__in=staff)
        return self.filter(intervention__in=seen.values("pk"))
