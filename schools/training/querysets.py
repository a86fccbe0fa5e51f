"""Who reads the record of training, and what has run out."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.access import schools_granting
from accounts.permissions import Permission


class TrainingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, Permission.TRAINING_VIEW))

    def standing(self):
        """Without what was written down by mistake."""
        return self.filter(taken_back_at=None)

    def to_renew(self):
        """What runs out on a day, is still needed, and was not learned again since."""
        later = self.model._base_manager.filter(
            school=OuterRef("school"), title_key=OuterRef("title_key"),
            name_key=OuterRef("name_key"), held_on__gt=OuterRef("held_on"), taken_back_at=None,
        )  # fmt: skip
        rows = self.standing().filter(expires_on__isnull=False, ended_on=None)
        return rows.filter(~Exists(later))

    def of_those_here(self, working):
        """Of people who work here today, of everybody together, of people without an account.

        working: a query of the numbers of those who hold a role at the school.
        """
        return self.filter(Q(person=None) | Q(person__in=working))
