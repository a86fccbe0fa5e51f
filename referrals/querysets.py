"""Who sees which referral: sent ones of the pupils one answers for, and always one's own."""

from django.db.models import Q

from accounts.permissions import Permission, Role
from pupils.querysets import OfPupilQuerySet, pupil_scope


class ReferralQuerySet(OfPupilQuerySet):
    permission = Permission.REFERRAL_VIEW
    given = "includes_referral"

    def visible_to(self, user, permission=None):
        """Sent ones, by role; a draft is its author's alone.

        Support staff see only what they raised themselves, of pupils they still work with: an
        assignment alone, which pupil_scope counts, opens no one else's referral.
        """
        permission = permission or self.permission
        own = pupil_scope(user, permission, "pupil__", self.given) & Q(raised_by=user.pk)
        read = pupil_scope(user, permission, "pupil__", self.given, without=Role.SUPPORT)
        return self.filter(own | (Q(submitted_at__isnull=False) & read))

    def open(self):
        """Not answered and not withdrawn."""
        return self.filter(state__in=["draft", "submitted", "returned"])

    def for_list(self):
        """With what a row of a list shows."""
        return self.select_related("pupil", "pupil__class_group", "raised_by")
