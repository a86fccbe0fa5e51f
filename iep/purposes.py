"""The letters about a plan: that it was made or changed, that it is time to look at it together,
and once a year what became of it.
"""

from iep import gathering
from letters.purposes import Asked, Purpose

FACTS = {
    "plan_name": "Individual Education Plan",
    "number_of_targets": "three targets",
    "plan_lead": "Ms T. Archer",
    "review_date": "Fri 18 Dec 2026",
    "noticed": "Amina finds it hard to hear the sounds inside words.",
    "when_to_talk": "Parent Consultation evenings in October and March",
    "stage_name": "SEN Support",
    "register_name": "SEN register",
}
PLAN_SHARED = Purpose(
    key="plan-shared",
    title="A plan for your child",
    facts=FACTS,
    default="letters/defaults/plan-shared.md",
    gather=gathering.plan_again,
    by_hand=True,
)
INVITATION_ASKED = {
    "meeting_day": Asked("Day of the meeting", "Thu 14 Jan 2027"),
    "meeting_time": Asked("Time", "3.30 pm"),
    "meeting_place": Asked("Where", "the library at school"),
}
REVIEW_INVITATION = Purpose(
    key="review-invitation",
    title="Invitation to look at the plan together",
    facts={
        "plan_name": "Individual Education Plan",
        "review_date": "Fri 15 Jan 2027",
        "plan_lead": "Ms R. Osei",
        **{name: asked.example for name, asked in INVITATION_ASKED.items()},
    },
    default="letters/defaults/review-invitation.md",
    asked=INVITATION_ASKED,
    gather=gathering.review_invitation,
    by_hand=True,
    meets=True,
)
# Schools report to parents at least once a year; on SEN support see SEND Code of Practice 6.64.
ANNUAL_ASKED = {
    "next_steps": Asked("What comes next", "We will work on longer words.", is_long=True),
}
ANNUAL_REPORT = Purpose(
    key="annual-report",
    title="Yearly report on the extra help",
    facts={
        "school_year": "2026 to 2027",
        "progress": "The plan has had four targets this year: two are met, work goes on with two.",
        "help_given": "Word cards, 10 minutes, four times a week.",
        **{name: asked.example for name, asked in ANNUAL_ASKED.items()},
    },
    default="letters/defaults/annual-report.md",
    asked=ANNUAL_ASKED,
    gather=gathering.annual_report,
    by_hand=True,
)
ALL = (PLAN_SHARED, REVIEW_INVITATION, ANNUAL_REPORT)
