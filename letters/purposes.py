"""What letters are for. Upper apps register theirs in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass, field


def nothing(letter, reply) -> None:
    """What happens on a reply where the purpose asks for nothing more."""


@dataclass(frozen=True)
class Asked:
    """A fact that a person types, once for the letter or for all letters of a batch."""

    label: str
    example: str
    hint: str = ""
    is_long: bool = False
    required: bool = True


@dataclass(frozen=True)
class Gathered:
    """What the records say for one pupil's letter: facts as text, papers behind it, what it is
    about (the pupil, where nothing else).
    """

    facts: dict[str, str] = field(default_factory=dict)
    attachments: tuple = ()
    about: object = None


def gather_nothing(pupil) -> Gathered:
    return Gathered()


@dataclass(frozen=True)
class Purpose:
    """One purpose of a letter.

    title: in lists ("Placed on the SEN register"); facts: the merge fields the asking app must
    supply, {name: example}, besides those every letter has (letters.merge.COMMON);
    default: path of the starter template in templates/letters/; answer: whether a reply is
    awaited; on_reply(letter, reply): called in the reply's transaction.

    asked: those of the facts a person types, {name: Asked}; gather(pupil): the rest, from the
    records. Raises letters.services.CannotPrepare("why") where this pupil can have no such letter.
    by_hand: whether a person may begin one from the list of purposes; the others are prepared only
    by what they follow from. consent: the kind of pupils.consents.Consent its slip asks for;
    meets: the reply asks which times suit; outside: it goes to a professional, never to the
    family; superseded: letters begun with it are sent, no new one is.
    """

    key: str
    title: str
    facts: dict[str, str]
    default: str
    answer: bool = True
    on_reply: Callable[[object, object], None] = nothing
    on_issue: Callable[[object], None] = lambda letter: None
    asked: dict[str, Asked] = field(default_factory=dict)
    gather: Callable[[object], Gathered] = gather_nothing
    by_hand: bool = False
    consent: str = ""
    meets: bool = False
    outside: bool = False
    superseded: bool = False


purposes: dict[str, Purpose] = {}


def add_purpose(purpose: Purpose) -> None:
    purposes[purpose.key] = purpose
