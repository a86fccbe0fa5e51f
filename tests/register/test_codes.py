"""The Department's rules for types of need (domain §3a), and what the census takes."""

import pytest

from register import codes
from register.models import AREA_OF_TYPE, Need, NeedType
from sendcase.edits import IllegalMove
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory


@pytest.mark.parametrize(
    ("code", "types", "words"),
    [
        ("K", [], "Choose a main type"),
        ("E", [], "Choose a main type"),
        ("E", ["NSA"], "only for SEN support"),
        ("N", ["NSA"], "only for SEN support"),
        ("K", ["ASD", "ASD"], "chosen twice"),
    ],
)
def test_what_the_census_would_refuse_is_refused_with_a_sentence(code, types, words):
    assert words in " ".join(codes.problems(code, types))


@pytest.mark.parametrize(
    ("code", "types"),
    [("N", []), ("N", ["SLCN"]), ("K", ["NSA"]), ("K", ["MLD", "SEMH", "HI"]), ("E", ["DS"])],
)
def test_what_the_census_takes_is_taken(code, types):
    assert codes.problems(code, types) == []


def test_there_are_the_departments_fourteen_codes_and_each_has_plain_words():
    assert len(NeedType) == 14
    assert set(codes.PLAIN) == set(NeedType)


def test_down_syndrome_other_and_no_assessment_have_no_area():
    assert set(NeedType) - set(AREA_OF_TYPE) == {NeedType.DS, NeedType.OTH, NeedType.NSA}


def test_at_most_two_are_returned_and_more_are_held():
    needs = [Need(need_type=t, rank=r) for r, t in [(3, "HI"), (1, "ASD"), (2, "MLD")]]
    assert [need.need_type for need in codes.returned(needs)] == ["ASD", "MLD"]


@pytest.mark.django_db
def test_ranks_follow_the_order_given_from_one():
    entry = placed(PupilFactory(), needs=[("ASD", ""), ("MLD", "learns slowly"), ("HI", "")])
    ranks = entry.needs.values_list("rank", "need_type", "note")
    assert list(ranks) == [(1, "ASD", ""), (2, "MLD", "learns slowly"), (3, "HI", "")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("preset", "stage", "needs", "accepted"),
    [
        ("staged_response", "monitoring", [], True),
        ("staged_response", "sen-support", [], False),
        ("staged_response", "sen-support", [("NSA", "")], True),
        ("staged_response", "ehc-plan", [("NSA", "")], False),
        ("three_tiers", "tier-1", [], True),
        ("three_tiers", "tier-2", [], False),
        ("three_tiers", "tier-2", [("MLD", "")], True),
        ("tutor_led", "external-support", [("SEMH", "")], True),
        ("tutor_led", "ehc-plan", [], False),
    ],
)
def test_the_code_decides_in_every_policy_not_the_register(preset, stage, needs, accepted):
    pupil = PupilFactory(school=SchoolFactory(preset=preset))
    if accepted:
        assert placed(pupil, stage, needs=needs).stage.code == stage
    else:
        with pytest.raises(IllegalMove):
            placed(pupil, stage, needs=needs)
