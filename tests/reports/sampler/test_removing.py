"""What is taken out of free words, in the odd forms in which people write it."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.naming import Known, names_of
from reports.sampler.doubts import doubts
from reports.sampler.rare import few_together
from reports.sampler.removing import Secrets, cleaned
from reports.sampler.shortening import is_shortened, taken_out
from sendcase.text import folded

BORN, UPN = date(2018, 3, 14), "B801200005001"
NEAR = names_of([
    Known(("Zoë", "Zo"), ("Okafor-Reid",), "3 Willow", "3", BORN, UPN),
    Known(("Thomas",), ("O’Neil",)), Known(("Grace",), ("Brightwater",)),
])  # fmt: skip
FAR = names_of([Known(("Mark",), ("Green",)), Known(("Samira",), ("Hussain",))])
SECRETS = Secrets(
    NEAR, FAR, places=("westbridge primary school", "3 willow", "mill lane", "westbridge"),
    classes=frozenset({"willow"}), languages=frozenset({"somali"}), few=frozenset({"ASD", "HI"}),
    areas={"ci": "Communication and interaction"},
)  # fmt: skip


def clean(text):
    return cleaned(text, SECRETS)


@pytest.mark.parametrize(("text", "left"), [
    ("Zoë’s group", "[name] group"), ("zoe reads", "[name] reads"), ("ZOË READS", "[name] READS"),
    ("Okafor reads, Reid’s too", "[name] reads, [name] too"), ("for ONeil", "for [name]"),
    ("Tommy helps", "[name] helps"), ("and tom", "and [name]"), ("Zoë Okafor-Reid", "[name]"),
    ("the Brightwaters'", "the [name]'"), ("with grace", "with [name]"), ("Z.O. of 3 Willow",
     "[name]. of [place]"), ("His sister Poppy waits", "His [name] waits"),
    ("Mrs. Adeyemi-Cole reads", "[name] reads"), ("samira and Hussain", "[name] and [name]"),
    ("Mark reads", "[name] reads"), ("mark the page green", "mark the page green"),
    ("zoe.reid@mail.example", "[number]"), ("Zo\u00ad\u200bë reads", "[name] reads"),
    ("ZOR and Z O-R, Z. reads Z’s", "[name] and [name], [name] reads [name]"),
    ("TA and PE, not I.", "TA and PE, not I."), ("Oliver’s turn", "[name] turn"),
    ("an oliver, a Grade", "an oliver, a Grade"),
    ("He likes her and they", "He likes her and they"),
])  # fmt: skip
def test_names(text, left):
    assert clean(text) == left


@pytest.mark.parametrize(("text", "left"), [
    ("in 3 Willow", "in [place]"), ("in Willow", "in [place]"), ("willow class", "[place] class"),
    ("a willow tree", "a willow tree"), ("at Mill-Lane", "at [place]"),
    ("Westbridge Primary  School", "[place]"), ("WESTBRIDGE’s park", "[place] park"),
    ("WB1 2AB", "[place]"), ("wb12ab", "[place]"),
])  # fmt: skip
def test_places(text, left):
    assert clean(text) == left


@pytest.mark.parametrize(("text", "left"), [
    ("born 14/3/2018", "born [date]"), ("born on 14/3", "born on [date]"),
    ("2018-03-14", "[date]"), ("14th of March", "[date]"), ("March 14", "[date]"),
    ("the fourteenth of March", "the [date]"), ("March 2018", "[date]"), ("in 2018", "in [date]"),
    ("by 2 Feb 26, then", "by [date], then"), ("18/20 right", "18/20 right"),
    ("before March", "before March"), ("10 minutes, 4 times", "10 minutes, 4 times"),
    ("aged 8", "[age]"), ("an eight-year-old", "an [age]"), ("8 years 3 months", "[age]"),
    ("is seven.", "is [age]."), ("8 yrs 3 mths", "[age]"), ("8yo", "[age]"),
    ("he’s 8.", "he’s [age]."),
    ("8 yrs old", "[age]"), ("his eighth birthday", "his [age] birthday"), ("is 8.", "is 8."),
    ("a reading age of 7:3 now", "a reading [age] now"),
    ("Year Three, KS2", "[year group], [year group]"),
    ("in Reception, Nursery class", "in [year group], [year group] class"),
    ("the reception desk", "the reception desk"), ("14-Mar-2018", "[date]"),
    ("March ’18", "[date]"),
    ("seven cards", "seven cards"), ("in Year 3", "in [year group]"),
    (f"UPN {UPN}", "UPN [number]"), ("b801 2000 05001", "[number]"),
    ("01632 960 001", "[number]"),
])  # fmt: skip
def test_days_ages_and_numbers(text, left):
    assert clean(text) == left


@pytest.mark.parametrize(("text", "left"), [
    ("hearing\n aid, hearing-aids", "[need], [need]"), ("has an epi pen", "has an [need]"),
    ("two  mums, a LAC", "[family], a [family]"), ("ran a lac", "ran a lac"),
    ("is autistic", "is [Communication and interaction]"), ("hearing aids", "[need]"),
    ("has dyslexia", "has dyslexia"), ("has epilepsy", "has [need]"),
    ("speaks Somali", "speaks [language]"), ("is adopted", "is [family]"),
])  # fmt: skip
def test_facts_that_few_share(text, left):
    assert clean(text) == left


def test_two_needs_that_many_have_and_few_together_are_not_said_of_one():
    holders = {"ASD": set(range(9)), "SPLD": set(range(8, 20)), "SEMH": set(range(9))}
    assert few_together(["is autistic", "has dyslexia"], holders) == {"ASD", "SPLD"}
    assert few_together(["is autistic, ADHD"], holders) == set()
    assert few_together(["is autistic and autistic"], holders) == set()


@pytest.mark.parametrize("text", ["has a stammer", "selectively mute", "a wheel-chair", "braille"])
def test_one_kind_of_a_need_goes_though_many_have_the_need(text):
    many = Secrets(NEAR, FAR, areas={"ci": "Communication"})
    assert cleaned(text, many) != text


PLANTED = (
    "Zoë", "zoe", "ZOE", "Zoë’s", "Zoe's", "Okafor", "Reid", "okafor-reid", "OkaforReid",
    "Tommy", "thomas", "O'Neil", "ONeil", "o’neil’s", "Grace", "brightwater", "Brightwaters",
    "Samira", "samira’s", "Hussain", "Mr Green", "3 Willow", "Westbridge", "Mill Lane", "WB1 2AB",
    "14/3/2018", "14 March 2018", "14th March", "2018", UPN, UPN.lower(), "B801 2000 05001",
)  # fmt: skip
SECRET_WORDS = {"zoe", "okafor", "reid", "tommy", "thomas", "neil", "oneil", "grace", "samira",
                "brightwater", "hussain", "westbridge", "2018", "wb1", "b8012", "mill lane",
                "okaforreid", "3 willow"}  # fmt: skip
AROUND = st.sampled_from(["", " ", ". ", ", ", "(", ")", "“", "”", "\n", " and ", "; ", "/", "–",
                          "_", "*", "… ", ": ", " the ", "-- ", "’ "])  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(AROUND, st.sampled_from(PLANTED), AROUND), min_size=1, max_size=6))
@example([("", "Zoë", "–"), ("", "Grace", "")])
def test_nothing_planted_stays(parts):
    text = " ".join(before + word + after for before, word, after in parts)
    left = clean(text)
    assert not [word for word in SECRET_WORDS if word in folded(left)], left
    assert clean(left) == left


@pytest.mark.parametrize("word", ["Zoë", "zoe", "Okafor-Reid’s", "Z.O.", "3Zoe", "Samira"])
def test_a_name_goes_however_often_it_stands(word):
    assert folded(word).strip("3.") not in folded(clean(f"{word} read. " * 700))


@pytest.mark.parametrize(("text", "words"), [
    ("Likes Legoland and [Communication and interaction]. Reads PE.", ["Legoland"]),
    ("Kwame helps. Then he reads.", ["Kwame"]), ("Ola’s turn. ORLA", ["Ola’s", "ORLA"]),
    ("He helps. Reading is hard. SENCO and CAMHS", []), ("Sits with K and J.", ["K", "J"]),
    ("the only boy with [need]", ["the only boy with"]), ("goes to the mosque", ["mosque"]),
    ("His dad drives the bus.", ["His dad drives the bus"]), ("READ MORE WORDS", []),
    ("the one with red hair", ["the one with red hair"]),
    ("She is the tallest girl.", ["tallest girl"]),
])  # fmt: skip
def test_what_no_rule_can_tell_is_shown_to_the_head(text, words):
    assert doubts(text) == words


@pytest.mark.parametrize(("text", "fits"), [
    ("Reads with [name].", True), ("Reads.", True), ("With a friend", True),
    ("Reads well with [name].", False), ("[name] reads", False), ("Reads with a, friend…", True),
    ("Reads with [place]", False), ("Reads (with)", False),
])  # fmt: skip
def test_words_may_be_taken_out_and_none_added(text, fits):
    assert is_shortened(text, "Reads with [name], with a friend.") is fits


@pytest.mark.parametrize(("text", "words", "left"), [
    ("Likes Legoland.", ["Legoland"], "Likes …."), ("K and J, K", ["K", "J"], "… and …"),
    ("Ola, Kwame read", ["Ola", "Kwame"], "… read"), ("Olaf reads", ["Ola"], "Olaf reads"),
])  # fmt: skip
def test_a_ticked_word_leaves_a_gap(text, words, left):
    assert taken_out(text, words) == left
    assert is_shortened(left, text)
