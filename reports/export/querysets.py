"""Who knows that a school's records were taken away: who may ask for it, and who agrees."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P


class SchoolExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The exports of schools at which the person may ask, or is a second person."""
        asks = schools_granting(user, P.SCHOOL_EXPORT)
        agrees = schools_granting(user, P.SCHOOL_EXPORT_SECOND)
        return self.filter(Q(school__in=asks) | Q(school__in=agrees))

    def under_way(self):
        return self.filter(state__in=["asked", "making"])
