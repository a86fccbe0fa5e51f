"""A password may not be about one's school either."""

from accounts.passwords import NotAboutOneself
from schools.models import School


class NotAboutOurSchool(NotAboutOneself):
    def places(self, user) -> list[str]:
        """The schools the person works at; those of an invitation stand on the unsaved user."""
        if user is None:
            return []
        invited = getattr(user, "invited_to", [])
        if user.pk is None:
            return invited
        held = School.objects.filter(memberships__user=user).distinct()
        return [*invited, *held.values_list("name", flat=True)]
