"""A question a person asks of the list of pupils again and again, under a name of their own."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from schools.models import Membership, School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField

STAFF = [role for role in Role if role != Role.GUEST]


class SavedListQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, at schools where they still see pupils. Theirs to change and to delete."""
        schools = schools_granting(user, Permission.PUPIL_VIEW)
        return self.filter(user=user, school__in=schools)

    def shared_with(self, user):
        """Colleagues' shared ones: of people who still work there, to whoever sees pupils there.

        A list is only a question: it is answered with what the person who opens it may see.
        """
        schools = schools_granting(user, Permission.PUPIL_VIEW, STAFF)
        works_there = Membership.objects.held_today().filter(
            school=OuterRef("school"), user=OuterRef("user"), role__in=STAFF
        )
        rows = self.filter(Exists(works_there), is_shared=True, school__in=schools)
        return rows.exclude(user=user)


class SavedQuestion(Record):
    """The filter and the order of a list, as they stand in the address, under a name of somebody's
    own. Never whom they searched for. The models add the `user`, whose it is.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    name = LineField(max_length=60)
    query = models.CharField(max_length=500, blank=True)

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "user": PERSONAL,
        "name": PERSONAL,
        "query": NEUTRAL,
    }

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class SavedList(SavedQuestion):
    """Of the list of pupils."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_lists")
    is_shared = models.BooleanField(default=False)  # colleagues may open it, nobody else changes it

    objects = SavedListQuerySet.as_manager()
    PRIVACY = SavedQuestion.PRIVACY | {"is_shared": NEUTRAL}

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user", "name"], name="one_saved_list_per_name"
            )
        ]
