"""Who may read a review of the register: whoever reads the whole register, not a class of it."""

from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission
from pupils.querysets import OfPupilQuerySet


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.REGISTER_REVIEW))

    def going_on(self):
        """Being decided or being carried out: at most one of a school."""
        return self.filter(state__in=["open", "finishing"])


class ReviewRowQuerySet(OfPupilQuerySet):
    permission = Permission.REGISTER_REVIEW

    def here(self):
        """Children who are part of the review still."""
        return self.filter(dropped_at=None)

    def undecided(self):
        return self.here().filter(choice="")
