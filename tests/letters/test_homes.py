"""Families as they come: twins, two homes, half siblings, flags. Nobody gets the other's letter."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters import homes
from letters.addressees import choose, households, stopped

TODAY = date(2026, 11, 22)
CHILD = date(2018, 3, 14)
# Each row is one home, typed in several ways. No two rows are the same home.
HOMES = [
    [("12 Mill Lane\nWestbridge", "WB1 2AB"), ("12, mill ln,\nWESTBRIDGE", "wb12ab"),
     ("12 Mill Lane\nWestbridge\nWB1 2AB", "")],
    [("12a Mill Lane\nWestbridge", "WB1 2AB"), ("12 A Mill Lane, Westbridge", "WB1 2AB")],
    [("Flat 1\n2 Wharf Road", "EB1 1CD"), ("Apartment 1, 2 Wharf Rd.", "EB11CD")],
    [("Flat 12\nWharf Road", "EB1 1CD"), ("Apt 12 Wharf Road", "EB1 1CD")],
    [("1 St Mary’s Court", "WB2 2AB"), ("1 Saint Marys Ct", "WB2 2AB")],
    [("12 Mill Lane\nEastbridge", "EB9 9ZZ")],
]  # fmt: skip


@dataclass(frozen=True)
class Person:
    name: str
    household: int = 1
    address: str = ""
    postcode: str = ""
    parental_responsibility: bool = True
    do_not_contact: bool = False
    do_not_contact_kind: str = "court"
    ended_on: date | None = None
    home: int | None = None  # which of HOMES; None: no address on file


@st.composite
def people(draw):
    """Up to six around one child; often two of one name, as father and son are."""
    made = []
    for _ in range(draw(st.integers(0, 6))):
        home = draw(st.none() | st.integers(0, len(HOMES) - 1))
        address, postcode = ("", "") if home is None else draw(st.sampled_from(HOMES[home]))
        made.append(
            Person(
                name=draw(st.sampled_from(["Leila Amin", "Omar Amin", "Ana Silva"])),
                household=draw(st.integers(1, 2)),
                address=address,
                postcode=postcode,
                parental_responsibility=draw(st.booleans()),
                do_not_contact=draw(st.sampled_from([False, False, True])),
                ended_on=draw(st.sampled_from([None, None, TODAY, date(2026, 11, 21)])),
                home=home,
            )
        )
    return made


def lives_at(lines) -> int | None:
    """Which of HOMES an envelope goes to."""
    home = homes.home_of(Person("", address="\n".join(lines)))
    return next((n for n, typed in enumerate(HOMES) for one in typed
                 if homes.surely(home, homes.home_of(Person("", 1, *one)))), None)  # fmt: skip


@given(people())
def test_no_envelope_carries_anybody_it_must_not(contacts):
    over = [c for c in contacts if c.ended_on and c.ended_on < TODAY]
    barred = [c for c in contacts if c.do_not_contact and c not in over]
    found = households(contacts, TODAY)

    for household in found:
        assert household.contact is household.people[0]
        where = lives_at(household.address) if household.address else None
        for person in household.people:
            assert person.parental_responsibility
            assert person not in over and person not in barred
            assert person.home in (where, None)  # never the other's address
        assert where is None or where not in {c.home for c in barred}
        assert len({person.household for person in household.people}) == 1
    counted = Counter(id(person) for household in found for person in household.people)
    assert set(counted.values()) <= {1}  # nobody gets two


@given(people())
def test_everybody_who_should_hear_does_or_is_named_with_the_reason(contacts):
    chosen = choose(born_on=CHILD, parents_may_be_told="", contacts=contacts, on=TODAY)
    reached = {id(person) for household in chosen.households for person in household.people}

    for contact in contacts:
        current = contact.ended_on is None or contact.ended_on >= TODAY
        if current and contact.parental_responsibility and id(contact) not in reached:
            assert any(contact.name in s and "a court order" in s for s in chosen.stopped)
    assert bool(chosen.households) != bool(chosen.why_nobody)


@given(people())
def test_one_home_of_one_number_gets_one_letter(contacts):
    found = households(contacts, TODAY)

    keys = [(h.contact.household, lives_at(h.address)) for h in found if h.address]
    assert len(keys) == len(set(keys))


@given(people(), st.randoms())
def test_the_order_of_the_records_changes_no_home(contacts, dice):
    def seen(rows):
        return sorted(
            sorted((p.name, p.household, p.address, p.home or -1) for p in h.people)
            for h in households(rows, TODAY)
            if h.address and all(p.home is not None for p in h.people)
        )

    housed = [contact for contact in contacts if contact.home is not None]
    mixed = list(housed)
    dice.shuffle(mixed)
    assert seen(housed) == seen(mixed)


@pytest.mark.parametrize("typed", [one for home in HOMES for one in home])
def test_one_home_is_known_however_it_is_typed(typed):
    home = homes.home_of(Person("", 1, *typed))
    alike = [n for n, ways in enumerate(HOMES) for other in ways
             if homes.surely(home, homes.home_of(Person("", 1, *other)))]  # fmt: skip

    assert set(alike) == {n for n, ways in enumerate(HOMES) if typed in ways}


def test_flat_1_at_number_2_is_not_flat_12():
    """Both lines run into “flat12wharfroad” without a space: the other home’s letter."""
    leila = Person("Leila", 1, "Flat 1\n2 Wharf Road", "EB1 1CD")
    omar = Person("Omar", 1, "Flat 12\nWharf Road", "EB1 1CD")

    assert [len(home.people) for home in households([leila, omar], TODAY)] == [1, 1]


@pytest.mark.parametrize(
    ("barred", "stops"),
    [
        (("12 Mill Lane", "WB1 2AB"), True),  # says less, the same postcode
        (("12 Mill Lane", ""), True),
        (("Westbridge, 12 Mill Lane", "WB1 2AB"), True),
        (("12 Mill Lane\nWestbridge", "WB1 2AD"), True),  # a postcode mistyped
        (("Westbridge", ""), False),  # a town alone would stop the whole town
        (("12 Mill Lane", "EB9 9ZZ"), False),
        (("", "WB1 2AB"), False),
    ],
)
def test_where_somebody_barred_may_live_no_letter_goes(barred, stops):
    leila = Person("Leila", 1, "12 Mill Lane\nWestbridge", "WB1 2AB")
    omar = Person("Omar", 2, *barred, do_not_contact=True, do_not_contact_kind="safety")

    assert (households([leila, omar], TODAY) == []) is stops
    said = " ".join(stopped([leila, omar], TODAY))
    assert "somebody’s safety" in said
    assert ("Leila" in said) is stops


def test_each_of_several_flags_is_named_with_its_own_reason():
    leila = Person("Leila", 1, "12 Mill Lane", "WB1 2AB")
    omar = Person("Omar", 2, do_not_contact=True, do_not_contact_kind="court")
    sara = Person("Sara", 3, do_not_contact=True, do_not_contact_kind="asked")
    old = Person("Nour", 4, do_not_contact=True, do_not_contact_kind="")

    assert stopped([leila, omar, sara, old], TODAY) == [
        "Omar is marked “do not contact” (a court order).",
        "Sara is marked “do not contact” (they asked us not to).",
        "Nour is marked “do not contact”.",
    ]


def test_half_siblings_share_a_mother_and_no_fathers():
    """Two pupils of one home: each letter names only those who are that child's contacts."""
    mill = ("12 Mill Lane", "WB1 2AB")
    mother = Person("Leila", 1, *mill)
    stepfather = Person("Omar", 1, *mill)
    father = Person("Juan", 2, "3 High Street", "WB4 4AB")

    [elder, away] = households([mother, father], TODAY)
    [younger] = households([mother, stepfather], TODAY)

    assert [p.name for p in elder.people] == ["Leila"]
    assert [p.name for p in away.people] == ["Juan"]
    assert [p.name for p in younger.people] == ["Leila", "Omar"]


def test_the_fuller_address_of_one_home_stands_on_the_envelope():
    leila = Person("Leila", 1, "12 Mill Lane\nWestbridge", "")
    omar = Person("Omar", 1, "12 Mill Lane\nWestbridge", "WB1 2AB")

    [home] = households([leila, omar], TODAY)

    assert home.address == ("12 Mill Lane", "Westbridge", "WB1 2AB")
