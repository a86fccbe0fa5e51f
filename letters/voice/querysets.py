"""Who may read what a family said: SENCO and head all, a teacher of the children they teach."""

from django.db import models

from accounts.permissions import Permission
from pupils.querysets import pupil_scope


class FamilyWordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A withdrawn one is read only by those who may record: SENCO and head."""
        kept = pupil_scope(user, Permission.VOICE_EDIT, "pupil__")
        read = pupil_scope(user, Permission.VOICE_VIEW, "pupil__")
        return self.filter(kept | read & models.Q(withdrawn_at=None))

    def standing(self):
        return self.filter(withdrawn_at=None)

    def unanswered(self):
        return self.standing().filter(answered_on=None)

    def awaited(self):
        """Those somebody owes an answer: a disagreement, and whatever somebody was asked about."""
        owed = models.Q(kind="disagreement") | models.Q(asked_of__isnull=False)
        return self.unanswered().filter(owed)
