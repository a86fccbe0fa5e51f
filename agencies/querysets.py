"""Who reads what came from outside (security §2): requests and reports SENCO and head, whoever
works with the child only what the SENCO gave, an outside person their own case alone.
"""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from accounts.access import schools_granting
from accounts.permissions import Permission as P
from pupils.models import Share
from pupils.querysets import OfPupilQuerySet, pupil_scope


class AgencyQuerySet(models.QuerySet):
    """The directory of a school."""

    def visible_to(self, user):
        return self.filter(school__in=schools_granting(user, P.AGENCY_VIEW))

    def in_use(self):
        return self.filter(is_in_use=True)


class RequestQuerySet(OfPupilQuerySet):
    permission = P.AGENCY_VIEW

    def open(self):
        return self.filter(state__in=self.model.OPEN)

    def for_list(self):
        return self.select_related("pupil__class_group", "agency")

    def open_to(self, user):
        """Cases this outside person may open today. The share is asked each time: one that ended a
        moment ago, with its day or with the agreement, opens nothing.
        """
        shares = Share.objects.current(user)
        return self.filter(
            share__in=shares, state__in=self.model.AT_WORK,
            school__in=schools_granting(user, P.ADVICE_ADD),
        )  # fmt: skip


class ChaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pupil_scope(user, P.AGENCY_VIEW, "pupil__"))


class AdviceQuerySet(OfPupilQuerySet):
    permission = P.AGENCY_VIEW

    def to_read(self):
        return self.filter(read_at=None)

    def to_decide(self):
        """Not read yet, or with a recommendation nobody has decided on."""
        points = self.model._meta.get_field("recommendations").related_model
        undecided = points.objects.filter(advice=OuterRef("pk"), decision="open")
        return self.filter(Q(read_at=None) | Exists(undecided))

    def to_tell(self):
        return self.filter(told="owed")

    def for_list(self):
        """With `undecided`: how many recommendations wait for a decision."""
        waits = Count("recommendations", filter=Q(recommendations__decision="open"))
        return self.select_related("pupil__class_group", "agency").annotate(undecided=waits)


class RecommendationQuerySet(OfPupilQuerySet):
    permission = P.AGENCY_VIEW

    def given_to(self, user):
        """What the SENCO gave to whoever works with the child."""
        return self.filter(pupil_scope(user, P.ADVICE_GIVEN, "pupil__")).exclude(given_at=None)

    def read_by(self, user):
        """SENCO and head every one; whoever works with the child what the SENCO gave."""
        given = pupil_scope(user, P.ADVICE_GIVEN, "pupil__") & Q(given_at__isnull=False)
        return self.filter(pupil_scope(user, P.AGENCY_VIEW, "pupil__") | given)
