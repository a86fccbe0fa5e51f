"""Whose notes a person reads: everybody's where the role says so; a guest's are their own."""

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission as P
from pupils.querysets import GIVEN, pupil_scope


class PlanNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Also the withdrawn ones; whether their words are shown is iep.notes.showing's to say."""
        everybodys = pupil_scope(user, P.PLAN_NOTE_VIEW, "pupil__")
        writes_here = pupil_scope(user, P.PLAN_NOTE, "pupil__", GIVEN[P.PLAN_NOTE])
        return self.filter(everybodys | Q(author=user) & writes_here)
