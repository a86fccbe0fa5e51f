"""Which batches a person may know of: SENCO and head all; the office once one is approved."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission

FOR_THE_OFFICE = ["approved", "issuing", "issued"]


def batch_scope(user, prefix="") -> Q:
    every = Q(**{f"{prefix}school__in": schools_granting(user, Permission.LETTER_VIEW)})
    printed = Q(**{f"{prefix}school__in": schools_granting(user, Permission.LETTER_PRINT)})
    return every | printed & Q(**{f"{prefix}state__in": FOR_THE_OFFICE})


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(batch_scope(user))


class BatchRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who is in it and why not: for those who work with the letters themselves."""
        return self.filter(school__in=schools_granting(user, Permission.LETTER_VIEW))


class BatchPrintQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(batch_scope(user, "batch__"))
