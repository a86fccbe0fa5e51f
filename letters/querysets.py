"""Which letters a person may know of."""

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from pupils.querysets import pupil_scope

# The office works with letters once somebody stands behind them.
FOR_THE_OFFICE = ["approved", "issued", "answered", "returned"]


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """SENCO and head: all of the school. Office: approved ones and after."""
        every = pupil_scope(user, Permission.LETTER_VIEW, "pupil__")
        printed = pupil_scope(user, Permission.LETTER_PRINT, "pupil__")
        return self.filter(every | printed & Q(state__in=FOR_THE_OFFICE))
