"""Names in free words: what is refused, what is asked about, what passes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.naming import Kind, Known, look, names_of
from reports.naming_letters import with_plain_letters
from reports.naming_people import families, names_of_school, staff
from reports.naming_words import with_our_apostrophes
from tests.factories.people import member
from tests.factories.pupils import ContactFactory, PupilFactory

CHILDREN = (
    Known(("Zoë", "Zo"), ("Brightwater",), "3 Willow", "3", date(2018, 3, 14), "B801200005001"),
    Known(("May",), ("Okafor-Reid",), "Oak", "4", date(2017, 11, 2)),
    Known(("Will",), ("Grace",), "Oak", "4"),
    Known(("Thomas",), ("O’Neil",), "3 Willow", "3"),
    Known(("Li",), ("Van Der Berg",), "Oak", "R"),
    Known(("Mary-Jane",), ("Young",), "Oak", "4"),
    Known(("Łukasz",), ("Müller",)),
    Known(("Thi",), ("McDonald",)),
)
NAMES = names_of(CHILDREN)


def certain(text) -> list[str]:
    return [each.words for each in look(text, NAMES) if each.is_certain]


def asked(text) -> list[str]:
    return [each.words for each in look(text, NAMES) if not each.is_certain]


@pytest.mark.parametrize(("text", "words"), [
    ("We helped Zoë to read.", "Zoë"), ("We helped Zoe to read.", "Zoe"),
    ("ZOË reads.", "ZOË"), ("Zoë’s reading", "Zoë’s"), ("Zoe's reading", "Zoe's"),
    ("the Brightwaters' view, Brightwater’s view", "Brightwater’s"),
    ("May Okafor reads", "May"), ("may okafor reads", "may"), ("for Reid and", "Reid"),
    ("for Okafor-Reid’s mother", "Okafor-Reid’s"), ("so Okafor‑Reid came", "Okafor‑Reid"),
    ("and the Brightwaters too", "Brightwaters"),
    ("So Tommy reads", "Tommy"), ("so tommy reads", "tommy"), ("and Tom’s book", "Tom’s"),
    ("with ONeil too", "ONeil"), ("with O'Neil too", "O'Neil"), ("for Berg too", "Berg"),
    ("Grace, Will", "Grace"), ("Will Grace", "Grace"), ("and Jane reads", "Jane"),
    ("Mary reads", "Mary"), ("MaryJane reads", "MaryJane"), ("Will_Grace", "Will"),
    ("Zoë’ll read", "Zoë’ll"), ("so Zoe'd read", "Zoe'd"), ("in Toms book", "Toms"),
    ("so Brightwa-\nter came", "Brightwa-\nter"), ("so Bright water came", "water"),
    ("with O Neil too", "Neil"), ("with O' Neil too", "Neil"), ("with O`Neil too", "O’Neil"),
    ("ZoëBrightwater 3", "ZoëBrightwater"), ("with Vanderberg too", "Vanderberg"),
    ("so Lukasz reads", "Lukasz"), ("with Mueller too", "Mueller"), ("with Muller", "Muller"),
    ("with MacDonald too", "MacDonald"), ("with Mac Donald too", "Donald"),
])  # fmt: skip
def test_a_name_is_refused(text, words):
    assert words in certain(text)


@pytest.mark.parametrize(("text", "words"), [
    ("In May we met.", ["May"]), ("May we ask?", ["May"]), ("the grace to wait", ["grace"]),
    ("Will you read?", ["Will"]), ("Young people read.", ["Young"]), ("so young", ["young"]),
    ("li is short", ["li"]),
])  # fmt: skip
def test_a_word_that_is_also_a_name_is_asked_about(text, words):
    assert asked(text) == words
    assert certain(text) == []


@pytest.mark.parametrize("text", [
    "Reading went well and the board may ask; we will say.", "PE and TA hours rose in 3 Willow.",
    "van and der and the", "This helps. Has an idea. Does she?",
    "So be a friend. Is a Mac on?", "On 14 March we met.", "14/03/2026", "", "Year 3 reads.",
])  # fmt: skip
def test_words_that_name_nobody_pass(text):
    assert look(text, NAMES) == ()


@pytest.mark.parametrize("text", [
    "ZB in 3 Willow", "Z.B. of Year 3", "Z B (Y3)", "in 3 Willow, ZB has", "TO in yr 3",
])  # fmt: skip
def test_initials_beside_the_class_are_refused(text):
    assert [each.kind for each in look(text, NAMES) if each.is_certain] == [Kind.INITIALS]


def test_initials_with_stops_and_no_class_are_asked_about():
    assert asked("Z.B. has done well") == ["Z.B"]


@pytest.mark.parametrize("text", [
    "14/03/2018", "14.3.18", "2018-03-14", "14 March 2018", "14th of March 2018", "14 Mar 18",
    "March 14, 2018", "14–03–2018", "14-Mar-2018", "14 / 3 / 18", "14th Mar ’18",
    "born on 14 March", "birthday: Mar 14th", "14-03-2018",
])  # fmt: skip
def test_a_date_of_birth_is_refused(text):
    assert [each.kind for each in look(f"It is {text}.", NAMES)] == [Kind.BIRTHDAY]


@pytest.mark.parametrize("text", ["B801200005001", "b801200005001", "B801 2000 05001",
                                  "P207000016049"])  # fmt: skip
def test_a_upn_is_refused(text):
    assert [each.kind for each in look(f"Number {text}.", NAMES)] == [Kind.UPN]


def test_each_word_is_said_once_and_the_refusal_first():
    found = look("In May. In May. May Okafor.", NAMES)
    assert [each.words for each in found] == ["May", "Okafor"]
    assert found[0].is_certain


def test_every_finding_says_what_to_do():
    text = "Zoë, May; ZB in 3 Willow, 14/03/2018, B801200005001"
    assert {each.sentence.split(". ")[-1].rstrip(".?") for each in look(text, NAMES)} == {
        "Say it without the name", "Is that person meant", "Say it without them", "Take it out",
    }  # fmt: skip


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_in_any_surroundings(before, after):
    text = f"{before} and Zoë and {after}"
    assert "Zoë" in certain(text)


@given(st.text())
def test_any_text_is_looked_through(text):
    plain = with_our_apostrophes(with_plain_letters(text))
    for each in look(text, NAMES):
        assert plain[each.at :].lstrip().startswith(each.words)


def test_short_forms_go_both_ways():
    names = names_of([Known(("Tommy",), ("Ash",))])
    assert [each.words for each in look("We saw Thomas", names)] == ["Thomas"]


@pytest.mark.django_db
def test_the_names_of_a_school_are_its_childrens_and_nobody_elses(
    school, django_assert_num_queries
):
    PupilFactory(school=school, legal_first_name="Zoë", preferred_first_name="Zuzu")
    PupilFactory(legal_first_name="Ottoline")
    with django_assert_num_queries(1):
        names = names_of_school(school)
    assert [each.words for each in look("Zuzu, zoe and Ottoline", names)] == ["Zuzu", "zoe"]


@pytest.mark.django_db
def test_families_and_staff_can_be_looked_for_as_well(school):
    member(school, "teacher", name="Mrs R. Holtby")
    ContactFactory(pupil__school=school, first_name="Leila", last_name="Ashgrove")
    names = names_of([*families(school), *staff(school)])
    assert [each.words for each in look("so Mrs Holtby met Leila", names)] == ["Holtby", "Leila"]


@pytest.mark.parametrize(
    "text", ["with Zоë", "with Ｚｏｅ", "with 𝐙𝐨𝐞", "with Zo\u200bë", "with Ζoe"]
)
def test_letters_that_only_look_alike_hide_nobody(text):
    assert [found.kind for found in look(text, names_of([Known(("Zoë",))]))] == [Kind.NAME]
