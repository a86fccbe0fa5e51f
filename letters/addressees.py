"""Whom a letter goes to. Pure: knows nothing of the database, takes any rows with these fields.

A young person over compulsory school age is written to in their own right. Parents hear with the
young person's agreement, or in their place where capacity is lacking (Children and Families Act
2014 section 80; SEND Regulations 2014, regulation 64). Otherwise: everybody with parental
responsibility, one letter per household, and none of another home in it.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

FRIDAY = 4
NOBODY = "Nobody with parental responsibility is on file."
FLAGGED = "Everybody with parental responsibility is marked “do not contact”."
SHARED_HOME = "Somebody marked “do not contact” lives at the only address we could write to."


@dataclass(frozen=True)
class Household:
    """People at one address who read one letter; `contact` is the first of them."""

    contact: object
    people: tuple
    address: tuple[str, ...]  # lines, the postcode last; empty: not on file


@dataclass(frozen=True)
class Chosen:
    """`young_person` and `households` may both hold; with neither, `why_nobody` says why."""

    young_person: bool = False
    households: list[Household] = field(default_factory=list)
    why_nobody: str = ""


def school_leaving_date(born_on: date) -> date:
    """The last day of compulsory school age: the last Friday in June of the school year
    (1 September to 31 August) in which the person turns 16.

    Source: Education Act 1996, section 8; Education (School Leaving Date) Order 1997.
    """
    year = born_on.year + (17 if born_on.month >= 9 else 16)
    end_of_june = date(year, 6, 30)
    return end_of_june - timedelta(days=(end_of_june.weekday() - FRIDAY) % 7)


def is_over_compulsory_school_age(born_on: date, on: date) -> bool:
    """The age ends at the end of the leaving date, so that day itself still counts as under."""
    return on > school_leaving_date(born_on)


def choose(*, born_on: date, parents_may_be_told: str, contacts, on: date) -> Chosen:
    """contacts: all of the pupil's, in order of priority. parents_may_be_told: "", "agreed" or
    "capacity", as the pupil's record says.
    """
    young_person, parents = written_to(born_on, parents_may_be_told, on)
    homes = households(contacts, on) if parents else []
    nobody = "" if young_person or homes else why_nobody(contacts, on)
    return Chosen(young_person=young_person, households=homes, why_nobody=nobody)


def written_to(born_on: date, parents_may_be_told: str, on: date) -> tuple[bool, bool]:
    """Whether the young person is written to, and whether the parents are."""
    over = is_over_compulsory_school_age(born_on, on)
    return over and parents_may_be_told != "capacity", not over or bool(parents_may_be_told)


def households(contacts, on: date) -> list[Household]:
    """One for each home that may be written to, in order of priority."""
    current = [contact for contact in contacts if is_current(contact, on)]
    barred = {home(c) for c in current if c.do_not_contact and home(c)}
    groups: dict[tuple, list] = {}
    for contact in (c for c in current if may_be_addressed(c)):
        groups.setdefault(_group(contact, current), []).append(contact)
    found = [_household(people) for people in groups.values()]
    return [household for household in found if _key(household.address) not in barred]


def _group(contact, current) -> tuple:
    """The household's number and its address: two addresses are two homes whatever the number.
    Somebody without an address belongs to the first home of that number.
    """
    housed = [c for c in current if c.household == contact.household and may_be_addressed(c)]
    return contact.household, home(contact) or next((home(c) for c in housed if home(c)), "")


def _household(people) -> Household:
    housed = next((person for person in people if home(person)), people[0])
    return Household(contact=people[0], people=tuple(people), address=address_lines(housed))


def is_current(contact, on: date) -> bool:
    return contact.ended_on is None or contact.ended_on >= on


def may_be_addressed(contact) -> bool:
    return contact.parental_responsibility and not contact.do_not_contact


def address_lines(contact) -> tuple[str, ...]:
    if not contact.address.strip():
        return ()
    lines = [line.strip(" ,") for line in contact.address.splitlines()]
    return tuple(line for line in [*lines, contact.postcode.strip()] if line)


def home(contact) -> str:
    """Equal for two contacts at one address however it is typed; empty without an address."""
    return _key(address_lines(contact))


def _key(lines) -> str:
    return re.sub(r"[\W_]+", "", "".join(lines)).casefold()


def why_nobody(contacts, on: date) -> str:
    responsible = [c for c in contacts if is_current(c, on) and c.parental_responsibility]
    if not responsible:
        return NOBODY
    return FLAGGED if all(c.do_not_contact for c in responsible) else SHARED_HOME
