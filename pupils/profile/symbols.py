"""Our own line drawings: their keys, the word beside each, and the SVG itself.

One file for page and paper: static/letters/symbols/<key>.svg, drawn in currentColor.
"""

from functools import cache

from django.utils.safestring import SafeString, mark_safe

from sendcase.pdf.assets import FOLDER

FACES = {
    "very-happy": "Very happy", "happy": "Happy", "between": "In between", "sad": "Sad",
    "very-sad": "Very sad", "worried": "Worried", "angry": "Angry", "calm": "Calm",
}  # fmt: skip
THINGS = {
    "reading": "Reading", "writing": "Writing", "maths": "Maths", "talking": "Talking",
    "listening": "Listening", "playtime": "Playtime", "friends": "Friends", "lunch": "Lunch",
    "quiet-place": "A quiet place", "adult": "A grown-up with me", "computer": "A computer",
    "sport": "Sport", "noise": "Noise", "home": "Home", "help": "Asking for help",
}  # fmt: skip
OLDER = {"playtime": "Break time", "adult": "An adult with me"}
WORDS = FACES | THINGS


def things(*, older: bool) -> dict[str, str]:
    return THINGS | OLDER if older else THINGS


@cache
def drawing(key: str) -> SafeString:
    """The SVG for a page. The word stands beside it: for a screen reader it is decoration."""
    text = (FOLDER / "symbols" / f"{key}.svg").read_text()
    return mark_safe(text.replace("<svg ", '<svg class="symbol" aria-hidden="true" ', 1))


@cache
def title(key: str) -> str:
    """What the drawing shows, from its <title>: the alternative text on paper."""
    text = (FOLDER / "symbols" / f"{key}.svg").read_text()
    return text.split("<title>")[1].split("</title>")[0]
