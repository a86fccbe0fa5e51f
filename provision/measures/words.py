"""Gains in words that do not claim more than was seen."""

from provision.measures.gains import FEWEST, Gain, Group
from pupils.scores.kinds import ScoreKind

UNITS = {
    ScoreKind.AGE: ("month", "months"), ScoreKind.STANDARDISED: ("point", "points"),
    ScoreKind.SCALED: ("point", "points"), ScoreKind.RAW: ("mark", "marks"),
}  # fmt: skip
VERDICTS = {
    "more": ("done", "More than children of that age usually gain"),
    "less": ("late", "Less than children of that age usually gain"),
    "open": ("plain", "Cannot be told from what is usual"),
    "plain": ("plain", "Marks cannot be set against other children"),
}
KEEPS_UP = {
    ScoreKind.AGE: "1 month in a month keeps up",
    ScoreKind.STANDARDISED: "0 keeps up with others of that age",
    ScoreKind.SCALED: "0 keeps up with others of that age",
}


def signed(number: float) -> str:
    """+1.4, −0.3, 0: one place after the point."""
    rounded = round(number + 0.0, 1)
    if not rounded:
        return "0"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):g}"


def unit(kind: str, number: float) -> str:
    one, many = UNITS[kind]
    return one if abs(round(number, 1)) == 1 else many


def gained(gain: Gain) -> str:
    """“+9 months in 6 months of time”."""
    said = f"{signed(gain.points)} {unit(gain.kind, gain.points)}"
    months = round(gain.days / 30.4375, 1)
    return f"{said} in {months:g} {'month' if months == 1 else 'months'}"


def a_month(gain: Gain) -> str:
    """“+1.5 a month”; nothing where the tests lie too near to each other."""
    if gain.a_month is None:
        return "Too near to each other"
    return f"{signed(gain.a_month)} a month"


def of_group(group: Group) -> tuple[str, str, str]:
    """(status, verdict, figures)."""
    if group.verdict == "too few":
        words = f"Too few children to say: {group.children} of at least {FEWEST}"
        return "plain", words, ""
    status, verdict = VERDICTS[group.verdict]
    figures = (
        f"{signed(group.a_month)} {unit(group.kind, group.a_month)} a month, "
        f"between {signed(group.low)} and {signed(group.high)}"
    )
    return status, verdict, figures
