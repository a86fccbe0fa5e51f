"""Who reads case trails: SENCO and head."""

from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission


class TrailQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.CASE_TRAIL):
        return self.filter(school__in=schools_granting(user, permission))
