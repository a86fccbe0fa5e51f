"""A reminder is known to whoever may record the reply of its letter."""

from django.db import models

from accounts.permissions import Permission
from letters.querysets import work_of_office
from pupils.querysets import pupil_scope


class ChaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        every = pupil_scope(user, Permission.LETTER_VIEW, "letter__pupil__")
        worked = work_of_office(user, Permission.LETTER_REPLY, "letter__")
        return self.filter(every | worked)
