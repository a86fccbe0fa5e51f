"""Whoever teaches the child and was asked for advice finds it on Today."""

from accounts.access import may
from accounts.permissions import Permission as P
from ehcp.reviews.models import Invitation
from pupils.querysets import pupil_scope
from pupils.wording import day_text
from sendcase import moment


def lines(user, school) -> list[dict]:
    """One query, also for nobody. Whoever keeps the whole file has it on the page of the review:
    their Today asks for nothing more.
    """
    if may(user, P.EHC_VIEW, school.pk):
        return []
    scope = pupil_scope(user, P.EHC_ADVISE, "review__pupil__")
    asked = Invitation.objects.filter(
        scope, user=user, review__school=school, advice_asked_on__isnull=False, advice_on=None,
        no_advice_reason="", review__state__in=["planned", "invited", "circulated"],
    )  # fmt: skip
    return [
        {"text": f"Advice for the review of {each.review.pupil.name}",
         "url": f"/ehc-reviews/{each.review_id}/my-advice/", "verb": "Write it",
         "status": status(each)}
        for each in asked.select_related("review__pupil").order_by("advice_by", "pk")[:20]
    ]  # fmt: skip


def status(each) -> str:
    late = each.advice_by and each.advice_by < moment.today()
    return f"{'Late, was' if late else 'By'} {day_text(each.advice_by)}" if each.advice_by else ""
