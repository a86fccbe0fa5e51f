"""Who reads what the school owes, and when each was done last."""

from django.db import models
from django.db.models import Max, Q

from accounts.access import schools_granting
from accounts.permissions import Permission


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.OWED_VIEW))

    def open(self):
        return self.filter(ended_on=None)

    def with_last_done(self):
        """Each with `last_done`: the newest day it was done, None for never."""
        counts = Q(fulfilments__taken_back_at=None)
        return self.annotate(last_done=Max("fulfilments__done_on", filter=counts))


class FulfilmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.OWED_VIEW))
