"""Numbers that are printed on letters ("L57"). They are those of rows, and rows get new ones here;
the paper at home keeps its own. What is printed from now on goes on after the highest that came, so
that no number of a school ever stands on two letters.
"""

import json
import re

from letters.models import Letter
from sendcase.backup import numbers

VERSION = "letters.LetterVersion"
PRINTED = re.compile(r"L([1-9][0-9]{0,8})")
MOST = 5_000_000  # more letters than any site has sent: beyond it somebody wrote into the file


def go_on_after(incoming) -> None:
    """Before the letters get their numbers."""
    found = (of(row.get("content")) for _, row in incoming.lines(VERSION))
    numbers.skip(Letter, max(found, default=0))


def of(content) -> int:
    """The number on a letter, from its frozen text; 0 for a text that has none."""
    try:
        said = json.loads(content)["reference"]
        named = PRINTED.fullmatch(said)
    except (ValueError, TypeError, KeyError, RecursionError):
        return 0
    number = int(named[1]) if named else 0
    return number if number <= MOST else 0
