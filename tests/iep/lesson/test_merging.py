"""Merging and ranking: nothing is dropped, each child counts once, more never ranks lower."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iep.bank.matching import key_of, lines_of
from iep.lesson import cover, fitting, labels, sentences
from iep.lesson.merging import Adjustment, Entry, merged, ranked, same
from iep.lesson.sheet import Sheet

patient = settings(deadline=None, max_examples=60)
STEPS = SimpleNamespace(
    pk=1, words="Give instructions in steps", need_words="need instructions in steps", weight=3
)
FRONT = SimpleNamespace(pk=2, words="Sit near the front", need_words="", weight=1)
BANK = {
    key_of("Give instructions in steps"): STEPS,
    key_of("One step at a time"): STEPS,
    key_of("Sit near the front"): FRONT,
}
PHRASES = ["give instructions in STEPS", "One step at a time.", "Sit near the front", "Cards",
           "cards", "Sits near the door", "•  Time-out card", "5+3", "5-3"]  # fmt: skip
LINE = st.one_of(st.sampled_from(PHRASES), st.text(max_size=40))
TEXT = st.lists(LINE, max_size=5).map("\n".join)
WRITTEN = st.lists(st.builds(Adjustment, st.integers(1, 9), TEXT, st.integers(1, 3)), max_size=12)
CALLED = {pk: f"Child{pk}" for pk in range(1, 10)}


def sheet_of(entries, called=CALLED):
    shown, more = fitting.fitted(fitting.rows(entries, called, 3), called)
    lesson = SimpleNamespace(pupils=[], is_whole=True, of=SimpleNamespace(name="Willow"))
    return Sheet(lesson, called, entries, shown, more)


@patient
@given(WRITTEN)
def test_every_line_of_every_child_is_on_the_sheet_shown_or_in_more(written):
    sheet = sheet_of(merged(written, BANK))
    rows = sheet.shown + sheet.more
    assert len(rows) == len(sheet.entries)
    for one in written:
        for line in lines_of(one.text):
            strategy = BANK.get(key_of(line))
            wanted = strategy.words if strategy else line
            entry = next(e for e in sheet.entries if same(e.words) == same(wanted))
            assert one.pupil in entry.pupils
            assert CALLED[one.pupil] in rows[sheet.entries.index(entry)].who


@patient
@given(WRITTEN)
def test_a_child_counts_once_however_often_it_is_written(written):
    twice = merged([*written, *written], BANK)
    assert twice == merged(written, BANK)


def test_the_schools_other_words_are_one_entry_and_unknown_words_stand_alone():
    entries = merged([
        Adjustment(1, "One step at a time; Sits near the front"),
        Adjustment(2, "Give instructions in steps.\nOne step at a time"),
        Adjustment(3, "one step at a time,"),
    ], BANK)  # fmt: skip
    assert [(e.words, e.pupils, e.weight) for e in entries] == [
        ("Give instructions in steps", {1, 2, 3}, 3),
        ("Sits near the front", {1}, 2),  # not the bank's words: nothing is guessed
    ]


ENTRIES = st.lists(
    st.builds(Entry, st.text(min_size=1, max_size=5), st.just(""), st.integers(1, 3),
              st.sets(st.integers(1, 9), min_size=1)), min_size=1, max_size=9,
)  # fmt: skip


@patient
@given(ENTRIES, st.data())
def test_another_child_or_a_greater_weight_never_moves_an_entry_down(entries, data):
    entry = data.draw(st.sampled_from(entries))
    before = place(ranked(entries), entry)
    entry.pupils.add(data.draw(st.integers(1, 9)))
    assert place(ranked(entries), entry) <= before
    before = place(ranked(entries), entry)
    entry.weight = 3
    assert place(ranked(entries), entry) <= before


def place(entries, entry):
    return [id(one) for one in entries].index(id(entry))


def test_of_equals_what_matters_more_comes_first_then_what_was_written_first():
    two, one, last = Entry("a", "", 1, {1, 2}), Entry("z", "", 2, {3}), Entry("b", "", 2, {4})
    assert ranked([two, one, last]) == [one, last, two]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("x", "need instructions in steps", 2, set(range(6))),
         "Six need instructions in steps"),
        (Entry("x", "Need instructions in steps", 2, {1}), "One needs instructions in steps"),
        (Entry("Sit at the front", "work best at the front", 2, {1}), "Sit at the front"),
        (Entry("sits at the front", "", 2, {1}), "Sits at the front"),
        (Entry("Sit at the front", "", 2, set(range(12))), "12: Sit at the front"),
    ],
)  # fmt: skip
def test_in_words(entry, said):
    assert sentences.on_sheet(entry) == said


@patient
@given(ENTRIES)
def test_the_half_page_is_never_over_full_and_passes_nothing_over(entries):
    entries = [Entry(e.words * 30, "", e.weight, e.pupils) for e in ranked(entries)] * 5
    found = fitting.rows(entries, CALLED, 3)
    shown, more = fitting.fitted(found, CALLED)
    assert shown + more == found
    assert sum(row.height for row in shown) <= fitting.ROOM
    if more:
        assert f"and {len(more)} more, for " in fitting.about_more(more, CALLED)


def child(pk, first, last="Okafor"):
    return SimpleNamespace(pk=pk, first_name=first, last_name=last, name=f"{first} {last}".strip())


def test_children_are_told_apart():
    twins = [child(1, "Amina", "Brook"), child(2, "Amina", "Bell"), child(3, "Amina", "Cole"),
             child(4, "Ben", ""), child(5, "Amina", "Brook")]  # fmt: skip
    assert labels.of(twins, "names") == {
        1: "Amina Brook 1", 2: "Amina Bell", 3: "Amina C", 4: "Ben", 5: "Amina Brook 2",
    }  # fmt: skip
    pair = [child(1, "Amina"), child(2, "Ahmed"), child(3, "Zoë", "")]
    assert labels.of(pair, "initials") == {1: "AmO", 2: "AhO", 3: "Z"}


@patient
@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["", "C", "D"])), max_size=12))
def test_no_two_children_have_one_label(names):
    pupils = [child(n, *name) for n, name in enumerate(names)]
    for choice in ("names", "initials"):
        called = labels.of(pupils, choice)
        assert len(set(called.values())) == len(pupils)


LONG = st.lists(st.text("abc ", min_size=1, max_size=800), max_size=4).map("\n".join)


@patient
@given(st.lists(st.builds(Adjustment, st.integers(1, 30), LONG), max_size=60))
def test_a_cover_teacher_reads_two_minutes_and_misses_no_child(written):
    called = {pk: f"Child{pk}" for pk in range(1, 31)}
    sheet = sheet_of(merged(written, BANK), called)
    said = cover.of_sheet(sheet, "Willow, 30 children. " + "word " * 40)
    named = {label for label, _ in said.children} | set(said.others)
    lines = [*said.essential, *said.important, *(f"{a} {b}" for a, b in said.children)]
    words = sum(len(line.split()) for line in [*lines, *said.others])
    assert words + 45 <= cover.MOST_WORDS
    told = set(" ".join(said.essential + said.important).replace(",", " ").replace(".", " ")
               .replace(":", " ").split())  # fmt: skip
    assert {called[pk] for pk in sheet.spoken_of} <= named | told


def test_essential_things_come_first_for_a_cover_teacher():
    written = [Adjustment(pk, "Sit near the front") for pk in range(1, 9)]
    written += [Adjustment(9, "One step at a time"), Adjustment(2, "Has a time-out card")]
    said = cover.of_sheet(sheet_of(merged(written, BANK)), "")
    assert said.essential == ["Child9 needs instructions in steps."]
    assert said.important[0].startswith("Child1, Child2, Child3, Child4, Child5, Child6 and 2 othe")
    assert (said.children, said.others) == ([], ["Child7", "Child8"])
