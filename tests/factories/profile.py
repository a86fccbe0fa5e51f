"""A one-page profile, and what a pupil said."""

from pupils.profile import questions, services
from sendcase import moment

TEXTS = {
    "liked": "I am kind.\nI make people laugh.",
    "matters": "My dog Biscuit.",
    "help": "Show me. Don't rush me.\n\nOne thing at a time.\nLet me sit near the door.",
    "next_step": "Read a whole book.",
}
FIELDS = TEXTS | {"whose": "with", "written_by": "", "checked_on": None, "shows_photo": False}


def profile_of(pupil, by, **changed):
    return services.save_profile(pupil=pupil, by=by, **FIELDS | changed)


def said(**changed) -> dict:
    """Answers in their canonical shape; give like_words="…", feel_noise="sad" and the like."""
    flat = {"way": questions.PICTURES, "feel_noise": "angry", "like": ["friends", "playtime"]}
    words = {f"{step.key}_words": "" for step in questions.OPEN}
    return questions.answers_of(flat | words | changed)


def said_by(pupil, by, on=None, told="symbol", helped_by="Mrs Lamb", **changed):
    return services.record_view(
        pupil=pupil, by=by, on=on or moment.today(), told=told, helped_by=helped_by,
        answers=said(**changed),
    )  # fmt: skip
