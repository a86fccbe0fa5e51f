"""Whose bank a person may read. The bank is about no child."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission


class BankQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.BANK_VIEW):
        """A proposal is seen by whoever made it and by those who decide on it."""
        decides = schools_granting(user, Permission.BANK_EDIT)
        here = self.filter(school__in=schools_granting(user, permission))
        return here.filter(~Q(state="proposed") | Q(proposed_by=user) | Q(school__in=decides))

    def kept(self):
        """What is offered today."""
        return self.filter(state="kept")
