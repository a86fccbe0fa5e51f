"""A question somebody asks of Today again and again, under a name of their own."""

from django.conf import settings
from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission
from pupils.saved.models import SavedQuestion
from sendcase.models import PERSONAL

# As reminders.today.Section.some: few people keep any.
ANY = """
    SELECT 'saved' WHERE EXISTS (SELECT 1 FROM reminders_savedview
    WHERE user_id = %(user)s AND school_id = %(school)s)
"""


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, at schools where they still have something to do."""
        schools = schools_granting(user, Permission.DEADLINE_OWN)
        return self.filter(user=user, school__in=schools)


class SavedView(SavedQuestion):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SavedViewQuerySet.as_manager()
    # The question may hold whose tasks are looked at.
    PRIVACY = SavedQuestion.PRIVACY | {"query": PERSONAL}

    class Meta:
        app_label = "reminders"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user", "name"], name="one_saved_view_per_name"
            )
        ]
