"""Who reads the census: SENCO, head and office, all of it."""

from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission


class CensusQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.CENSUS_VIEW):
        return self.filter(school__in=schools_granting(user, permission))


class CensusVersionQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.CENSUS_VIEW):
        return self.filter(census__school__in=schools_granting(user, permission))
