"""The kinds of deadline. Upper apps register theirs in AppConfig.ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model


@dataclass(frozen=True)
class Expected:
    """What a recount from the records says should be open.

    pupil_id: None where it is about no child; owner: a reminders.owners.Owner, where the kind is
    `owned`. rule, is_legal, is_waiting: None where the recount does not say, so they are not
    compared. The words of a rule are said only where a task follows them each hour: elsewhere an
    upgrade that words one otherwise leaves old rows as they were opened.
    """

    object_id: int
    school_id: int
    due_on: date
    pupil_id: int | None = None
    owner: object = None
    rule: str | None = None
    is_legal: bool | None = None
    is_waiting: bool | None = None


@dataclass(frozen=True)
class About:
    """What a kind needs to know of a deadline to say its address."""

    object_id: int
    pupil_id: int | None


@dataclass(frozen=True)
class Kind:
    """One kind of obligation.

    sentence: "Review the plan of {pupil}"; pages fill in the name, mails say "a pupil";
    verb: the button ("Review plan"); link(deadline) → address; recount(school_id) → every
    obligation that should be open at that school, worked out from the records alone (children who
    have left are taken out of it afterwards); owned: each belongs to a person as long as that
    person looks after the child, and recount(school_id, duties) says to whom; duties: a
    reminders.owners.Duties, if the caller has it already; personal: the record
    itself names who does it, so somebody else is chosen there, not on Today, and no deputy gets it;
    falls_away: after its day there is nothing left to do.
    """

    key: str
    sentence: str
    verb: str
    link: Callable[[object], str]
    recount: Callable[..., Iterable[Expected]]
    owned: bool = False
    personal: bool = False
    falls_away: bool = False
    # Where it is about no child: whom or what mails speak of, and the names by object number.
    unnamed: str = "a pupil"
    names: Callable[[Iterable[int]], dict[int, str]] | None = None
    of: type[Model] | None = None  # whose numbers object_id are, where reminders.keeping follows it

    def wanted(self, school_id: int, duties) -> Iterable[Expected]:
        """What the recount says; duties: read once for all kinds that are owned."""
        return self.recount(school_id, duties) if self.owned else self.recount(school_id)

    def words(self, pupil_name: str | None) -> str:
        return self.sentence.format(pupil=pupil_name or self.unnamed)


kinds: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    kinds[kind.key] = kind
