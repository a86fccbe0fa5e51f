"""Whose papers, for what, on whose behalf; and which of them a pack may hold."""

from dataclasses import dataclass
from functools import cached_property

from accounts.permissions import GRANTS, Permission
from ehcp.plans.models import EhcPlan
from ehcp.requests.models import AssessmentRequest
from ehcp.reviews.models import AnnualReview
from pupils.access import may_about
from pupils.models import Pupil

# Whoever may open the file may open its packs: nothing goes in that one of them may not read.
OPENERS = [role for role, held in GRANTS.items() if Permission.EHC_VIEW in held]
SHARED = {each for each in Permission if all(each in GRANTS[role] for role in OPENERS)}


@dataclass(frozen=True)
class Case:
    """One of request and review is given, with school, policy and pupil joined."""

    by: object
    request: AssessmentRequest | None = None
    review: AnnualReview | None = None

    @property
    def about(self):
        return self.request or self.review

    @property
    def pupil(self) -> Pupil:
        return self.about.pupil

    @cached_property
    def plan(self) -> EhcPlan | None:
        """Of a review its own; else the one that is or was last in force."""
        if self.review is not None:
            return self.review.plan
        rows = EhcPlan.objects.visible_to(self.by).filter(pupil=self.pupil)
        return rows.exclude(state=EhcPlan.State.DROPPED).first()

    def reads(self, permission) -> bool:
        return permission in SHARED and may_about(self.by, permission, self.pupil)

    def mine(self, rows):
        """Of this pupil alone, as far as the person reads them."""
        return rows.visible_to(self.by).filter(pupil=self.pupil)


def case_of(pack) -> Case:
    """As it stands now, for who asked for it."""
    joined = ("school__policy", "pupil__class_group", "pupil__school__policy")
    if pack.request_id:
        row = AssessmentRequest.objects.select_related(*joined).get(pk=pack.request_id)
        return Case(by=pack.asked_by, request=row)
    row = AnnualReview.objects.select_related("plan", *joined).get(pk=pack.review_id)
    return Case(by=pack.asked_by, review=row)
