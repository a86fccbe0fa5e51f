"""Links are made and revoked by those who see the letter: SENCO and head."""

from django.db import models

from accounts.permissions import Permission
from pupils.querysets import pupil_scope
from sendcase import moment

# Of sendcase.outbox: could not be sent, perhaps was, held back, or never to go out.
ASKS_A_PERSON = ["failed", "uncertain", "held", "dropped"]


class LetterLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pupil_scope(user, Permission.LETTER_VIEW, "letter__pupil__"))

    def for_a_person(self):
        """Their mail did not surely arrive, and nobody has decided what now."""
        return self.filter(revoked_at=None, mail__state__in=ASKS_A_PERSON)

    def open(self):
        return self.filter(revoked_at=None, expires_on__gte=moment.today())
