"""Codes are asked for by their letter: whoever may record its reply may know of its code."""

from django.db import models

from accounts.permissions import Permission
from letters.querysets import work_of_office
from pupils.querysets import pupil_scope


class ReplyCodeQuerySet(models.QuerySet):
    def visible_to(self, user):
        every = pupil_scope(user, Permission.LETTER_VIEW, "letter__pupil__")
        return self.filter(every | work_of_office(user, Permission.LETTER_REPLY, "letter__"))
