"""A sound plan of invented words, and the same with something changed."""

from dataclasses import replace
from datetime import date

from iep.wording import Facts, Row

ROW = {
    "target": "Read 20 of the first 45 words by sight.",
    "criteria": "18 of 20 right on two days in one week.",
    "resources": "Word cards, 10 minutes, 4 times a week.",
    "strategies": "Sits near the front; words on the table.",
    "delivered_by": "Mrs Lamb",
    "plain_words": "Amina will read 20 short words without help.",
}
PLAN = Facts(
    first_names=("Amina",),
    pronoun="she",
    others=frozenset({"Ben", "May", "Will", "Jayden", "Grace", "Mark"}),
    areas=("Learning",),
    starts_on=date(2026, 11, 2),
    review_on=date(2026, 12, 18),
    today=date(2026, 11, 2),
    head={
        "concerns": "Guesses words from the picture.",
        "home_support": "Read together for ten minutes. Stop while it is still fun.",
        "pupil_views": "I like the cards.",
    },
    rows=(Row(1, ROW), Row(2, ROW | {"target": "Write 5 of the 20 words on a card."})),
)


def rows_of(*changes) -> tuple[Row, ...]:
    return tuple(Row(number, ROW | given) for number, given in enumerate(changes, 1))


def plan(**changed) -> Facts:
    if changed.get("rows"):
        changed["rows"] = rows_of(*changed["rows"])
    return replace(PLAN, **changed)
