"""Signing letters and agreeing plans are the policy's to say: those rows under every policy.

The whole matrix runs with the first starter policy: the SENCO signs, teachers agree.
"""

import pytest

from iep.models import SupportPlan
from letters.models import Letter
from schools import presets
from schools.models import PlanKind, Policy
from tests.access.asking import ask, table, undone
from tests.access.cast import ACTORS
from tests.access.rows import body_of, posting

pytestmark = pytest.mark.django_db

HEAD = "senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none"
LETTERS = {
    "senco": "letters:approve prepared | 302 403 - - - - - - - - - - - 401",
    "head": "letters:approve prepared | 403 302 - - - - - - - - - - - 401",
}
PLANS = {
    "teacher": """
        iep:agree draft    | 302 403 302 - 403 - - - - 403 - - - 401
        iep:share agreed   | 302 403 302 - 403 - - - - 403 - - - 401
        iep:share revising | 302 403 302 - 403 - - - - 403 - - - 401
    """,
    "senco": """
        iep:agree draft    | 302 403 403 - 403 - - - - 403 - - - 401
        iep:share agreed   | 302 403 302 - 403 - - - - 403 - - - 401
        iep:share revising | 302 403 403 - 403 - - - - 403 - - - 401
    """,
}
SIGNED_BY = [(who, row) for who in LETTERS for row in table(f"{HEAD}\n{LETTERS[who]}")]
AGREED_BY = [(who, row) for who in PLANS for row in table(f"{HEAD}\n{PLANS[who]}")]
# On whose page the button stands, and where it leads from there.
BUTTONS = {
    "letters:approve prepared": ("prepared", "approve/"),
    "iep:agree draft": ("draft", "agree/"),
    "iep:share revising": ("revising", "share/"),
}


def name(value):
    return value if isinstance(value, str) else value.label


def signed_by(who):
    Policy.objects.update(letters_signed_by=who)
    Letter.objects.update(signed_by=who)


def agreed_by(who):
    PlanKind.objects.update(agreed_by=who)
    SupportPlan.objects.update(agreed_by_role=who)


def who_may_do(cast, row):
    """The status each actor gets, and that what is refused wrote nothing."""
    address, got = row.address(cast.a), {}
    for actor in ACTORS:
        answer = ask(cast, actor, "post", address, body_of(row, cast.a))
        # The mark that a form was sent may have been made and taken back.
        wrote = answer.wrote - {"drafts_submission"}
        assert bool(wrote) == (answer.status == 302), (actor, wrote)
        got[actor] = answer.status
    return got


def who_sees_the_button(cast, row):
    place, button = BUTTONS[row.label]
    page = getattr(cast.a, place).get_absolute_url()
    shown = {}
    for actor in ACTORS:
        answer = ask(cast, actor, "get", page)
        words = answer.response.content.decode() if answer.status == 200 else ""
        shown[actor] = f'"{page}{button}"' in words
    return shown


@pytest.mark.parametrize(("who", "row"), SIGNED_BY, ids=name)
def test_letters_are_approved_by_whom_the_policy_names(cast, who, row):
    with undone():
        signed_by(who)
        assert who_may_do(cast, row) == row.expected


@pytest.mark.parametrize(("who", "row"), AGREED_BY, ids=name)
def test_plans_are_agreed_by_whom_the_kind_names(cast, who, row):
    with undone():
        agreed_by(who)
        assert who_may_do(cast, row) == row.expected


@pytest.mark.parametrize(
    ("who", "row"), [pair for pair in SIGNED_BY + AGREED_BY if pair[1].label in BUTTONS], ids=name
)
def test_the_button_is_shown_to_exactly_those(cast, who, row):
    with undone():
        (signed_by if row.route.startswith("letters") else agreed_by)(who)
        shown = who_sees_the_button(cast, row)
    assert shown == {actor: status == 302 for actor, status in row.expected.items()}


def test_every_starter_policy_is_one_of_these():
    for preset in presets.PRESETS:
        data = presets.read(preset)
        assert data["policy"]["letters_signed_by"] in LETTERS
        assert {kind["agreed_by"] for kind in data["plan_kinds"]} <= set(PLANS)
    for field, tables in (
        (Policy._meta.get_field("letters_signed_by"), LETTERS),
        (PlanKind._meta.get_field("agreed_by"), PLANS),
    ):
        assert {value for value, _ in field.choices} == set(tables)


def test_the_matrix_itself_runs_with_the_first():
    for _, row in SIGNED_BY[:1] + AGREED_BY[:3]:
        assert posting(row.label).expected == row.expected
