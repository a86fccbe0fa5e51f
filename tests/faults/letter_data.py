"""Families for a large batch of letters. Every home, child and letter has a word of its own: in the
wrong paper it gives itself away (Kid00012, Home00012, Note00012).

Of ten children in a row: two are twins, two have the same name in two families, one has two homes,
one home is marked "do not contact", one has no address, one nobody responsible; two are plain.
"""

import re

from accounts.models import User
from accounts.permissions import Role
from letters.batches import services
from letters.models import Letter
from pupils.models import Contact, Pupil
from schools.models import Membership, School
from schools.services.school import create_school
from sendcase import moment

PURPOSE = "meeting-invitation"
FACTS = {"meeting_day": "Fri 15 Jan 2027", "meeting_time": "3.30 pm", "meeting_place": "the hall",
         "who_comes": "Ms R. Osei", "meeting_about": "How reading goes."}  # fmt: skip
WORD = re.compile(r"(?:Kid|Home|Note)\d{5}")
TWIN, SAME, TWO_HOMES, BARRED, NO_ADDRESS, NOBODY = {0, 1}, {2, 3}, 4, 5, 6, 7


def school_of(count: int) -> tuple[School, User]:
    school = create_school(
        name="Fault School", urn="900001", laestab="9992001", preset="staged_response",
        slug="fault",
    )  # fmt: skip
    senco = User.objects.create_user("senco@fault.example", None, name="Mx Senco")
    Membership.objects.create(
        user=senco, school=school, role=Role.SENCO, from_on=moment.today().replace(month=1, day=1)
    )
    for number in range(count):
        _family(school, number)
    return school, senco


def _family(school, number: int) -> None:
    kind = number % 10
    named = number - 1 if kind == 3 else number  # the second of two with the same name
    pupil = Pupil.objects.create(
        school=school, legal_first_name="Sam", legal_last_name=f"Kid{named:05}",
        born_on="2018-03-14", year="3",
    )  # fmt: skip
    if kind == NOBODY:
        return
    lives = number - 1 if kind == 1 else number  # the second twin lives where the first does
    _contact(pupil, lives, has_address=kind != NO_ADDRESS)
    if kind in (TWO_HOMES, BARRED):
        flag = {"do_not_contact": True, "do_not_contact_reason": "A court order."}
        _contact(pupil, 50_000 + number, household=2, **(flag if kind == BARRED else {}))


def _contact(pupil, home: int, has_address=True, **fields) -> None:
    address = {"address": f"Home{home:05}\nWestbridge", "postcode": "WB1 2AB"}
    Contact.objects.create(
        school=pupil.school, pupil=pupil, title="Ms", first_name="Jo", last_name="Brown",
        relationship="Mother", parental_responsibility=True,
        **(address if has_address else {}), **fields,
    )  # fmt: skip


def begin(school, senco):
    pupils = list(Pupil.objects.filter(school=school).values_list("pk", flat=True))
    return services.begin(
        school=school, purpose=PURPOSE, title="Reviews", chosen={"words": "Everybody"},
        facts=FACTS, pupils=pupils, by=senco,
    )  # fmt: skip


def note(batch) -> None:
    """A word of its own into each letter, as if somebody had typed it."""
    for number in batch.letters.values_list("pk", flat=True):
        Letter.objects.filter(pk=number).update(personal_note=f"Note{number:05}")


def approve(batch, senco) -> None:
    services.approve(batch=batch, seen=services.as_seen(batch), by=senco)


def send(batch, senco) -> None:
    services.issue(batch=batch, seen=batch.version, by=senco)


def words_of(letter) -> set[str]:
    """What its paper may hold, and nothing else of the kind."""
    home = letter.contact.address.splitlines()[0]
    return {letter.pupil.legal_last_name, home, f"Note{letter.pk:05}"}


def letters_due(count: int) -> int:
    """How many letters so many children come to: none for two of ten, two for one of them."""
    none, two = {NO_ADDRESS, NOBODY}, {TWO_HOMES}
    kinds = [number % 10 for number in range(count)]
    return len(kinds) - sum(k in none for k in kinds) + sum(k in two for k in kinds)
