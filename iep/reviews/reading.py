"""What the reviews of a plan say on its page and on its paper."""

from iep import content
from iep.dates import words
from iep.reviews import scale
from iep.reviews.models import Review, TargetOutcome


def outcomes_of(plan) -> dict:
    """{target number: (outcome in words, note, whether met)} of the last review; empty before."""
    if plan.shared_at is None:
        return {}
    rows = TargetOutcome.objects.filter(review__plan=plan).select_related("review")
    newest = max((row.review.number for row in rows), default=0)
    return {
        row.target_id: (row.words, noted(row), row.outcome in scale.MET)
        for row in rows
        if row.review.number == newest
    }


def noted(row) -> str:
    """The note, and what shows it."""
    shows = f"Shown by: {row.evidence}" if row.evidence else ""
    return "\n".join(text for text in (row.note, shows) if text)


def shown(plan) -> list[dict]:
    """Every review of the plan in words, the newest first."""
    found = plan.reviews.select_related("reviewed_by").order_by("-number")
    return [row_of(review) for review in found]


def row_of(review) -> dict:
    return {
        "number": review.number,
        "on": words(review.reviewed_on),
        "by": review.reviewed_by.name,
        "decision": review.get_decision_display(),
        "again": words(review.next_review_on) if review.next_review_on else "",
        "reason": review.reason,
        "pupil_views": review.pupil_views,
        "parent_views": review.parent_views,
        "summary": review.summary,
        "stage": stage_words(review),
    }


def stage_words(review) -> str:
    """What became of the question about the stage."""
    if review.stage_by is None:
        return ""
    if review.stage_settled_at is None:
        return f"To be decided by {words(review.stage_by)}"
    return f"Stays: {review.stage_reason}" if review.stage_reason else "Decided"


def review_day(plan, version, shared: dict) -> str:
    """The day of the next review, ISO: as the version says, or a review that came after it."""
    kept = Review.objects.filter(plan=plan, decision="keep", created_at__gt=version.made_at).last()
    return kept.next_review_on.isoformat() if kept else shared["review_on"]


def in_force(plan, version) -> dict:
    """What was shared last, with the day of review that holds today."""
    shared = content.of_version(version)
    return shared | {"review_on": review_day(plan, version, shared)}
