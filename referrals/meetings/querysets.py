"""Whose meetings one sees: SENCO and head all, a teacher those of the classes held today."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils.querysets import WHOLE_SCHOOL
from schools.models import ClassGroup, ClassStaff


def scope(user, permission, group="class_group") -> Q:
    """Rows of classes that `permission` reaches; group: the way from the row to the class."""
    whole = schools_granting(user, permission, WHOLE_SCHOOL)
    taught = schools_granting(user, permission, [Role.TEACHER])
    held = ClassStaff.objects.held_today(user).filter(school__in=taught)
    return Q(school__in=whole) | Q(**{f"{group}__in": held.values("class_group")})


def classes(user, permission=Permission.MEETING_VIEW):
    return ClassGroup._base_manager.filter(scope(user, permission, "pk"))


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.MEETING_VIEW):
        return self.filter(scope(user, permission))

    def finished(self):
        return self.filter(state="finished")
