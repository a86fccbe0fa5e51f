"""The dates the law counts for one plan, from its anchors. Nothing is stored."""

from datetime import date

from ehcp import clock
from ehcp.clock import Due

FIVE = 5


def review_due(plan) -> Due | None:
    """When the review must be complete; None for a plan that is not in force."""
    if plan.state != plan.State.IN_FORCE or plan.issued_on is None:
        return None
    last = plan.reviewed_on or plan.issued_on
    if plan.moved_on and plan.moved_on > last:
        return clock.new_authority_reviews(plan.moved_on, last)
    if plan.reviewed_on:
        return clock.next_review_complete(plan.reviewed_on)
    return clock.first_review_complete(plan.issued_on)


def meeting_due(plan) -> Due | None:
    """The last day for the meeting; None once one was held for this review."""
    due = review_due(plan)
    return clock.latest_meeting(due.on) if due else None


def of_plan(plan, today: date, transfer=None) -> list[Due]:
    """Every date of this plan, by day. plan: pupil joined; transfer: the open review of a child
    who changes school, with transfer_year and is_to_post_16.
    """
    due = review_due(plan)
    if due is None:
        return []
    last = plan.reviewed_on or plan.issued_on
    found = [clock.latest_meeting(due.on), due]
    if plan.moved_on and plan.moved_on > last:
        found.append(clock.new_authority_tells(plan.moved_on))
    if is_under_five(plan.pupil, today):
        found.append(clock.early_years_review(last))
    if plan.assessed_on:
        found.append(clock.reassessment_bar_ends(plan.assessed_on))
    if transfer is not None:
        to_16 = {"from_secondary_to_post_16": transfer.is_to_post_16}
        found.append(clock.latest_meeting_before_transfer(transfer.transfer_year, **to_16))
        found.append(clock.phase_transfer(transfer.transfer_year, **to_16))
    return sorted(found, key=lambda each: (each.on, each.rule))


def is_under_five(pupil, today: date) -> bool:
    """Whoever was born on 29 February turns five on 1 March."""
    born = pupil.born_on
    return (today.year - born.year - ((today.month, today.day) < (born.month, born.day))) < FIVE


def wrong(given: dict, born_on: date, today: date) -> tuple[str, str] | None:
    """(field, sentence) of the first day that cannot be. given: anchors by name, or None."""
    for name, words in ORDER:
        day = given.get(name)
        if day is None:
            continue
        if day > today:
            return name, "This day has not come yet."
        if day < max(born_on, clock.REGULATIONS_BEGAN):
            return name, "There were no EHC plans for this child then. Look at the year again."
        first = given.get("issued_on")
        if name in ("amended_on", "reviewed_on") and first and day < first:
            return name, f"{words} cannot be before the plan was first issued."
    return None


ORDER = (
    ("issued_on", "The first issue"), ("amended_on", "The amended plan"),
    ("reviewed_on", "The decision after a review"), ("assessed_on", "The assessment"),
    ("moved_on", "The move"),
)  # fmt: skip
