"""By which promises a target is given: chosen, carried forward, shown and at the review."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from iep.giving import services
from iep.giving.models import TargetProvision
from iep.models import Target
from iep.reviews import beside, following
from provision.models import Promise
from provision.promised import services as promised
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.iep import PlanFactory, reviewed_plan
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(plan):
    return plan.targets.first()


@pytest.fixture
def place(case):
    return in_it(running(case.school, case.senco), case.pupil, case.senco)


def give(plan, target, by, promises, seen=(), new=None):
    services.give(plan=plan, target=target, by=by, promises=promises, new=new, seen=list(seen))


def linked(target) -> list[int]:
    rows = TargetProvision.objects.filter(target=target, removed_at=None)
    return list(rows.order_by("promise").values_list("promise", flat=True))


def url_of(target):
    return reverse("giving:target", args=[target.plan_id, target.pk])


def test_a_target_is_given_by_the_promises_that_are_chosen(case, plan, target, place):
    give(plan, target, case.teacher, [place.promise])
    assert linked(target) == [place.promise_id]
    assert Event.objects.filter(verb="target.given_by", pupil_id=case.pupil.pk).count() == 1

    give(plan, target, case.teacher, [], seen=[place.promise_id])
    assert linked(target) == []
    assert TargetProvision.objects.count() == 1  # the row that was taken off stays


def test_who_did_not_see_the_last_choice_is_stopped(case, plan, target, place):
    give(plan, target, case.teacher, [place.promise])
    with pytest.raises(IllegalMove, match="meanwhile"):
        give(plan, target, case.senco, [], seen=[])
    assert linked(target) == [place.promise_id]


def test_another_childs_promise_is_refused(case, plan, target):
    other = in_it(running(case.school), PupilFactory(school=case.school)).promise
    with pytest.raises(IllegalMove, match="another child"):
        give(plan, target, case.senco, [other])


@pytest.mark.parametrize("state", ["closed", "superseded"])
def test_a_plan_that_is_over_stays_as_it_was(case, plan, target, place, state):
    plan.state = state
    with pytest.raises(IllegalMove, match="over"):
        give(plan, target, case.senco, [place.promise])


def test_another_amount_is_followed_and_the_old_one_still_counts(case, plan, target, place):
    give(plan, target, case.senco, [place.promise])
    new = promised.change(
        promise=place.promise, version=place.promise.version, by=case.senco,
        from_on=moment.today(), minutes=30, times=2, per="week",
    )  # fmt: skip
    assert linked(target) == [place.promise_id, new.pk]


def test_a_target_that_is_carried_forward_keeps_what_gives_it(case, place, no_printing):
    plan = reviewed_plan(case.pupil, by=case.senco)
    first = plan.targets.first()
    give(plan, first, case.senco, [place.promise])

    new = following.next_plan(plan=plan, by=case.senco)

    assert linked(Target.objects.get(plan=new, carried_from=first)) == [place.promise_id]
    assert TargetProvision.objects.count() == 2


def test_the_page_of_the_plan_says_how_much_was_given(client, case, plan, target, place):
    give(plan, target, case.senco, [place.promise])
    page = sign_in(client, case.teacher).get(plan.get_absolute_url()).content.decode()
    card = page.split('id="target-1"', 1)[1].split('id="target-2"', 1)[0]
    assert "Sounds together, Year 3" in card and "Less than promised" in card
    assert url_of(target) in card
    assert page.count("No promised help is linked yet") == 2


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_asks_no_more_for_many_promises(
    client, case, plan, target, place, at_most, number
):
    """Three more than where nothing is linked: the calendar, the promises, what was given."""
    others = [
        promised.promise(pupil=case.pupil, by=case.senco, what=f"Help {n}", minutes=10, times=5,
                         per="week", from_on=moment.today())
        for n in range(1, number)
    ]  # fmt: skip
    give(plan, target, case.senco, [place.promise, *others])
    sign_in(client, case.teacher)
    client.get(plan.get_absolute_url())  # the first opening is written down
    with at_most(16):
        page = client.get(plan.get_absolute_url()).content.decode()
    assert page.count("Less than promised") + page.count("Not due yet") >= number


def test_the_review_of_a_plan_reads_it_beside_the_target(case, plan, target, place):
    give(plan, target, case.senco, [place.promise])
    session = session_of(place.intervention, moment.today() - timedelta(days=7))
    marked(session, place, "missed", reason="no_room")

    said = beside.lines(case.teacher, plan)[target.pk]

    assert len(said) == 1
    assert "no room 20 min" in said[0].text
    assert beside.lines(member(case.school, Role.OFFICE), plan) == {}


def test_a_teacher_chooses_and_only_the_senco_promises(client, case, plan, target, place):
    page = sign_in(client, case.teacher).get(url_of(target)).content.decode()
    assert "Which help gives this?" in page and "Promise something new" not in page
    said = {"promises": [place.promise_id], "seen": "", "is_new": "on", "what": "Talk time",
            "minutes": "10", "times": "5", "per": "week",
            "from_on": moment.today().isoformat(), "form_id": str(uuid.uuid4())}  # fmt: skip
    client.post(url_of(target), said)
    assert linked(target) == [place.promise_id]
    assert not Promise.objects.filter(what="Talk time").exists()


def test_the_senco_promises_something_new_for_a_target_once(client, case, plan, target):
    sign_in(client, case.senco)
    said = {"seen": "", "is_new": "on", "what": "Talk time", "minutes": "10", "times": "5",
            "per": "week", "from_on": moment.today().isoformat(),
            "form_id": str(uuid.uuid4())}  # fmt: skip
    for _ in range(2):
        assert client.post(url_of(target), said).status_code == 302
    made = Promise.objects.get(what="Talk time")
    assert (made.pupil, made.minutes, made.times) == (case.pupil, 10, 5)
    assert linked(target) == [made.pk]


@pytest.mark.parametrize(("name", "value", "words"), [
    ("minutes", "", "Fill this in"), ("minutes", "481", "up to 480"), ("times", "0", "up to 400"),
    ("what", " ", "Fill this in"), ("from_on", "soon", "day, month, year"),
])  # fmt: skip
def test_what_is_missing_is_said(client, case, plan, target, name, value, words):
    sign_in(client, case.senco)
    said = {"seen": "", "is_new": "on", "what": "Talk time", "minutes": "10", "times": "5",
            "per": "week", "from_on": date(2026, 11, 2).isoformat()} | {name: value}  # fmt: skip
    assert words in client.post(url_of(target), said).content.decode()
    assert not Promise.objects.exists()


def test_a_teacher_is_told_whom_to_ask_where_nothing_is_promised(client, case, plan, target):
    page = sign_in(client, case.teacher).get(url_of(target)).content.decode()
    assert "No help is promised yet" in page
    assert client.post(url_of(target), {"seen": ""}).status_code == 302
    assert linked(target) == []


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 30, "1,,2", "٣"])
def test_a_seen_that_cannot_be_changes_nothing(client, case, plan, target, place, seen):
    sign_in(client, case.senco)
    said = {"promises": [place.promise_id], "seen": seen}
    assert client.post(url_of(target), said).status_code in (200, 302)


def test_a_target_of_another_plan_is_not_here(client, case, plan):
    other = PlanFactory(pupil=PupilFactory(school=case.school)).targets.first()
    url = reverse("giving:target", args=[plan.pk, other.pk])
    assert sign_in(client, case.senco).get(url).status_code == 404
