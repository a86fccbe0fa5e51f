"""A date for each advice that is awaited, and the one of a change of school."""

from datetime import date, time, timedelta

import pytest

from ehcp.reviews import deadlines
from ehcp.reviews.meeting import services as meeting
from ehcp.reviews.planning import services
from reminders.models import Deadline
from reminders.recount import differences
from sendcase import moment
from tests.factories.people import sign_in

TODAY = moment.today()
DAY = timedelta(days=1)


def of(case, kind):
    assert differences(case.school.pk) == []
    return Deadline.objects.open().filter(kind=kind, pupil=case.pupil)


def awaited(case) -> dict:
    return dict(of(case, deadlines.ADVICE).values_list("object_id", "due_on"))


def test_each_advice_that_is_awaited_has_its_day_until_it_came_or_will_not(case, invited):
    people = {each.role: each for each in invited.invitations.all()}
    by = invited.meeting_on - 14 * DAY
    assert awaited(case) == {people[role].pk: by for role in ("school", "authority", "health")}
    row = of(case, deadlines.ADVICE).first()
    assert row.is_waiting and not row.is_legal and "reg. 20(3)" in row.rule
    services.own_advice(row=invited, by=case.teacher, words="Counts in tens.")
    services.no_advice(row=invited, by=case.senco, person=people["authority"], reason="Away.")
    assert awaited(case) == {people["health"].pk: by}
    assert {d.state for d in Deadline.objects.filter(kind=deadlines.ADVICE)} == {
        "open", "done", "dropped",
    }  # fmt: skip
    row = services.set_day(row=invited, by=case.senco, meeting_on=TODAY + 40 * DAY,
                           meeting_at=time(9), place="Here")  # fmt: skip
    assert awaited(case) == {}  # the mail that asked was taken back
    row = services.invite(row=row, by=case.senco, on=TODAY, asked=[people["health"].pk],
                          advice_by=TODAY + 20 * DAY)  # fmt: skip
    assert awaited(case) == {people["health"].pk: TODAY + 20 * DAY}
    services.call_off(row=row, by=case.senco, reason="The family is away.")
    assert awaited(case) == {}


def test_after_the_meeting_nobody_waits_for_advice(case, invited):
    with moment.at(moment.now() + 31 * DAY):
        here = {invited.invitations.get(role="parent").pk: "yes"}
        meeting.save_attendance(row=invited, by=case.senco, came=here)
        meeting.hold(row=invited, by=case.senco, held_on=invited.meeting_on)
        assert awaited(case) == {}


@pytest.mark.parametrize(("to_16", "last"), [(False, (2, 14)), (True, (3, 30))])
def test_a_change_of_school_has_its_date_until_the_authority_is_done(case, row, to_16, last):
    year = TODAY.year + 1
    row = services.change_kind(row=row, by=case.senco, kind="transfer", transfer_year=year,
                               is_to_post_16=to_16)  # fmt: skip
    [due] = of(case, deadlines.TRANSFER)
    assert (due.due_on, due.is_legal, due.is_waiting) == (date(year, *last), True, False)
    assert "before" in due.rule and "reg. 18(1)" in due.rule
    services.change_kind(row=row, by=case.senco, kind="annual")
    assert not of(case, deadlines.TRANSFER).exists()
    assert Deadline.objects.get(kind=deadlines.TRANSFER).state == "dropped"


def test_today_leads_to_the_advice(client, case, invited, at_most):
    sign_in(client, case.senco)
    at = f"/{case.school.slug}/today/"
    client.get(at)
    with at_most(12):
        page = client.get(at).content.decode()
    person = invited.invitations.get(role="health")
    link = f"/ehc-reviews/awaited/{person.pk}/"
    assert link in page
    answer = client.get(link)
    assert answer.headers["Location"] == f"{invited.get_absolute_url()}advice/#a{person.pk}"
    assert (
        f'id="a{person.pk}"' in client.get(f"{invited.get_absolute_url()}advice/").content.decode()
    )
