"""A reminder is known to whoever may record the reply of its letter."""

from django.db import models

from accounts.permissions import Permission
from pupils.querysets import pupil_scope


class ChaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        every = pupil_scope(user, Permission.LETTER_VIEW, "letter__pupil__")
        worked = pupil_scope(user, Permission.LETTER_REPLY, "letter__pupil__")
        return self.filter(every | worked)
