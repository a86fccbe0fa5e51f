"""Whose deadlines a person sees: a SENCO's and head's school, everybody's own."""

from django.db import models
from django.db.models import Q

from accounts.access import roles_by_school, schools_granting
from accounts.permissions import Permission
from pupils.querysets import pupil_scope


class DeadlineQuerySet(models.QuerySet):
    def visible_to(self, user):
        whole = schools_granting(user, Permission.DEADLINE_ALL)
        everyone = Q(school__in=whole)
        if set(whole) == set(roles_by_school(user)):  # nothing more to add: a simpler query
            return self.filter(everyone)
        return self.filter(everyone | self._mine(user))

    def mine(self, user):
        """What this person has to do: owned by name, or by a role they hold at that school."""
        return self.filter(self._mine(user))

    def may_be_put_off_by(self, user):
        """Of those they see: the SENCO any of the school's, everybody else what is theirs."""
        whole = schools_granting(user, Permission.DEADLINE_EDIT)
        return self.filter(Q(school__in=whole) | self._mine(user))

    def _mine(self, user):
        own = Q(school__in=schools_granting(user, Permission.DEADLINE_OWN))
        by_role = Q(pk__in=[])
        for school_id, roles in roles_by_school(user).items():
            by_role |= Q(school=school_id, owner=None, owner_role__in=roles)
        # A plan handed to a new teacher: the old one no longer sees the child, nor the deadline.
        reachable = Q(pupil=None) | pupil_scope(user, Permission.PUPIL_VIEW, "pupil__")
        return own & reachable & (Q(owner=user.pk) | by_role)

    def open(self):
        return self.filter(state="open")
