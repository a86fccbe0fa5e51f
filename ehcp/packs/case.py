"""Whose papers, for what, on whose behalf; and which of them a pack may hold."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from accounts.grants import GRANTS
from accounts.permissions import Permission
from ehcp.plans.models import EhcPlan, EhcPlanVersion
from ehcp.plans.services.restoring import versions_in_use
from ehcp.requests.models import AssessmentRequest
from ehcp.reviews.models import AnnualReview
from iep.models import PlanVersion, SupportPlan
from letters import outside
from letters.models import Letter
from letters.replies.models import ReplyCode
from pupils.access import may_about
from pupils.models import Pupil
from sendcase import moment

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

    @cached_property
    def kept(self) -> EhcPlanVersion | None:
        """The version of the plan the school works by, with its papers."""
        if self.plan is None:
            return None
        return versions_in_use(self.plan).select_related("document", "paper").first()

    @cached_property
    def support_plans(self) -> list[SupportPlan]:
        """With their kind, by the day they begin."""
        rows = self.mine(SupportPlan.objects).select_related("kind")
        return list(rows.order_by("starts_on", "pk"))

    @cached_property
    def shared_plans(self) -> dict[int, PlanVersion]:
        """Plan → what was shared of it last."""
        plans = self.mine(SupportPlan.objects)
        rows = PlanVersion.objects.filter(plan__in=plans).select_related("plan__kind", "document")
        return {row.plan_id: row for row in rows.order_by("number")}

    @cached_property
    def letters_sent(self) -> list[Letter]:
        """As they went out, without those withdrawn, by day, and without those that went outside on
        a ground: the family, who may read the pack, was not asked. is_open: whether its slip still
        opens the reply form.
        """
        rows = self.mine(Letter.objects).filter(issued_version__isnull=False)
        rows = rows.exclude(issued_on=None).exclude(state=Letter.State.WITHDRAWN)
        rows = rows.annotate(is_open=Exists(open_codes().filter(letter=OuterRef("pk"))))
        joined = rows.select_related("issued_version__document")
        found = joined.order_by("issued_on", "pk")
        return [row for row in found if not outside.is_on_ground(row)]

    def reads(self, permission) -> bool:
        return permission in SHARED and may_about(self.by, permission, self.pupil)

    def mine(self, rows):
        """Of this pupil alone, as far as the person reads them."""
        return rows.visible_to(self.by).filter(pupil=self.pupil)


def open_codes():
    """Codes that open the reply form today, as letters.replies.services.is_open."""
    open_now = ReplyCode.objects.filter(closed_reason="", expires_on__gte=moment.today())
    return open_now.filter(letter__state=Letter.State.ISSUED)


def case_of(pack) -> Case:
    """As it stands now, for who asked for it."""
    joined = ("school__policy", "pupil__class_group", "pupil__school__policy")
    if pack.request_id:
        row = AssessmentRequest.objects.select_related(*joined).get(pk=pack.request_id)
        return Case(by=pack.asked_by, request=row)
    row = AnnualReview.objects.select_related("plan", *joined).get(pk=pack.review_id)
    return Case(by=pack.asked_by, review=row)
