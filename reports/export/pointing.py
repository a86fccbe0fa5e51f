"""Rows that name another row without a key: by a number and a word, or in an address.

In the file such a number is a uid as everywhere. What it named may be gone; then so is the name.
"""

import re

from reminders.kinds import kinds

# Table → (the field that says which table, the field with the number).
TYPED = {
    "letters.Letter": ("about_type", "about_id"),
    "letters.FamilyWord": ("about_type", "about_id"),
    "pupils.Consent": ("source_type", "source_id"),
}
DEADLINE, NUMBER = "reminders.Deadline", "object_id"
TIMELINE, ADDRESS = "pupils.ChronologyEntry", "url"
SHARE, PERMISSION = "pupils.Share", "permission"
# Kind of deadline → whose number it keeps, where reminders.kinds does not say.
DEADLINES = {
    "accept-handover": "iep.Handover",
    "agency-advice": "agencies.AgencyRequest",
    "agency-ask": "agencies.AgencyRequest",
    "agency-decide": "agencies.Advice",
    "agency-look": "agencies.AgencyRequest",
    "agency-tell": "agencies.Advice",
    "answer-complaint": "pupils.Complaint",
    "answer-family": "letters.FamilyWord",
    "answer-handover": "iep.HandoverNote",
    "answer-questions": "referrals.Asked",
    "answer-referral": "referrals.Referral",
    "begin-transition": "schools.School",
    "board-report": "schools.Term",
    "census-check": "schools.Term",
    "change-plan": "iep.PlanCheck",
    "check-letter": "letters.Letter",
    "check-letters": "letters.Batch",
    "check-plans": "schools.School",
    "complete-referral": "referrals.Referral",
    "consent-ending": "pupils.Consent",
    "decide-concern": "referrals.ProgressRow",
    "decide-intervention": "provision.Intervention",
    "decide-stage": "iep.Review",
    "ehc-advice": "ehcp.AssessmentRequest",
    "ehc-advice-awaited": "ehcp.Invitation",
    "ehc-after-no": "ehcp.AssessmentRequest",
    "ehc-appeal": "ehcp.Dispute",
    "ehc-authority": "ehcp.AssessmentRequest",
    "ehc-consultation": "ehcp.Consultation",
    "ehc-disclosure-second": "ehcp.Disclosure",
    "ehc-disclosure-send": "ehcp.Disclosure",
    "ehc-plan-meeting": "ehcp.EhcPlan",
    "ehc-plan-review": "ehcp.EhcPlan",
    "ehc-review-decision": "ehcp.AnnualReview",
    "ehc-review-final": "ehcp.AnnualReview",
    "ehc-review-invite": "ehcp.AnnualReview",
    "ehc-review-papers": "ehcp.AnnualReview",
    "ehc-review-report": "ehcp.AnnualReview",
    "ehc-review-transfer": "ehcp.AnnualReview",
    "letter-came-back": "letters.Letter",
    "letter-unanswered": "letters.Letter",
    "move-consent": "iep.MoveTask",
    "move-first-weeks": "iep.MoveTask",
    "move-meeting": "iep.MoveTask",
    "move-papers": "iep.MoveTask",
    "move-parents": "iep.MoveTask",
    "move-records": "iep.MoveTask",
    "move-talk": "iep.MoveTask",
    "move-visit": "iep.MoveTask",
    "next-plan": "iep.SupportPlan",
    "parent-meeting": "pupils.Pupil",
    "parent-meeting-action": "provision.MeetingAction",
    "progress-meeting": "schools.ClassGroup",
    "quiet-complaint": "pupils.Complaint",
    "review-intervention": "provision.Intervention",
    "review-plan": "iep.SupportPlan",
    "review-register": "schools.Term",
    "talk-wanted": "letters.Letter",
    "tell-parents": "register.RegisterEntry",
    "tell-raiser": "referrals.Referral",
    "tell-review": "register.ReviewRow",
    "tick-sessions": "provision.Intervention",
    "write-handover": "iep.Handover",
    "write-plan": "register.RegisterEntry",
}
# First words of an address in the timeline → whose number comes behind them.
ADDRESSES = {
    "agency-advice": "agencies.Advice",
    "agency-requests": "agencies.AgencyRequest",
    "batches": "letters.Batch",
    "complaints": "pupils.Complaint",
    "documents": "pupils.Document",
    "ehc-consultations": "ehcp.Consultation",
    "ehc-disclosures": "ehcp.Disclosure",
    "ehc-disputes": "ehcp.Dispute",
    "ehc-packs": "ehcp.Pack",
    "ehc-plans": "ehcp.EhcPlan",
    "ehc-requests": "ehcp.AssessmentRequest",
    "ehc-reviews": "ehcp.AnnualReview",
    "family-words": "letters.FamilyWord",
    "handovers": "iep.Handover",
    "interventions": "provision.Intervention",
    "letters": "letters.Letter",
    "moves": "iep.SchoolMove",
    "move-tasks": "iep.MoveTask",
    "own-views": "pupils.PupilView",
    "parent-meeting-actions": "provision.MeetingAction",
    "parent-meetings": "provision.ParentMeeting",
    "plan-checks": "iep.PlanCheck",
    "plans": "iep.SupportPlan",
    "progress": "referrals.ProgressMeeting",
    "progress/concerns": "referrals.ProgressRow",
    "pupils": "pupils.Pupil",
    "questions": "referrals.Asked",
    "questions/rounds": "referrals.Round",
    "referrals": "referrals.Referral",
    "register/reviews": "register.RegisterReview",
    "sessions": "provision.Session",
}
# First letters of a place within a page → whose number comes behind them.
PLACES = {
    "child-": "iep.HandoverNote",
    "note-": "iep.PlanNote",
    "r": "agencies.Recommendation",
    "session-": "provision.Session",
}
UID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
WITH_NUMBER, WITH_UID = (
    re.compile(
        rf"/(?P<what>[a-z][a-z/-]*)/(?P<row>{row})(?P<rest>/[a-z/-]*(?:\?view=1)?)"
        rf"(?:#(?:(?P<at>{'|'.join(PLACES)})(?P<part>{row})|(?P<word>[A-Za-z-]+)))?"
    )
    for row in (r"\d+", UID)
)


def table_of_kind(kind: str) -> str | None:
    """Whose number a deadline of this kind keeps; None for a kind that is no more."""
    known = kinds.get(kind)
    return known.of._meta.label if known and known.of else DEADLINES.get(kind)


def table_of_type(type_: str, labels) -> str | None:
    """ "pupils.pupil" → "pupils.Pupil", of the tables in the export."""
    return next((label for label in labels if label.lower() == type_), None)


def address(url: str, pattern, find) -> str:
    """The same address with the other name of its row. find(label, row) → str | None.

    An address that we cannot read is left out: with another number it would lead to another child.
    Of one whose place is gone the page is enough.
    """
    found = pattern.fullmatch(url) or pattern.fullmatch(url.partition("#")[0])
    label = ADDRESSES.get(found["what"]) if found else None
    row = find(label, found["row"]) if label else None
    return f"/{found['what']}/{row}{found['rest']}{_place(found, find)}" if row else ""


def _place(found, find) -> str:
    if found["word"]:
        return f"#{found['word']}"
    part = find(PLACES[found["at"]], found["part"]) if found["at"] else None
    return f"#{found['at']}{part}" if part else ""
