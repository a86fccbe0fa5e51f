"""Two letters: one asks the agency, one tells a family what it advised and what the school does.

Neither carries a report: the office prints letters, and reads no reports (security §2).
"""

from letters.purposes import Purpose


def went(letter) -> None:
    from agencies.services import informing

    informing.letter_went(letter)


def went_to_agency(letter) -> None:
    from agencies.services import writing

    writing.letter_went(letter)


ASKED = Purpose(
    key="agency-request",
    title="Asking an outside agency",
    facts={
        "agency": "the speech and language team",
        "question": "Long words are hard to say. Which steps help in class?",
        "what_shared": "the last two plans and what staff see in class",
        "answer_by": "Fri 15 Jan 2027",
    },
    default="agency-request.md",
    outside=True,
    on_issue=went_to_agency,
)
ADVISED = Purpose(
    key="agency-advice",
    title="What an outside agency advised",
    facts={
        "agency": "the speech and language team",
        "came_on": "Tue 10 Nov 2026",
        "advice": "Short steps help, with a picture for each.",
        "our_steps": "We will use picture cards in class each day.",
    },
    default="agency-advice.md",
    on_issue=went,
)
