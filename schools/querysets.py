"""Which schools, classes and dated rows a person may know of."""

from django.db import models
from django.db.models import Q

from accounts.access import roles_by_school, schools_granting
from accounts.permissions import Permission
from sendcase import moment


class SchoolQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Schools where the person holds any role today."""
        return self.filter(pk__in=roles_by_school(user))


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day until a day, both included."""

    def held_on(self, day):
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    def held_today(self, user=None):
        rows = self.held_on(moment.today())
        return rows if user is None else rows.filter(user=user)


class ClassGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All classes where the person keeps the roll; a teacher's own otherwise."""
        from schools.models import ClassStaff

        own = ClassStaff.objects.held_today(user).values("class_group")
        return self.filter(
            Q(school__in=schools_granting(user, Permission.ROLL_VIEW)) | Q(pk__in=own)
        )

    def open(self):
        return self.filter(closed_on=None)


class TeachingGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who keep the roll, or read it."""
        return self.filter(school__in=schools_granting(user, Permission.ROLL_VIEW))

    def open(self):
        return self.filter(closed_on=None)
