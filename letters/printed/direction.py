"""Names and numbers of one script among words of another: each keeps its own direction. Pure."""

import unicodedata

FIRST_STRONG, END = "\u2068", "\u2069"  # isolates: <bdi> does nothing in the PDF writer
RIGHT_TO_LEFT = {"R", "AL"}


def isolated(value: str, rtl: bool) -> str:
    """A value for a line of a text that runs from the right (rtl) or from the left.

    Its own full stop and figures stay with it, and it moves none of what stands beside it. Left
    as it is where nothing could turn.
    """
    if not value or not (rtl or any(map(_from_the_right, value))):
        return value
    return f"{FIRST_STRONG}{value}{END}"


def _from_the_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in RIGHT_TO_LEFT
