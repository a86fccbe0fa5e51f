"""Codes are asked for by their letter: whoever may record its reply may know of its code."""

from django.db import models

from accounts.permissions import Permission
from pupils.querysets import pupil_scope


class ReplyCodeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pupil_scope(user, Permission.LETTER_REPLY, "letter__pupil__"))
