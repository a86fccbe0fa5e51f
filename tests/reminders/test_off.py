"""Putting a deadline off: with a reason, never past a day of the law, and it comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.permissions import Role
from audit.models import Event
from pupils.wording import day_text
from reminders.deadlines import close_deadline
from reminders.digests import Mornings
from reminders.grouping import group_filter
from reminders.kinds import kinds
from reminders.models import Deadline
from reminders.off import services
from sendcase import moment
from sendcase.edits import IllegalMove, Stale
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def put_off(row, days, by=None, why="Away until then"):
    return services.put_off(deadline=row, until=moment.today() + days * DAY, why=why, by=by)


def group_of(row) -> list[str]:
    names = ("late", "today", "week", "waiting", "stuck", "later", "off")
    rows = Deadline.objects.filter(pk=row.pk)
    return [name for name in names if rows.filter(group_filter(name, moment.today())).exists()]


def is_off(row) -> bool:
    row.refresh_from_db()
    return row.put_off_until is not None


def mailed(school) -> list[int]:
    """What today's mails of this school may speak of."""
    return [row.pk for row in Mornings(moment.today()).of(school).rows]


def test_it_stands_apart_and_in_no_mail_and_comes_back_by_itself(due, school, senco):
    row = due(-2)
    assert group_of(row) == ["late"]
    put_off(row, 5, by=senco)

    assert (group_of(row), mailed(school)) == (["off"], [])
    [event] = Event.objects.filter(verb="deadline.put_off")
    assert (event.pupil_id, event.actor_id) == (row.pupil_id, senco.pk)
    with moment.at(moment.now() + 5 * DAY):
        assert group_of(row) == ["late"]
        assert mailed(school) == [row.pk]
    services.take_back(deadline=row, by=senco)
    assert group_of(row) == ["late"]
    with pytest.raises(IllegalMove, match="already"):
        services.take_back(deadline=row, by=senco)


@pytest.mark.parametrize(
    ("due_in", "is_legal", "days", "refused"),
    [
        (3, False, 0, "after today"), (3, False, -1, "after today"),
        (3, False, 60, ""), (-9, False, 60, ""), (3, False, 61, "60 days at most"),
        (3, True, 3, ""), (3, True, 4, "The law’s day for this is"),
        (90, True, 61, "60 days at most"),
        (0, True, 1, "is today"), (-1, True, 1, "The law’s day for this was"),
    ],
)  # fmt: skip
def test_how_far(due, due_in, is_legal, days, refused):
    row = due(due_in, is_legal=is_legal)
    if not refused:
        assert put_off(row, days).put_off_until == moment.today() + days * DAY
        return
    with pytest.raises(IllegalMove, match=refused):
        put_off(row, days)
    assert not is_off(row)


def test_what_falls_away_with_its_day_is_never_put_off_beyond_it(
    client, school, senco, due, kind, monkeypatch
):
    monkeypatch.setitem(kinds, kind.key, replace(kind, falls_away=True))
    row, last = due(3), due(0)
    with pytest.raises(IllegalMove, match="falls away after"):
        put_off(row, 4)
    with pytest.raises(IllegalMove, match="falls away after today"):
        put_off(last, 1)
    sign_in(client, senco)
    page = client.get(f"/{school.slug}/deadlines/{row.pk}/put-off/").content.decode()
    assert f"comes back by {day_text(row.due_on)} at the latest" in page
    assert "60 days" not in page
    page = client.get(f"/{school.slug}/deadlines/{last.pk}/put-off/").content.decode()
    assert "falls away after today" in page and "put_off_why" not in page
    assert (
        f"deadlines/{last.pk}/put-off/" not in client.get(f"/{school.slug}/today/").content.decode()
    )
    assert put_off(row, 3).put_off_until == row.due_on


def test_the_access_of_a_guest_is_such_a_thing():
    assert kinds["share-ending"].falls_away


def test_what_is_done_or_was_saved_meanwhile_is_refused(due, kind, pupil):
    row = due(3, target=pupil)
    put_off(row, 2)
    with pytest.raises(Stale):
        services.put_off(deadline=row, until=moment.today() + DAY, why="x", by=None, version=1)
    close_deadline(kind.key, pupil)
    for move in (lambda: put_off(row, 2), lambda: services.take_back(deadline=row, by=None)):
        with pytest.raises(IllegalMove, match="done already"):
            move()
    assert not is_off(due(3, target=pupil))  # opened anew, nobody has put it off


@pytest.mark.parametrize(
    ("again", "stays"),
    [
        ({"days": -3}, True),  # the same day: said once more by the record
        ({"days": 9}, True), ({"days": 5}, True), ({"days": 4}, False), ({"days": -4}, False),
        ({"days": -3, "is_legal": True}, False),
        ({"days": -3, "owner_role": Role.HEAD}, False),
        ({"days": -3, "is_waiting": False}, False),
    ],
)  # fmt: skip
def test_a_day_that_moves_takes_it_back_where_it_would_be_back_too_late(due, pupil, again, stays):
    row = due(-3, target=pupil, is_waiting=True)
    put_off(row, 5)
    due(again.pop("days"), target=pupil, **{"is_waiting": True, **again})
    assert is_off(row) == stays


def test_who_may(client, school, teacher, senco, due, pupil):
    head, others = member(school, Role.HEAD), member(PupilFactory().school, Role.SENCO)
    row, own = due(3), due(3, owner=teacher)

    def status(person, deadline):
        return (
            sign_in(client, person)
            .get(f"/{school.slug}/deadlines/{deadline.pk}/put-off/")
            .status_code
        )

    assert [status(person, row) for person in (senco, head, teacher, others)] == [
        200,
        403,
        404,
        404,
    ]
    assert [status(person, own) for person in (senco, head, teacher)] == [200, 403, 200]
    assert status(head, due(3, owner_role=Role.HEAD)) == 200
    page = sign_in(client, head).get(f"/{school.slug}/today/").content.decode()
    assert page.count("Put off<") == 1  # of the head's own row alone


def test_the_pages(client, school, senco, due, pupil):
    row, law = due(3, target=pupil), due(0, is_legal=True)
    at = f"/{school.slug}/deadlines/{row.pk}/put-off/"
    sign_in(client, senco)
    today = f"/{school.slug}/today/"
    assert f'href="{at}"' in client.get(today).content.decode()
    assert f"deadlines/{law.pk}/put-off/" not in client.get(today).content.decode()
    refused = client.get(f"/{school.slug}/deadlines/{law.pk}/put-off/").content.decode()
    assert "The law’s day for this is today" in refused
    assert "put_off_why" not in refused

    late = (moment.today() + 61 * DAY).isoformat()
    page = client.post(
        at, {"put_off_until": late, "put_off_why": "", "version": 1}
    ).content.decode()
    assert "60 days at most" in page and "Say why" in page
    body = {"put_off_until": moment.today() + DAY, "put_off_why": "His mother is away"}
    assert client.post(at, body | {"version": row.version}).url == today
    page = client.get(today).content.decode()
    assert "Put off (1)" in page and "His mother is away" in page
    assert client.post(at, body | {"version": row.version}).status_code == 409
    assert "Back to Today" in client.get(at).content.decode()
    assert client.post(at + "back/").url == today
    assert not is_off(row)


def test_a_page_left_open_says_that_it_is_done_meanwhile(client, school, senco, due, kind, pupil):
    row = due(3, target=pupil)
    at = f"/{school.slug}/deadlines/{row.pk}/"
    close_deadline(kind.key, pupil)
    sign_in(client, senco)
    body = {"put_off_until": moment.today() + DAY, "put_off_why": "x", "version": 1}
    for answer in (client.get(f"{at}put-off/"), client.post(f"{at}put-off/", body)):
        said = answer.content.decode()
        assert answer.status_code == 200 and "done already" in said and "put_off_why" not in said
    given = {"given_to": senco.pk, "given_why": "x", "version": 1}
    for answer in (client.get(f"{at}give/"), client.post(f"{at}give/", given)):
        said = answer.content.decode()
        assert answer.status_code == 200 and "done already" in said and "given_why" not in said
    for button in ("put-off/back/", "give/back/"):
        answer = client.post(at + button, follow=True)
        assert answer.redirect_chain and "done already" in answer.content.decode()
    row.refresh_from_db()
    assert (row.version, row.state) == (1, "done")
