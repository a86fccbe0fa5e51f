"""Whose deadlines a person sees: a SENCO's and head's school, everybody's own."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.access import roles_by_school, schools_granting
from accounts.permissions import Permission
from pupils.querysets import pupil_scope
from reminders.pages import going_with
from schools.models import Membership
from schools.roles import DEPUTY


class DeadlineQuerySet(models.QuerySet):
    def visible_to(self, user):
        whole = schools_granting(user, Permission.DEADLINE_ALL)
        everyone = Q(school__in=whole)
        if set(whole) == set(roles_by_school(user)):  # nothing more to add: a simpler query
            return self.filter(everyone)
        return self.filter(everyone | self._mine(user))

    def mine(self, user):
        """What this person has to do: owned by name, by a role they hold at that school, or by
        somebody who is away and whose deputy they are there, as far as the role lent goes.
        """
        return self.filter(self._mine(user))

    def within_duty(self, user):
        """Of the children this person looks after, and of none, where they have a list at all."""
        return self.filter(self._within_duty(user))

    def may_be_put_off_by(self, user):
        """Of those they see: the SENCO any of the school's, everybody else what is theirs."""
        whole = schools_granting(user, Permission.DEADLINE_EDIT)
        return self.filter(Q(school__in=whole) | self._mine(user))

    def _within_duty(self, user):
        own = Q(school__in=schools_granting(user, Permission.DEADLINE_OWN))
        # A plan handed to a new teacher: the old one no longer sees the child, nor the deadline.
        return own & (Q(pupil=None) | pupil_scope(user, Permission.PUPIL_VIEW, "pupil__"))

    def _mine(self, user):
        theirs = Q(owner=user.pk)
        for school_id, roles in roles_by_school(user).items():
            theirs |= Q(school=school_id, owner=None, owner_role__in=roles)
        if DEPUTY in getattr(user, "site_facts", ()):
            for role in sorted(set().union(*roles_by_school(user).values())):
                theirs |= self._lent(user, role)
        return self._within_duty(user) & theirs

    def _lent(self, user, role) -> Q:
        """Of somebody away who lent this person that role there: no more than the role gives."""
        absent = Membership.objects.held_today(user).filter(
            school=OuterRef("school"), deputy_for=OuterRef("owner"), role=role
        )
        return Q(Exists(absent)) & going_with(role)

    def open(self):
        return self.filter(state="open")
