"""What may be said of a plan's child: only what eight children on plans have in common."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from reports.disclosure import SMALL

BANDS = (
    ({"E1", "E2", "N1", "N2", "R", "1", "2"}, "Reception to Year 2"),
    ({"3", "4", "5", "6"}, "Years 3 to 6"),
    ({"7", "8", "9"}, "Years 7 to 9"),
    ({"10", "11", "12", "13", "14"}, "Year 10 and above"),
)


def band_of(year: str) -> str:
    return next((words for codes, words in BANDS if year in codes), "")


def said(found: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Of each child's facts, in their order, what a plan may say; "" in place of the rest.

    Whoever knows the facts of all these children finds eight behind every line: for all facts of
    a line together, and also where a line says less than another, for silence tells as well.
    """
    told: list[tuple[str, ...]] = [()] * len(found)
    for place in range(len(found[0])):
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for child, words in enumerate(told):
            groups[words].append(child)
        for words, children in groups.items():
            kept = enough([found[child][place] for child in children])
            for child in children:
                value = found[child][place]
                told[child] = (*words, value if value in kept else "")
    return told


def enough(values: list[str]) -> set[str]:
    """Those said of more than seven, where nobody or more than seven are left unsaid."""
    counts = Counter(values)
    kept = [value for value, count in counts.most_common() if value and count > SMALL]
    while kept and 0 < len(values) - sum(counts[value] for value in kept) <= SMALL:
        kept.pop()  # the smallest joins those
    return set(kept)
