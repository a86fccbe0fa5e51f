"""Purposes that no room owns yet: invitations, consents, annual reviews, reports, asking again.

Their facts are typed by a person; a room that comes to know them replaces `asked` by `gather`.
Dates that the law sets (SEND Regulations 2014, regulation 20) are typed too, until then.
"""

from letters.purposes import Asked, Purpose, add_purpose

DAY = Asked("Day of the meeting", "Thu 14 Jan 2027")
TIME = Asked("Time", "3.30 pm")
PLACE = Asked("Where", "the library at school")
WHO_COMES = Asked("Who is there", "Ms R. Osei and Mr J. Whitlock", "Names and what they do.")
WHEN_AND_WHERE = {"meeting_day": DAY, "meeting_time": TIME, "meeting_place": PLACE}
WHY = Asked("Why", "We want to know how to help with talking.", is_long=True)
SHARED = Asked("What you would share", "the last two plans and what staff see in class",
               "Say it so that a family knows what it agrees to.")  # fmt: skip
UNTIL = Asked("Until which day", "Fri 23 Jul 2027")


def asking(key, title, asked, **more) -> Purpose:
    """A purpose that a person may begin, with all its facts typed."""
    facts = {name: each.example for name, each in asked.items()}
    return Purpose(key, title, facts, default=f"{key}.md", asked=asked, by_hand=True, **more)


REVIEW_INVITATION = asking(
    "review-invitation", "Invitation to look at the plan together", WHEN_AND_WHERE, meets=True
)
MEETING_INVITATION = asking(
    "meeting-invitation",
    "Invitation to a meeting",
    WHEN_AND_WHERE
    | {
        "who_comes": WHO_COMES,
        "meeting_about": Asked("What it is about", "How reading goes at home and at school.",
                               is_long=True),
    },
    meets=True,
)  # fmt: skip
AGENCY_CONSENT = asking(
    "agency-consent",
    "May we ask an outside agency?",
    {
        "agency": Asked("Who would be asked", "the speech and language team"),
        "why": WHY,
        "what_shared": SHARED,
        "until_day": UNTIL,
    },
    consent="agency",
)
SHARING_CONSENT = asking(
    "sharing-consent",
    "May we share what we know?",
    {
        "share_with": Asked("Who would get it", "the next school, Westbridge High"),
        "why": WHY,
        "what_shared": SHARED,
        "until_day": UNTIL,
    },
    consent="sharing",
)
PHOTO_CONSENT = asking(
    "photo-consent",
    "May we use a photo?",
    {
        "photo_use": Asked("What the photo is for", "so that all staff know who is who"),
        "photo_seen_by": Asked("Who can see it", "staff of our school"),
        "until_day": UNTIL,
    },
    consent="photo",
)
# Prepared when a consent came by code: whoever gave it can say that it was not them.
CONSENT_CONFIRMED = Purpose(
    key="consent-confirmed",
    title="What we wrote down about a consent",
    facts={
        "consent_words": "Yes, you may talk to the speech and language team.",
        "given_by": "Ms Leila Brightwater",
        "given_day": "Tue 24 Nov 2026",
        "given_how": "on our page, with the code from the letter",
    },
    default="consent-confirmed.md",
    answer=False,
)
REVIEW_DAY = Asked("Day of the annual review meeting", "Tue 24 Nov 2026")
# The organiser asks for advice and invites at least two weeks before the meeting, and circulates
# what came two weeks before it: regulation 20(3) and (4).
ANNUAL_REVIEW_INVITATION = asking(
    "annual-review-invitation",
    "Invitation to the annual review",
    WHEN_AND_WHERE
    | {
        "who_comes": Asked("Who is asked to come", "you, our SENCO, Ms Osei, the local authority"),
        "papers_by": Asked("What families write should be here by", "Fri 18 Dec 2026",
                           "Others read it two weeks before the meeting."),
    },
    meets=True,
)  # fmt: skip
ADVICE_REQUEST = asking(
    "advice-request",
    "Asking a professional for advice",
    {
        "meeting_day": REVIEW_DAY,
        "advice_by": Asked("Advice should be here by", "Fri 6 Nov 2026",
                           "It is sent on two weeks before the meeting."),
        "what_asked": Asked("What you would like to know",
                            "Which of the aims in the plan has been met?", is_long=True),
    },
    outside=True,
)  # fmt: skip
# The report within two weeks of the meeting, the authority's decision within four: regulation 20.
ANNUAL_REVIEW_REPORT = asking(
    "annual-review-report",
    "Report of the annual review",
    {
        "meeting_day": REVIEW_DAY,
        "what_asked": Asked("What the meeting asks the local authority for",
                            "Keep the plan, with one hour more of help each week.", is_long=True),
        "decision_by": Asked("The local authority must write by", "Tue 22 Dec 2026",
                             "Four weeks from the meeting."),
        "mediation": Asked("Mediation adviser", "Westshire Mediation, 01632 960789",
                           "The local authority names one. Empty: its line is left out.",
                           required=False),
    },
)  # fmt: skip
SPECIALIST_ADVICE = asking(
    "specialist-advice",
    "What a specialist advised",
    {
        "specialist": Asked("Who advised", "Ms K. Lowe, speech therapist"),
        "seen_on": Asked("On which day", "Tue 10 Nov 2026"),
        "advice": Asked("What they said, in plain words",
                        "Short steps help, with a picture for each.", is_long=True),
        "our_steps": Asked("What the school will do",
                           "We will use picture cards in class each day.", is_long=True),
    },
)  # fmt: skip
# Schools report to parents at least once a year; on SEN support see SEND Code of Practice 6.64.
ANNUAL_REPORT = asking(
    "annual-report",
    "Yearly report on the extra help",
    {
        "school_year": Asked("For which school year", "2026 to 2027"),
        "progress": Asked("What has gone well",
                          "Reading is more fluent, and spelling is on its way.", is_long=True),
        "help_given": Asked("What help was given", "A group of four met twice a week.",
                            is_long=True),
        "next_steps": Asked("What comes next", "We will work on longer words.", is_long=True),
    },
)  # fmt: skip
# Prepared by the school's rule for asking again; the answer belongs to the first letter.
CHASER = Purpose(
    key="chaser",
    title="Asking again",
    facts={
        "sent_day": "Tue 10 Nov 2026",
        "letter_title": "a plan for your child",
        "letter_reference": "L1024",
    },
    default="chaser.md",
    answer=False,
)
PURPOSES = (
    REVIEW_INVITATION, MEETING_INVITATION, AGENCY_CONSENT, SHARING_CONSENT, PHOTO_CONSENT,
    CONSENT_CONFIRMED, ANNUAL_REVIEW_INVITATION, ADVICE_REQUEST, ANNUAL_REVIEW_REPORT,
    SPECIALIST_ADVICE, ANNUAL_REPORT, CHASER,
)  # fmt: skip


def register() -> None:
    for purpose in PURPOSES:
        add_purpose(purpose)
