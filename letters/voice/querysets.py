"""Who may read what a family said: SENCO and head all, a teacher of the children they teach."""

from django.db import models

from accounts.permissions import Permission
from pupils.querysets import pupil_scope


class FamilyWordQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pupil_scope(user, Permission.VOICE_VIEW, "pupil__"))

    def unanswered(self):
        return self.filter(answered_on=None)
