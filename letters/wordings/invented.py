"""Children who are not: to see a wording where names and homes are awkward. Nothing is saved."""

from dataclasses import dataclass
from datetime import date

from pupils.models import Contact, Pupil
from schools.models import ClassGroup

HOME = ("1 Mill Lane\nWestbridge", "WB1 1AB")
OTHER_HOME = ("Flat 12, Hawthorn House\n208 Station Road\nWestbridge", "WB2 4QT")
FIRST, LAST = "Amina", "Brightwater"  # as in the examples of letters.merge
LONG_FIRST = "Oluwafunmilayo Christabel-Anastasia"
LONG_LAST = "Featherstonehaugh-Wojciechowska de la Cruz"
MOTHER = {"title": "Ms", "first_name": "Leila", "last_name": LAST, "relationship": "Mother"}
FATHER = {"title": "Mr", "first_name": "Daniel", "last_name": "Oyelaran-Hughes",
          "relationship": "Father"}  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """label: as somebody chooses it; child: (first, last); people: contacts, the first first."""

    label: str
    child: tuple[str, str] = (FIRST, LAST)
    people: tuple[dict, ...] = (MOTHER, FATHER)


EVERYTHING = "everything"
INVENTED = {
    EVERYTHING: Invented("An invented child, with an example in every field"),
    "long": Invented(
        "A very long name", (LONG_FIRST, LONG_LAST),
        (MOTHER | {"first_name": "Maria Immaculata Evangeline", "last_name": LONG_LAST},
         FATHER | {"first_name": "Bartholomew Fitzgerald", "last_name": LONG_LAST}),
    ),
    "alone": Invented("No second contact", people=(MOTHER | {"title": ""},)),
    "one-name": Invented(
        "One name only", ("", "Suhardi"),
        ({"last_name": "Sukarti", "relationship": "Mother"},),
    ),
    "two-homes": Invented(
        "Two homes: two letters", people=(MOTHER, FATHER | {"household": 2}),
    ),
}  # fmt: skip


def pupil(school, key) -> Pupil:
    """Unsaved, with `contacts` as if they had been read. Numbers below zero are nobody's."""
    made = INVENTED[key]
    child = Pupil(
        pk=-1, school=school, legal_first_name=made.child[0], legal_last_name=made.child[1],
        born_on=date(2018, 3, 14), class_group=ClassGroup(pk=-1, school=school, name="3 Willow"),
    )  # fmt: skip
    people = [_contact(child, number, who) for number, who in enumerate(made.people, 1)]
    child._prefetched_objects_cache = {"contacts": people}
    return child


def _contact(child, number, who) -> Contact:
    address, postcode = OTHER_HOME if who.get("household") == 2 else HOME
    return Contact(
        pk=-number, school=child.school, pupil=child, priority=number, address=address,
        postcode=postcode, parental_responsibility=True, **who,
    )  # fmt: skip
