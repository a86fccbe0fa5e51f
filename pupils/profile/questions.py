"""What a pupil is asked, step by step, and the shape in which the answers are kept.

Schema 1: {"way": "pictures" or "words",
           "feelings": [{"about": key, "face": key}], in the order asked,
           "helps" | "hard" | "like" | "change": {"symbols": [key], "words": text}}.
The words of a question may change; keys stay. Count SCHEMA up when the shape changes.
"""

import json
from dataclasses import dataclass

from pupils.profile.symbols import FACES, things

SCHEMA = 1
PICTURES, WORDS = "pictures", "words"
YOUNGER = {"E1", "E2", "N1", "N2", "R", "1", "2", "3", "4", "X"}  # pictures first, unless changed
MOST_WORDS = 1000


@dataclass(frozen=True)
class Step:
    """One page: faces for some things, or pictures to tick and words to one question."""

    key: str
    question: str
    about: tuple[str, ...] = ()
    hint: str = ""


STEPS = (
    Step("lessons", "How do you feel about lessons?",
         ("reading", "writing", "maths", "listening"), "Choose a face for each."),
    Step("day", "How do you feel about the rest of the day?",
         ("friends", "playtime", "lunch", "noise"), "Choose a face for each."),
    Step("like", "What do you like?", hint="Choose as many as you want."),
    Step("helps", "What helps you?", hint="Choose as many as you want."),
    Step("hard", "What is hard for you?", hint="Choose as many as you want."),
    Step("change", "What do you want to change?", hint="Choose as many as you want."),
)  # fmt: skip
OPEN = tuple(step for step in STEPS if not step.about)
ABOUT = tuple(about for step in STEPS for about in step.about)
SAID = {
    "like": "What I like", "helps": "What helps me", "hard": "What is hard for me",
    "change": "What I want to change",
}  # fmt: skip


def usual_way(year: str) -> str:
    return PICTURES if year in YOUNGER else WORDS


def answers_of(said: dict) -> dict:
    """The canonical value of a form's answers; empty ones stand as empty."""
    feelings = [{"about": each, "face": said[f"feel_{each}"]} for each in ABOUT
                if said.get(f"feel_{each}")]  # fmt: skip
    opened = {
        step.key: {"symbols": list(said.get(step.key) or []), "words": said[f"{step.key}_words"]}
        for step in OPEN
    }
    return {"way": said["way"], "feelings": feelings, **opened}


def says_nothing(value: dict) -> bool:
    opened = [value[step.key] for step in OPEN]
    return not value["feelings"] and not any(one["symbols"] or one["words"] for one in opened)


def of_view(view) -> dict:
    return json.loads(view.content)


def for_reading(value: dict) -> dict:
    """As page and paper show it: keys with their words. Unanswered questions are left out."""
    named = things(older=value["way"] == WORDS)
    return {
        "feelings": [
            {"about": row["about"], "about_words": named[row["about"]], "face": row["face"],
             "face_words": FACES[row["face"]]}
            for row in value["feelings"]
        ],
        "opened": [
            {"key": step.key, "title": SAID[step.key], "words": value[step.key]["words"],
             "symbols": [(key, named[key]) for key in value[step.key]["symbols"]]}
            for step in OPEN
            if value[step.key]["symbols"] or value[step.key]["words"]
        ],
    }  # fmt: skip


def as_lines(value: dict) -> list[tuple[str, str]]:
    """[(question, what was said in words)], without drawings."""
    shown = for_reading(value)
    lines = []
    if shown["feelings"]:
        told = (f"{row['about_words']}: {row['face_words'].lower()}" for row in shown["feelings"])
        lines.append(("How I feel about school", ". ".join(told) + "."))
    for row in shown["opened"]:
        chosen = ", ".join(words for _, words in row["symbols"])
        told = [f"{chosen}."] if chosen else []
        lines.append((row["title"], " ".join([*told, row["words"]]).strip()))
    return lines
