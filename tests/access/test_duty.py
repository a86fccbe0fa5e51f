"""Access follows duty: it begins and ends with a date, and two half roles make no whole one."""

from datetime import timedelta

import pytest

from accounts.permissions import Role
from agencies.models import AgencyRequest
from pupils.models import Assignment, Share
from schools.models import ClassStaff, GroupStaff, Membership
from sendcase import moment
from tests.access.asking import ask, undone
from tests.access.rows import GET
from tests.factories.pupils import assign, share

pytestmark = pytest.mark.django_db
TODAY = moment.today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ABOUT_THE_PUPIL = ["pupils:detail pupil", "iep:plan draft", "referrals:detail sent",
                   "pupils:document plan_paper", "iep:version shared/1"]  # fmt: skip


def opened(cast, actor, labels=ABOUT_THE_PUPIL) -> dict:
    rows = [row for row in GET if row.label in labels]
    return {row.label: ask(cast, actor, "get", row.address(cast.a)).status for row in rows}


def test_granting_and_ending_only_the_share_opens_and_closes(cast):
    with undone():
        AgencyRequest.objects.update(share=None)
        Share.objects.filter(user=cast.people["guest"]).delete()
        assert set(opened(cast, "guest").values()) == {404}
        let_in = {"includes_plan": True, "includes_referral": True}
        for pupil in (cast.a.pupil, cast.a.shared.pupil):
            share(pupil, cast.people["guest"], **let_in)
        assert set(opened(cast, "guest").values()) == {200}
        Share.objects.filter(user=cast.people["guest"]).update(ended_at=moment.now())
        assert set(opened(cast, "guest").values()) == {404}


@pytest.mark.parametrize(
    "dates",
    [{"until_on": YESTERDAY, "from_on": YESTERDAY}, {"from_on": TOMORROW, "until_on": TOMORROW}],
    ids=["over", "not begun"],
)
def test_a_share_counts_on_its_days_only(cast, dates):
    with undone():
        Share.objects.filter(user=cast.people["guest"]).update(**dates)
        assert set(opened(cast, "guest").values()) == {404}


def test_a_guest_reads_only_what_was_given(cast):
    with undone():
        Share.objects.filter(user=cast.people["guest"]).update(
            includes_plan=False, includes_referral=False
        )
        got = opened(cast, "guest")
    assert got.pop("pupils:detail pupil") == 200
    assert set(got.values()) == {404}


TEACHES = (ClassStaff, GroupStaff)  # either of them is a duty of its own
OVER = {"from_on": YESTERDAY, "until_on": YESTERDAY}
DUTIES = {
    "class and set were handed on": (
        "own_teacher",
        TEACHES,
        {"from_on": YESTERDAY, "until_on": YESTERDAY},
    ),
    "class and set begin tomorrow": ("own_teacher", TEACHES, {"from_on": TOMORROW}),
    "the teacher left": ("own_teacher", Membership, {"until_on": YESTERDAY}),
    "the teacher begins tomorrow": ("own_teacher", Membership, {"from_on": TOMORROW}),
    "the assignment ended": ("own_support", Assignment, {"until_on": YESTERDAY}),
    "the assignment begins tomorrow": ("own_support", Assignment, {"from_on": TOMORROW}),
    "the support left": ("own_support", Membership, {"until_on": YESTERDAY}),
    "the SENCO left": ("senco", Membership, {"until_on": YESTERDAY}),
    "the head left": ("head", Membership, {"until_on": YESTERDAY}),
}


@pytest.mark.parametrize("why", DUTIES)
def test_without_the_duty_nothing_opens(cast, why):
    actor, models, dates = DUTIES[why]
    before = opened(cast, actor)
    with undone():
        for model in models if isinstance(models, tuple) else [models]:
            model.objects.filter(user=cast.people[actor], school=cast.oakfield).update(**dates)
        after = opened(cast, actor)
    assert 200 in before.values()
    assert set(after.values()) == {404}


def test_the_office_that_left_opens_no_page_of_the_school(cast):
    pages = ["pupils:detail pupil", "pupils:list slug", "people:list slug", "letters:page issued"]
    with undone():
        Membership.objects.filter(user=cast.people["office"], school=cast.oakfield).update(
            until_on=YESTERDAY
        )
        assert set(opened(cast, "office", pages).values()) == {404}


# A teacher of another class who sees this child for another reason: the eyes of a guest or of
# support staff do not come with a teacher's hands.
READ = ["pupils:detail pupil", "pupils:panel pupil/people"]
WRITE = {
    "referrals:new slug?pupil=pupil": 404, "iep:start pupil": 403, "iep:edit draft": 404,
    "iep:close draft": 404, "iep:share agreed": 404, "iep:plan draft": 404,
    "referrals:detail sent": 404, "referrals:edit sent": 404, "pupils:panel pupil/plan": 403,
    "pupils:panel pupil/referrals": 403, "pupils:panel pupil/facts": 403,
    "pupils:edit pupil": 403, "register:place pupil": 403,
}  # fmt: skip


def test_a_guests_eyes_with_a_teachers_hands(cast):
    with undone():
        share(cast.a.pupil, cast.people["other_teacher"])
        assert set(opened(cast, "other_teacher", READ).values()) == {200}
        assert opened(cast, "other_teacher", WRITE) == WRITE


def test_an_assistants_eyes_with_a_teachers_hands(cast):
    person = cast.people["other_teacher"]
    with undone():
        Membership.objects.create(
            user=person, school=cast.oakfield, role=Role.SUPPORT, from_on=TODAY
        )
        assign(person, cast.a.pupil)
        assert set(opened(cast, "other_teacher", READ).values()) == {200}
        readable = {"iep:plan draft": 200, "pupils:panel pupil/plan": 200}
        told_no = {"iep:edit draft": 403, "iep:close draft": 403, "iep:share agreed": 403}
        # Support staff may raise a referral for a child they work with, and see their own.
        raises = {"referrals:new slug?pupil=pupil": 200, "pupils:panel pupil/referrals": 200}
        expected = WRITE | readable | told_no | raises
        assert opened(cast, "other_teacher", WRITE) == expected


def test_a_carers_name_is_no_guests_to_read(cast):
    """A teacher reads the carer's name of the own class only; nobody but three reads an address."""
    address = f"/pupils/{cast.a.pupil.pk}/people/"

    def page(actor):
        return ask(cast, actor, "get", address).response.content.decode()

    for actor in ("senco", "head", "office"):
        assert "12 Mill Lane" in page(actor)
    for actor in ("own_teacher", "own_support", "guest"):
        assert "12 Mill Lane" not in page(actor)
        assert ("Leila" in page(actor)) == (actor == "own_teacher")
    with undone():
        share(cast.a.pupil, cast.people["other_teacher"])
        assert "Leila" not in page("other_teacher")


def test_another_teacher_of_the_class_reads_a_referral_and_writes_it_not(cast):
    cast.people["co_teacher"] = cast.a.place.user
    read = ["referrals:detail sent", "referrals:print sent", "referrals:check incomplete"]
    write = ["referrals:edit sent", "referrals:withdraw sent", "referrals:decide sent"]
    with undone():
        assert list(opened(cast, "co_teacher", read).values()) == [200, 403, 200]
        assert set(opened(cast, "co_teacher", write).values()) == {403}
    del cast.people["co_teacher"], cast._cookies["co_teacher"]
