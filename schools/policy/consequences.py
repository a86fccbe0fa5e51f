"""What a change of the policy would do, asked of every room before it is saved.

schools knows no pupil: the rooms above register here in AppConfig.ready().
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# (what stands in its way, school, value before, value after): see the three lists below.
Ask = Callable[[object, dict, dict], Iterable]


@dataclass(frozen=True)
class Said:
    """One consequence: a sentence with counts and no names, and a list to look at."""

    words: str
    url: str = ""


effects: list[Ask] = []  # → Said
hindrances: list[Ask] = []  # → sentences, for the person, why this cannot be saved
# school → sentences, why the whole policy cannot be replaced by another
in_use: list[Callable[[object], Iterable[str]]] = []

NAMES = ("referral_name", "register_name", "senco_title", "teacher_title")


def of(school, before: dict, after: dict) -> list[Said]:
    """Everything a change does, the policy's own first."""
    said = list(own(before["rules"], after["rules"]))
    for ask in effects:
        said += ask(school, before, after)
    return said


def against(school, before: dict, after: dict) -> list[str]:
    return [words for ask in hindrances for words in ask(school, before, after)]


def why_in_use(school) -> list[str]:
    return [words for ask in in_use for words in ask(school)]


def own(before: dict, after: dict) -> Iterable[Said]:
    """What needs no counting."""
    changed = {name for name in after if after[name] != before[name]}
    if changed & set(NAMES):
        yield Said(
            "Pages, new forms and new letters use the new names from now. Papers that went out "
            "keep the old ones."
        )
    if changed & {"reminder_lead_days", "digest_hour"}:
        yield Said("The next reminder mails follow the new rule. No deadline moves.")
    if "register_review_weeks" in changed:
        yield Said("The next review of the register follows the new rule.")


def changed_rows(before: dict, after: dict, key: str) -> list[tuple[dict, dict]]:
    """(row before, row after) of what is in both and differs, by code."""
    was = {row["code"]: row for row in before[key]}
    return [
        (was[row["code"]], row)
        for row in after[key]
        if row["code"] in was and was[row["code"]] != row
    ]


def some(number: int, one: str, many: str) -> str:
    """ "1 pupil is", "14 pupils are": the number with the words that agree with it."""
    return f"{number} {one if number == 1 else many}"
