"""Who sees which referral: sent ones of the pupils one answers for, and always one's own."""

from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils.models import Share
from pupils.querysets import WHOLE_SCHOOL, OfPupilQuerySet, pupil_scope
from schools.models import ClassStaff


class ReferralQuerySet(OfPupilQuerySet):
    permission = Permission.REFERRAL_VIEW
    given = "includes_referral"

    def visible_to(self, user, permission=None):
        """Sent ones, by role; a draft is its author's alone.

        Support staff see only what they raised themselves, of pupils they still work with: an
        assignment alone, which pupil_scope counts, opens no one else's referral.
        """
        permission = permission or self.permission
        reach = pupil_scope(user, permission, "pupil__", self.given)
        own = reach & Q(raised_by=user.pk)
        return self.filter(own | (Q(submitted_at__isnull=False) & self._read(user, permission)))

    def _read(self, user, permission):
        """Other people's: the whole school, the classes held today, or shared with it."""
        scope = Q(school__in=schools_granting(user, permission, WHOLE_SCHOOL))
        if taught := schools_granting(user, permission, [Role.TEACHER]):
            held = ClassStaff.objects.held_today(user).filter(school__in=taught)
            scope |= Q(pupil__class_group__in=held.values("class_group"))
        if schools_granting(user, permission, [Role.GUEST]):
            shared = Share.objects.current(user).filter(includes_referral=True)
            scope |= Q(pupil__in=shared.values("content_object"))
        return scope

    def open(self):
        """Not answered and not withdrawn."""
        return self.filter(state__in=["draft", "submitted", "returned"])

    def for_list(self):
        """With what a row of a list shows."""
        return self.select_related("pupil", "pupil__class_group", "raised_by")
