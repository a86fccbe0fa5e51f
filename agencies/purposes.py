"""The letter that tells a family what an agency advised, and what the school does with it.

It never carries the report: the office prints letters, and reads no reports (security §2).
"""

from letters.purposes import Purpose


def went(letter) -> None:
    from agencies.services import informing

    informing.letter_went(letter)


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
