"""The day moves, the review is called off, the plan ends: what had not gone out is taken back."""

from datetime import time, timedelta

import pytest

from audit.models import Event
from ehcp.plans import services as plans
from ehcp.reviews.planning import moving, services
from letters.models import Letter
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from sendcase.outbox.models import Message
from tests.factories.ehcp import review_in

TODAY = moment.today()
DAY = timedelta(days=1)
State = Message.State


def move(case, row, days=31, **more):
    given = {"meeting_at": time(14, 30), "place": "The library"} | more
    return services.set_day(row=row, by=case.senco, meeting_on=TODAY + days * DAY, **given)


def states() -> dict:
    return dict(Message.objects.order_by("pk").values_list("to", "state"))


def heard(row) -> list:
    return [each.role for each in moving.to_tell(row)]


def test_nothing_of_the_old_day_goes_out_once_it_moved(case, invited):
    old = Letter.objects.get(pupil=case.pupil)
    row = move(case, invited)
    old.refresh_from_db()
    assert (old.state, set(states().values())) == ("withdrawn", {State.DROPPED})
    assert "The library" in old.closed_reason and heard(row) == []
    health = row.invitations.get(role="health")
    assert health.advice_asked_on is None  # nobody asked them
    assert row.invitations.get(role="school").advice_asked_on == TODAY  # Today did
    told = Event.objects.filter(verb="ehc_review.day_set", object_id=row.pk).latest("pk")
    assert f"letter taken back {old.pk}" in told.detail.text
    row = services.invite(row=row, by=case.senco, on=TODAY, asked=[health.pk])
    new = Letter.objects.get(pupil=case.pupil, state="prepared")
    assert row.invitations.get(role="parent").letter == new
    assert states()["therapy@westshire.example"] == State.WAITING


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.UNCERTAIN, State.HELD])
def test_who_has_heard_of_the_old_day_is_named_until_invited_or_told(case, invited, state):
    Message.objects.filter(to="therapy@westshire.example").update(state=state)
    Letter.objects.filter(pupil=case.pupil).update(
        state="issued", issued_on=TODAY, answer_days=10, approved_by=case.senco
    )
    was = moving.when(invited)
    row = move(case, invited)
    assert heard(row) == ["parent", "health"]
    # Nobody is asked again about a day that holds no more.
    assert Letter.objects.get(pupil=case.pupil).state == "withdrawn"
    assert not Deadline.objects.open().filter(kind="letter-unanswered").exists()
    health = row.invitations.get(role="health")
    assert (health.told_of, health.advice_asked_on) == (was, TODAY)
    services.they_know(row=row, by=case.senco, person=health)
    assert heard(row) == ["parent"]
    row = services.invite(row=row, by=case.senco, on=TODAY)
    assert heard(row) == []
    row = move(case, row, days=33)  # the second letter home had not gone: they know of the first
    assert [each.told_of for each in moving.to_tell(row)] == [was]
    row = services.call_off(row=row, by=case.senco, reason="The family is away.")
    assert heard(row) == ["parent"]


def test_another_time_or_place_counts_and_who_leads_does_not(case, invited):
    row = move(case, invited, days=30, chair="Mr Whitlock")
    assert set(states().values()) == {State.WAITING}
    move(case, row, days=30, place="The hall")
    assert set(states().values()) == {State.DROPPED}


def test_the_link_for_advice_lasts_until_the_day_however_often_it_moves(case, invited):
    link = invited.invitations.get(role="health").links.get()
    row = invited
    for days in (31, 40, 25):
        row = move(case, row, days=days)
        link.refresh_from_db()
        assert link.until_on == TODAY + days * DAY


def test_called_off_takes_everything_back(case, invited):
    row = services.call_off(row=invited, by=case.senco, reason="The family is away.")
    assert set(states().values()) == {State.DROPPED}
    assert Letter.objects.get(pupil=case.pupil).state == "withdrawn"
    assert heard(row) == [] and differences(case.school.pk) == []


def test_the_end_of_the_plan_calls_off_what_was_not_held(case, invited):
    plans.cease(plan=case.plan, last_day=TODAY, reason="Over.", by=case.senco)
    invited.refresh_from_db()
    assert invited.state == "called_off" and set(states().values()) == {State.DROPPED}
    left = Deadline.objects.open().filter(pupil=case.pupil, kind__startswith="ehc-review-")
    assert not left.exists()


def test_a_plan_that_cannot_end_today_calls_nothing_off(case, invited):
    with pytest.raises(moving.states.IllegalMove, match="has not come"):
        plans.cease(plan=case.plan, last_day=TODAY + DAY, reason="Over.", by=case.senco)
    invited.refresh_from_db()
    assert invited.state == "invited"


def test_a_review_that_was_held_goes_on_after_the_plan(case):
    row = review_in("held", meeting_on=TODAY - 5 * DAY, plan=case.plan)
    plans.cease(plan=case.plan, last_day=TODAY, reason="Over.", by=case.senco)
    row.refresh_from_db()
    assert row.state == "held"
