"""Who may know of a complaint: SENCO and head; whoever is asked for an answer, of that one."""

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission


def complaint_scope(user, prefix="") -> Q:
    from pupils.querysets import pupil_scope

    every = pupil_scope(user, Permission.COMPLAINT_VIEW, f"{prefix}pupil__")
    reached = pupil_scope(user, Permission.COMPLAINT_ANSWER, f"{prefix}pupil__")
    return every | reached & Q(**{f"{prefix}asked_of": user.pk})


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(complaint_scope(user))


class ComplaintStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(complaint_scope(user, "complaint__"))
