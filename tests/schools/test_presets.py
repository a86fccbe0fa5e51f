"""The three starter policies: what a new school gets from each."""

import pytest

from schools import presets
from schools.models import Area, PlanKind, Policy, Stage
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db

# stage, on the register, census code: three facts, written here by hand from the policies.
STAGES = {
    "staged_response": [
        ("Monitoring", False, "N"),
        ("SEN Support", True, "K"),
        ("EHC plan", True, "E"),
    ],
    "three_tiers": [
        ("Tier 1", False, "N"),
        ("Tier 2", False, "K"),
        ("Tier 3", True, "K"),
        ("EHC plan", True, "E"),
    ],
    "tutor_led": [
        ("SEND support", True, "K"),
        ("External support", True, "K"),
        ("EHC plan", True, "E"),
    ],
}


@pytest.mark.parametrize("preset", presets.PRESETS)
def test_stage_register_and_census_code_are_three_facts(preset):
    school = SchoolFactory(preset=preset)
    facts = Stage.objects.filter(school=school).values_list("name", "on_register", "census_code")
    assert list(facts) == STAGES[preset]


@pytest.mark.parametrize(
    ("preset", "start", "watched"),
    [
        ("staged_response", "SEN Support", ["Monitoring"]),
        ("three_tiers", "Tier 2", ["Tier 1"]),
        ("tutor_led", "SEND support", []),
    ],
)
def test_an_accepted_referral_leads_to_the_stage_the_policy_names(preset, start, watched):
    stages = SchoolFactory(preset=preset).stages
    assert stages.get(is_referral_start=True).name == start
    assert [s.name for s in stages.filter(is_monitoring=True)] == watched


@pytest.mark.parametrize(
    ("preset", "kinds"),
    [
        (
            "staged_response",
            [("Individual Education Plan", "area", 3, 4, 6, "teacher"),
             ("Individual Education Plan: Learning", "learning", 3, 4, 6, "teacher")],
        ),
        (
            "three_tiers",
            [("Learning Plan", "plain", 1, 4, 6, "teacher"),
             ("SEND Support Plan", "plain", 1, 4, 13, "senco")],
        ),
        ("tutor_led", [("Pupil profile and targets", "plain", 1, 4, 13, "teacher")]),
    ],
)  # fmt: skip
def test_plan_kinds_have_the_policys_layout_targets_review_and_signature(preset, kinds):
    made = PlanKind.objects.filter(school=SchoolFactory(preset=preset)).values_list(
        "name", "layout", "targets_least", "targets_most", "review_weeks", "agreed_by"
    )
    assert list(made) == kinds


def test_three_tiers_write_a_learning_plan_at_tier_2_and_a_support_plan_from_tier_3():
    stages = SchoolFactory(preset="three_tiers").stages
    kinds = {s.name: [k.name for k in s.plan_kinds.all()] for s in stages.all()}
    assert kinds == {
        "Tier 1": [],
        "Tier 2": ["Learning Plan"],
        "Tier 3": ["SEND Support Plan"],
        "EHC plan": ["SEND Support Plan"],
    }


@pytest.mark.parametrize(
    ("preset", "names"),
    [
        ("staged_response", ("SEN referral form", "SEN register", "SENCO", "class teacher")),
        ("three_tiers", ("Initial Concerns form", "SEND register", "SENDCo", "class teacher")),
        ("tutor_led", ("SEND referral", "SEND register", "SEN Coordinator", "tutor")),
    ],
)
def test_the_school_gets_its_own_words(preset, names):
    policy = SchoolFactory(preset=preset).policy
    assert names == (
        policy.referral_name,
        policy.register_name,
        policy.senco_title,
        policy.teacher_title,
    )


@pytest.mark.parametrize(
    ("preset", "areas"),
    [
        ("staged_response", ["ci", "cl", "semh", "sp"]),
        ("three_tiers", ["ci", "cl", "semh", "sp"]),
        ("tutor_led", ["ci", "cl", "semh"]),
    ],
)
def test_areas_of_need_are_the_schools(preset, areas):
    school = SchoolFactory(preset=preset)
    assert list(Area.objects.filter(school=school).values_list("code", flat=True)) == areas


def test_a_preset_never_overwrites_a_policy():
    school = SchoolFactory(preset="three_tiers")
    with pytest.raises(presets.AlreadyHasPolicy):
        presets.apply(school, "tutor_led")
    assert Policy.objects.get(school=school).preset == "three_tiers"
    assert school.stages.count() == 4


def test_an_unknown_preset_is_refused():
    with pytest.raises(LookupError):
        presets.read("../../settings")
