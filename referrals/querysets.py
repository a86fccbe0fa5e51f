from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils.querysets import OfPupilQuerySet, pupil_scope


class ReferralQuerySet(OfPupilQuerySet):
    permission = Permission.REFERRAL_VIEW

    def visible_to(self, user, permission=None):
        """Sent ones of the pupils in reach; a draft is its author's alone.

        Support staff see only what they raised themselves.
        """
        reach = pupil_scope(user, permission or self.permission, "pupil__", "includes_referral")
        wide = schools_granting(
            user, self.permission, [role for role in Role if role != Role.SUPPORT]
        )
        sent = Q(school__in=wide) & ~Q(state="draft")
        return self.filter(reach & (sent | Q(raised_by=user.pk)))
