"""Who reads one letter, as the record says today: names, address, way, size of print."""

from dataclasses import dataclass

from letters import addressees, ways
from letters.addressees import Household
from sendcase import moment

HAND_TO = "Given by hand at school"


@dataclass(frozen=True)
class Recipient:
    """name: as on the envelope; salutation: after "Dear"; lines: of the address, none if unknown;
    people: the contacts it names; why: where the way is not the one the family chose.
    """

    name: str
    salutation: str
    lines: tuple[str, ...]
    way: str
    people: tuple = ()
    why: str = ""
    large: bool = False


def of(letter) -> Recipient:
    """`letter` needs pupil and contact."""
    if letter.other_name:
        lines = tuple(line.strip(" ,") for line in letter.other_address.splitlines())
        lines = tuple(line for line in lines if line)
        return Recipient(letter.other_name, letter.other_name, lines, ways.POST)
    if letter.contact_id is None:
        pupil = letter.pupil
        return Recipient(pupil.name, pupil.first_name, (HAND_TO,), ways.HAND)
    contacts = list(letter.pupil.contacts.all())
    household = household_of(letter, contacts)
    people = household.people if household else (letter.contact,)
    going = ways.to_household(people, contacts, moment.today())
    formal = [f"{p.title} {p.last_name}" if p.title else p.name for p in people]
    return Recipient(
        name=_and([person.name for person in people]),
        salutation=_and(formal),
        lines=_lines(household, going.way),
        way=going.way,
        people=people,
        why=going.why,
        large=any(person.accessible_format == "large" for person in people),
    )


def is_large(letter) -> bool:
    """Whether somebody in the home it goes to asked for large print."""
    return letter.contact_id is not None and of(letter).large


def household_of(letter, contacts=None) -> Household | None:
    """The home this letter goes to; None for a young person's own or one to somebody outside, and
    where its contact may not be written to (any more).
    """
    if letter.contact_id is None:
        return None
    contacts = list(letter.pupil.contacts.all()) if contacts is None else contacts
    homes = addressees.households(contacts, moment.today())
    return next((h for h in homes if letter.contact_id in {p.pk for p in h.people}), None)


def _lines(household, way) -> tuple[str, ...]:
    if household is None:
        return ()
    return household.address or ((HAND_TO,) if way == ways.HAND else ())


def _and(names) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
