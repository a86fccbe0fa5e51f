"""Who may read which part of an EHC plan (security §2).

The whole file: SENCO and head. Teachers of the child read needs, outcomes and provision; support
staff who work with the child read outcomes and provision. What a guest reads: ehcp.reviews.
"""

from django.db import models

from accounts.permissions import Permission as P
from pupils.querysets import pupil_scope


class FileQuerySet(models.QuerySet):
    """Rows with `pupil` of the whole file."""

    def visible_to(self, user, permission=P.EHC_VIEW):
        return self.filter(pupil_scope(user, permission, "pupil__"))


class PlanQuerySet(FileQuerySet):
    def known_to(self, user):
        """Plans of which this person reads at least the outcomes and the provision."""
        return self.filter(pupil_scope(user, P.EHC_SUMMARY, "pupil__"))

    def in_force(self):
        return self.filter(state="in_force")


class OfPlanQuerySet(models.QuerySet):
    """Rows with `plan`: its sections, needs, versions."""

    def visible_to(self, user, permission=P.EHC_VIEW):
        return self.filter(pupil_scope(user, permission, "plan__pupil__"))


class OfReviewQuerySet(models.QuerySet):
    """Rows with `review`."""

    def visible_to(self, user, permission=P.EHC_VIEW):
        return self.filter(pupil_scope(user, permission, "review__pupil__"))


class OfInvitationQuerySet(models.QuerySet):
    """Rows with `invitation` to a review."""

    def visible_to(self, user, permission=P.EHC_VIEW):
        return self.filter(pupil_scope(user, permission, "invitation__review__pupil__"))


class OfReportQuerySet(models.QuerySet):
    """Rows with `report` of a review."""

    def visible_to(self, user, permission=P.EHC_VIEW):
        return self.filter(pupil_scope(user, permission, "report__review__pupil__"))
