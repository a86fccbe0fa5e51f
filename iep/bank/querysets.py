"""Whose bank a person may read. The bank is about no child."""

from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission


class BankQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.BANK_VIEW):
        return self.filter(school__in=schools_granting(user, permission))

    def kept(self):
        """What is offered today."""
        return self.filter(state="kept")
