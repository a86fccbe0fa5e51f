"""Money is read by SENCO and head, of their own school, and by nobody else."""

from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission
from schools.querysets import DatedQuerySet


class CostQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.COST_VIEW):
        return self.filter(school__in=schools_granting(user, permission))


class HolderQuerySet(DatedQuerySet):
    def visible_to(self, user, permission=Permission.COST_VIEW):
        return self.filter(school__in=schools_granting(user, permission))
