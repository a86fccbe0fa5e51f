"""What a reader of the pack will look for in vain, as sentences. Asked of what is on file, not of
what somebody chose to leave out.
"""

from datetime import timedelta

from pupils.wording import day_text
from sendcase import moment

OLD = timedelta(days=365)
# part → what is said where it is empty
EMPTY = {
    "referrals": "No referral is recorded.",
    "plans": "No plan was shared with the family.",
    "provision": "No plan says now what help is given.",
    "given": "How much of the promised help was given is not recorded.",
    "scores": "No scores are recorded.",
    "advice": "No advice has come.",
    "views": "What the child thinks is not recorded.",
    "family": "What the family said is not recorded.",
    "letters": "No letter was sent.",
    "register": "The child was never at a stage of the register.",
}
ALWAYS = ("No attendance is recorded.",)
OF_REVIEW = {
    "plan": "No version of the EHC plan is kept here.",
    "last_report": "The report of the last annual review is not here.",
}


def sentences(case, found, without=()) -> list[str]:
    """found: parts.gather(case); without: as of a Pack. Who leaves all letters out on purpose does
    not say that there are any.
    """
    items = {part.key: papers for part, papers in found.items()}
    expected = EMPTY | (OF_REVIEW if case.review is not None else {})
    if items.get("reports"):
        expected.pop("advice")
    said = [
        words for key, words in expected.items()
        if key in items and not items[key] and not is_said_elsewhere(case, key)
    ]  # fmt: skip
    said += details(items)
    if "letters" in items and "letters" not in without:
        said += unanswered(case)
    if not any("psycholog" in item.title.lower() for item in _papers(items)):
        said.append("No advice of an educational psychologist.")
    return [*said, *ALWAYS, *(not_advised(case.review) if case.review is not None else [])]


def _papers(items):
    return [item for key in ("advice", "reports", "others", "plan") for item in items.get(key, [])]


def is_said_elsewhere(case, key) -> bool:
    """Views that stand in the request or in the review; letters that wait for their answer."""
    if key == "views":
        return bool(case.request.pupil_said if case.request else case.review.pupil_views)
    if key == "letters":
        return bool(case.letters_sent)
    if key == "family":
        return bool(case.request.family_said if case.request else case.review.family_views)
    return False


def details(items) -> list[str]:
    said = []
    plans = items.get("plans", [])
    if plans and not any(item.key.endswith("-reviews") for item in plans):
        said.append("No plan has been reviewed.")
    kept = items.get("plan", [])
    if kept and not any(item.key.endswith("-paper") for item in kept):
        said.append("The authority’s own paper of the EHC plan is not kept here.")
    scores = items.get("scores", [])
    if scores and scores[0].on < moment.today() - OLD:
        said.append("The newest score is more than a year old.")
    return said


def unanswered(case) -> list[str]:
    """Letters that stay out while their slip opens the reply form."""
    return [
        f"The letter of {day_text(row.issued_on)} is not here yet: the family still has time to "
        "answer it."
        for row in case.letters_sent if row.is_open
    ]  # fmt: skip


def not_advised(review) -> list[str]:
    """Who was invited and gave no advice. The family and the child are not asked for a paper."""
    said = []
    for each in review.invitations.exclude(role__in=["parent", "young_person"]):
        if each.advice_id or each.advice_words:
            continue
        who = each.get_role_display().lower()
        who = f"{each.name} ({who})" if each.name else f"the {who}"
        why = f": {each.no_advice_reason}" if each.no_advice_reason else ""
        said.append(f"No advice from {who}{why}".rstrip(".") + ".")
    return said
