"""Links are made and revoked by those who see the letter: SENCO and head."""

from django.db import models

from accounts.permissions import Permission
from pupils.querysets import pupil_scope
from sendcase import moment


class LetterLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pupil_scope(user, Permission.LETTER_VIEW, "letter__pupil__"))

    def open(self):
        return self.filter(revoked_at=None, expires_on__gte=moment.today())
