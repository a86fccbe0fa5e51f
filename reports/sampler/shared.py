"""What may be said of a plan's child: only what eight children on plans have in common."""

from collections import Counter

from reports.disclosure import SMALL

BANDS = (
    ({"E1", "E2", "N1", "N2", "R", "1", "2"}, "Reception to Year 2"),
    ({"3", "4", "5", "6"}, "Years 3 to 6"),
    ({"7", "8", "9"}, "Years 7 to 9"),
    ({"10", "11", "12", "13", "14"}, "Year 10 and above"),
)


def band_of(year: str) -> str:
    return next((words for codes, words in BANDS if year in codes), "")


def common(found) -> set[str]:
    """Those of the words that more than seven children have; found: one for each child."""
    return {words for words, count in Counter(found).items() if words and count > SMALL}
