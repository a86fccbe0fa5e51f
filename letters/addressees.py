"""Whom a letter goes to. Pure: knows nothing of the database, takes any rows with these fields.

A young person over compulsory school age is written to in their own right. Parents hear with the
young person's agreement, or in their place where capacity is lacking (Children and Families Act
2014 section 80; SEND Regulations 2014, regulation 64). Otherwise: everybody with parental
responsibility, one letter per household, and none of another home in it.
"""

from dataclasses import dataclass, field
from datetime import date

from letters import homes
from pupils.school_age import is_over_compulsory_school_age
from pupils.school_age import school_leaving_date as school_leaving_date

NOBODY = "Nobody with parental responsibility is on file."
FLAGGED = "Everybody with parental responsibility is marked “do not contact”."
SHARED_HOME = "Somebody marked “do not contact” lives at the only address we could write to."
# Contact.do_not_contact_kind in a sentence; old records do not say which.
KINDS = {
    "court": "a court order",
    "safety": "somebody’s safety",
    "asked": "they asked us not to",
    "other": "another reason",
}


@dataclass(frozen=True)
class Household:
    """People at one address who read one letter; `contact` is the first of them."""

    contact: object
    people: tuple
    address: tuple[str, ...]  # lines, the postcode last; empty: not on file


@dataclass(frozen=True)
class Chosen:
    """`young_person` and `households` may both hold; with neither, `why_nobody` says why.

    stopped: a sentence with its reason for each person with parental responsibility who gets
    nothing because of a flag. It names contacts: only for those who may see them.
    """

    young_person: bool = False
    households: list[Household] = field(default_factory=list)
    why_nobody: str = ""
    stopped: tuple[str, ...] = ()


def choose(*, born_on: date, parents_may_be_told: str, contacts, on: date) -> Chosen:
    """contacts: all of the pupil's, in order of priority. parents_may_be_told: "", "agreed" or
    "capacity", as the pupil's record says.
    """
    young_person, parents = written_to(born_on, parents_may_be_told, on)
    if not parents:
        return Chosen(young_person=young_person)
    found = households(contacts, on)
    nobody = "" if young_person or found else why_nobody(contacts, on)
    return Chosen(young_person, found, nobody, tuple(stopped(contacts, on)))


def written_to(born_on: date, parents_may_be_told: str, on: date) -> tuple[bool, bool]:
    """Whether the young person is written to, and whether the parents are."""
    over = is_over_compulsory_school_age(born_on, on)
    return over and parents_may_be_told != "capacity", not over or bool(parents_may_be_told)


def households(contacts, on: date) -> list[Household]:
    """One for each home that may be written to, in order of priority."""
    return [
        _household(people) for people in _groups(contacts, on) if not _barred(people, contacts, on)
    ]


def _groups(contacts, on) -> list[list]:
    """People who share a letter: of one number at one address. Two addresses are two homes
    whatever the number; somebody without an address belongs to the first home of that number.
    """
    addressed = [c for c in contacts if is_current(c, on) and may_be_addressed(c)]
    groups: list[list] = []
    for contact in sorted(addressed, key=lambda each: homes.home_of(each) is None):
        group = next((group for group in groups if _belongs(contact, group)), None)
        if group is None:
            groups.append(group := [])
        group.append(contact)
    place = {id(contact): number for number, contact in enumerate(addressed)}
    for group in groups:
        group.sort(key=lambda each: place[id(each)])
    return sorted(groups, key=lambda group: place[id(group[0])])


def _belongs(contact, group) -> bool:
    if contact.household != group[0].household:
        return False
    home = homes.home_of(contact)
    theirs = [known for each in group if (known := homes.home_of(each))]
    return home is None or all(homes.surely(home, each) for each in theirs)


def _barred(people, contacts, on):
    """The flagged contact who lives, or may live, where these people do; None for nobody."""
    theirs = [home for each in people if (home := homes.home_of(each))]
    for flagged in (c for c in contacts if is_current(c, on) and c.do_not_contact):
        home = homes.home_of(flagged)
        if home and any(homes.maybe(home, each) for each in theirs):
            return flagged
    return None


def _household(people) -> Household:
    housed = [person for person in people if homes.home_of(person)]
    whole = [person for person in housed if homes.home_of(person).postcode]
    best = [*whole, *housed, people[0]][0]
    return Household(contact=people[0], people=tuple(people), address=address_lines(best))


def stopped(contacts, on: date) -> list[str]:
    """Who with parental responsibility gets nothing because of a flag, and why, in sentences."""
    found = [
        f"{c.name} is marked “do not contact”{reason_of(c)}."
        for c in contacts
        if is_current(c, on) and c.parental_responsibility and c.do_not_contact
    ]
    for people in _groups(contacts, on):
        if flagged := _barred(people, contacts, on):
            names = " and ".join(person.name for person in people)
            found.append(
                f"No letter goes to the home of {names}: {flagged.name} is marked “do not "
                f"contact”{reason_of(flagged)} and may live there."
            )
    return found


def reason_of(contact) -> str:
    """In brackets, to follow “do not contact”; empty where an old record names none."""
    words = KINDS.get(contact.do_not_contact_kind, "")
    return f" ({words})" if words else ""


def is_current(contact, on: date) -> bool:
    return contact.ended_on is None or contact.ended_on >= on


def may_be_addressed(contact) -> bool:
    return contact.parental_responsibility and not contact.do_not_contact


def address_lines(contact) -> tuple[str, ...]:
    if not contact.address.strip():
        return ()
    lines = [line.strip(" ,") for line in contact.address.splitlines()]
    return tuple(line for line in [*lines, contact.postcode.strip()] if line)


def why_nobody(contacts, on: date) -> str:
    responsible = [c for c in contacts if is_current(c, on) and c.parental_responsibility]
    if not responsible:
        return NOBODY
    return FLAGGED if all(c.do_not_contact for c in responsible) else SHARED_HOME
