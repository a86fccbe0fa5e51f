"""A question a person asks of the list of pupils again and again, under a name of their own."""

from django.conf import settings
from django.db import models

from accounts.access import schools_granting
from accounts.permissions import Permission
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField


class SavedListQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, at schools where they still see pupils."""
        schools = schools_granting(user, Permission.PUPIL_VIEW)
        return self.filter(user=user, school__in=schools)


class SavedList(Record):
    """The filter and the order, as they stand in the address. Never whom somebody searched for."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_lists")
    name = LineField(max_length=60)
    query = models.CharField(max_length=500, blank=True)

    objects = SavedListQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "user": PERSONAL,
        "name": PERSONAL,
        "query": NEUTRAL,
    }

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user", "name"], name="one_saved_list_per_name"
            )
        ]

    def __str__(self):
        return self.name
