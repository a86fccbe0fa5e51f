"""What differs between two contents: nothing invented, nothing left out."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iep import content
from iep.versions.differences import HEAD, ROW, differences
from iep.versions.summary import NOTHING, summary
from sendcase.marks import MOST_PAIRS, marks

WORDS = st.text(alphabet="ab .,\n-é", max_size=40).map(str.strip)
DAYS = st.sampled_from(["2026-11-02", "2026-12-04", "2027-01-08"])


def rows(ids):
    texts = st.fixed_dictionaries(dict.fromkeys(ROW, WORDS))
    return st.tuples(*(texts.map(lambda t, n=n: {"id": n, **t}) for n in ids))


@st.composite
def contents(draw):
    ids = draw(st.lists(st.integers(1, 6), unique=True, max_size=5))
    answers = draw(st.dictionaries(st.sampled_from(["layer", "staff"]), WORDS))
    areas = draw(st.sets(st.integers(1, 4)))
    return {
        "plan": "Individual Education Plan", "school": "Oakfield", "layout": "isp",
        "pupil": {"name": "Amina", "born_on": draw(DAYS), "year": "Year 3"},
        "areas": [{"id": n, "name": f"Area {n}", "applies": n in areas} for n in range(1, 5)],
        "starts_on": draw(DAYS), "review_on": draw(DAYS),
        "lead": {"id": 1, "name": draw(st.sampled_from(["Ms Archer", "Mr Whitlock"]))},
        **{name: draw(WORDS) for name in HEAD},
        "answers": answers,
        "sections": {"rows": [{"key": key, "title": key, "place": "top", "text": text}
                              for key, text in answers.items()]},
        "targets": list(draw(rows(ids))),
    }  # fmt: skip


@pytest.fixture
def before():
    row = dict.fromkeys(ROW, "")
    return {
        "plan": "Individual Education Plan", "school": "Oakfield", "layout": "area",
        "pupil": {"name": "Amina", "born_on": "2018-03-14", "year": "Year 3"},
        "areas": [{"id": 1, "name": "Communication", "applies": True},
                  {"id": 2, "name": "Learning", "applies": False}],
        "starts_on": "2026-11-02", "review_on": "2026-12-04",
        "lead": {"id": 1, "name": "Ms T. Archer"},
        **dict.fromkeys(HEAD, ""), "strengths": "Draws well.", "sections": {},
        "targets": [row | {"id": 11, "target": "Read 20 words."},
                    row | {"id": 12, "target": "Write her name."},
                    row | {"id": 13, "target": "Wait for her turn."}],
    }  # fmt: skip


@pytest.fixture
def after(before):
    return copy.deepcopy(before)


def of(changes, key):
    [found] = [change for change in changes if change.key == key]
    return found


@given(st.text(max_size=300), st.text(max_size=300))
def test_the_marks_read_as_both_texts(before, after):
    found = marks(before, after)
    assert "".join(mark.text for mark in found if mark.kind != "ins") == before
    assert "".join(mark.text for mark in found if mark.kind != "del") == after


@given(st.lists(st.sampled_from(["read ", "the ", "word ", "20 ", "of\n"]), max_size=30))
def test_the_same_text_has_no_mark(words):
    assert {mark.kind for mark in marks("".join(words), "".join(words))} <= {"same"}


def test_only_the_word_that_changed_is_marked():
    found = marks("Read 20 of the first 45 words.", "Read 30 of the first 45 words.")
    assert [(mark.kind, mark.text) for mark in found] == [
        ("same", "Read "), ("del", "20 "), ("ins", "30 "), ("same", "of the first 45 words."),
    ]  # fmt: skip


def test_a_text_nobody_could_compare_is_shown_before_and_after():
    many = int(MOST_PAIRS**0.5) + 1
    found = marks("a " * many, "a " * (many + 1))
    assert [mark.kind for mark in found] == ["del", "ins"]


@settings(max_examples=60)
@given(contents())
def test_a_content_beside_itself_says_nothing(value):
    assert differences(value, copy.deepcopy(value)) == []
    assert summary([]) == NOTHING


@settings(max_examples=100)
@given(contents(), contents())
def test_both_contents_can_be_read_out_of_what_differs(before, after):
    """Whatever the one says and the other does not stands in a change, and nothing else does."""
    changes = differences(before, after)
    for name in HEAD:
        found = [c for c in changes if c.key == name]
        told = found[0].parts[0] if found else None
        assert (told is not None) == (before[name] != after[name])
        assert told is None or (told.before, told.after) == (before[name], after[name])
    was, now = ({row["id"]: row for row in value["targets"]} for value in (before, after))
    for pk in was.keys() | now.keys():
        replayed = dict(was.get(pk, {"id": pk, **dict.fromkeys(ROW, "")}))
        for change in changes:
            if change.key == f"target {pk}":
                replayed |= {name: part.after for name, title in ROW.items()
                             for part in change.parts if part.title == title}  # fmt: skip
        assert replayed == now.get(pk, {"id": pk, **dict.fromkeys(ROW, "")})
    assert summary(changes).endswith(".")


@settings(max_examples=60)
@given(contents(), contents())
def test_order_is_told_where_it_changed_and_nowhere_else(before, after):
    ids = [[row["id"] for row in value["targets"]] for value in (before, after)]
    common = [[pk for pk in each if pk in ids[0] and pk in ids[1]] for each in ids]
    moved = [change for change in differences(before, after) if change.moved]
    assert bool(moved) == (common[0] != common[1])


def test_every_text_of_a_plan_is_compared():
    assert set(HEAD) == set(content.HEAD_TEXTS)
    assert set(ROW) == set(content.ROW_TEXTS)


def test_targets_are_matched_by_their_number_not_their_place(before, after):
    after["targets"].insert(0, after["targets"][0] | {"id": 14, "target": "Say hello."})
    after["targets"][2]["target"] = "Write her whole name."
    after["targets"].pop()

    changes = differences(before, after)

    assert [(c.title, c.kind) for c in changes] == [
        ("Target 1", "added"), ("Target 3", "changed"), ("Target 3 of before", "removed"),
    ]  # fmt: skip
    assert summary(changes) == ("Target 3 was changed; a target was added; a target was taken out.")


def test_a_target_that_moved_says_from_where(before, after):
    after["targets"].reverse()
    moved = [change for change in differences(before, after) if change.moved]
    assert [change.kind for change in moved] == ["moved", "moved"]
    assert "is now target 1" in summary(moved)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"review_on": "2026-12-11"},
         "The review date moved from Fri 4 Dec 2026 to Fri 11 Dec 2026."),
        ({"strengths": ""}, "“Strengths” was emptied."),
        ({"home_support": "Read."}, "“Parents can support by” was filled in."),
        ({"lead": {"id": 2, "name": "Mr J. Whitlock"}},
         "The plan is led by Mr J. Whitlock, before by Ms T. Archer."),
    ],
)  # fmt: skip
def test_the_sentence_on_top_says_it_as_a_person_would(before, after, change, sentence):
    assert summary(differences(before, after | change)) == sentence


def test_areas_that_came_and_went_are_named(before, after):
    after["areas"] = [area | {"applies": not area["applies"]} for area in after["areas"]]
    assert summary(differences(before, after)) == (
        "The area “Communication” was taken out; the area “Learning” was added."
    )


def test_a_date_of_birth_put_right_is_told(before, after):
    after["pupil"]["born_on"] = "2018-04-14"
    changes = differences(before, after)
    assert of(changes, "born_on").parts[0].after == "Sat 14 Apr 2018"
    assert "the date of birth moved" in summary(changes).lower()
