"""Who knows of a wish for a place, and of the reviews of an intervention."""

from django.db import models

from accounts.permissions import Permission
from pupils.querysets import OfPupilQuerySet


class PlaceWishQuerySet(OfPupilQuerySet):
    permission = Permission.PROVISION_VIEW
    given = "includes_provision"

    def waiting(self):
        return self.filter(decided_on=None)


class InterventionReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        from provision.models import Intervention

        return self.filter(intervention__in=Intervention.objects.visible_to(user).values("pk"))
