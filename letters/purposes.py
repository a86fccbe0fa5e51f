"""What letters are for. Upper apps register theirs in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass


def nothing(letter, reply) -> None:
    """What happens on a reply where the purpose asks for nothing more."""


@dataclass(frozen=True)
class Purpose:
    """One purpose of a letter.

    title: in lists ("Placed on the SEN register"); facts: the merge fields the asking app must
    supply, {name: example}, besides those every letter has (letters.merge.COMMON);
    default: path of the starter template in templates/letters/; answer: whether a reply is
    awaited; on_reply(letter, reply): called in the reply's transaction.
    """

    key: str
    title: str
    facts: dict[str, str]
    default: str
    answer: bool = True
    on_reply: Callable[[object, object], None] = nothing
    on_issue: Callable[[object], None] = lambda letter: None


purposes: dict[str, Purpose] = {}


def add_purpose(purpose: Purpose) -> None:
    purposes[purpose.key] = purpose
