"""Which moves a person may know of: SENCO and head all, a teacher those of leavers they teach."""

from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission
from pupils.querysets import WHOLE_SCHOOL, pupil_scope

P = Permission


def reach(user, permission, prefix="") -> Q:
    """prefix: "" on SchoolMove, "move__" on rows that point at one."""
    whole = Q(school__in=schools_granting(user, permission, WHOLE_SCHOOL))
    return whole | Q(**{f"{prefix}direction": "leaving"}) & pupil_scope(user, permission, "pupil__")


class SchoolMoveQuerySet(models.QuerySet):
    def visible_to(self, user, permission=P.MOVE_VIEW):
        return self.filter(reach(user, permission))


class OfMoveQuerySet(models.QuerySet):
    def visible_to(self, user, permission=P.MOVE_VIEW):
        return self.filter(reach(user, permission, "move__"))


class MoveTaskQuerySet(OfMoveQuerySet):
    def open(self):
        return self.filter(state="open")


class MoveNoteQuerySet(OfMoveQuerySet):
    """As the move says."""
