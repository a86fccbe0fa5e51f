"""The calendar of one person, read back with the public library; and its address."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from accounts.permissions import Role
from audit.models import Event
from pupils.models import Pupil
from reminders.deadlines import close_deadline
from reminders.feed import secret as secrets
from reminders.feed import services, throttle
from reminders.feed.models import CalendarFeed
from reminders.kinds import kinds
from reminders.models import Deadline
from reminders.off.services import put_off
from schools.models import ClassStaff, Closure, Membership, Term
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.access.asking import WRITE
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory, share
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_was_tried():
    cache.clear()


@pytest.fixture
def address(senco):
    return f"/c/{services.make(person=senco)}.ics"


def read(address):
    return Client().get(address)


def events(address) -> list:
    answer = read(address)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def summaries(address) -> set[str]:
    return {str(event["summary"]) for event in events(address)}


def test_what_is_due_is_a_whole_day_with_a_link(address, due):
    row = due(9, is_legal=True)
    (event,) = events(address)
    day = moment.today() + timedelta(days=9)
    assert event["summary"] == "Water the plants with a pupil"
    assert (event.start, event.end) == (day, day + timedelta(days=1))
    assert type(event.start) is date
    assert event["url"] == f"http://localhost:8000/plants/{row.object_id}/"
    assert event["url"] in event["description"] and "set by law" in event["description"]
    assert event["class"] == "PRIVATE" and event["transp"] == "TRANSPARENT"


def test_what_was_put_off_stands_on_the_day_it_is_back_and_a_day_of_the_law_stays(address, due):
    with moment.at(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        late, law, far = due(-2), due(9, is_legal=True), due(20)
        for row, days in ((late, 5), (law, 6), (far, 6)):
            until = moment.today() + timedelta(days=days)
            put_off(deadline=row, until=until, why="Rosalind is ill", by=None)
        found = {event["url"].split("/")[-2]: event for event in events(address)}
        said = [found[str(row.object_id)] for row in (late, law, far)]
        words = "Water the plants with a pupil"
        assert [(event.start.day, str(event["summary"])) for event in said] == [
            (9, f"{words} (put off, due Mon 2 Nov 2026)"),
            (13, f"{words} (put off to Tue 10 Nov 2026)"),
            (24, f"{words} (put off to Tue 10 Nov 2026)"),
        ]
        assert said[0]["description"].startswith("Its due day is Mon 2 Nov 2026.")
        assert said[1]["description"].startswith("This day is set by law.")
        assert b"Rosalind" not in read(address).content
    with moment.at(datetime(2026, 11, 10, 9, tzinfo=UTC)):  # all are back
        days = {event["url"].split("/")[-2]: event for event in events(address)}
        assert days[str(late.object_id)].start == date(2026, 11, 9)
        assert days[str(law.object_id)]["summary"] == words


def test_the_last_day_there_is_breaks_nothing(address, due):
    row = due(9)
    Deadline.objects.filter(pk=row.pk).update(due_on=date.max)
    (event,) = events(address)
    assert event.start == date.max and "DTEND" not in event


def test_the_file_keeps_to_the_standard(address, due, school):
    due(1)
    Closure.objects.create(school=school, name="Ä" * 60, starts_on=moment.today(),
                           ends_on=moment.today())  # fmt: skip
    answer = read(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["version"], calendar["x-wr-calname"]) == ("2.0", "SENDcase")
    assert calendar["prodid"] and calendar["x-wr-timezone"] == "Europe/London"
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)
        assert not event.errors


def test_terms_and_closures_of_the_school_and_of_no_other(address, school):
    today = moment.today()
    for place, name in ((school, "Autumn"), (SchoolFactory(), "Elsewhere")):
        Term.objects.create(school=place, name=name, starts_on=today - timedelta(days=80),
                            ends_on=today + timedelta(days=20))  # fmt: skip
        Closure.objects.create(school=place, name=f"{name} half-term",
                               starts_on=today, ends_on=today + timedelta(days=4))  # fmt: skip
    assert summaries(address) == {
        "First day: Autumn", "Last day: Autumn", "School closed: Autumn half-term"
    }  # fmt: skip
    closed = next(e for e in events(address) if "closed" in e["summary"])
    assert (closed.start, closed.end) == (today, today + timedelta(days=5))


def test_at_two_schools_each_entry_says_which(address, due, school, senco):
    due(1)
    other = SchoolFactory(name="Elm")
    Membership.objects.create(user=senco, school=other, role=Role.TEACHER, from_on="2020-01-01")
    assert summaries(address) == {f"{school.name}: Water the plants with a pupil"}


def test_only_what_is_theirs_and_open(address, due, kind, pupil, teacher):
    due(1, owner=teacher)
    due(2, target=pupil, is_waiting=True)
    assert summaries(address) == {"Water the plants with a pupil (waiting for others)"}
    close_deadline(kind.key, pupil)
    assert events(address) == []


def test_no_child_is_in_it(address, senco, school, class_group, due, pupil):
    """Every kind the site knows, about a child whose every word would be found."""
    Pupil.objects.filter(pk=pupil.pk).update(
        legal_first_name="Xanthippe", legal_last_name="Quillfeather", preferred_first_name="Zuzu",
        preferred_last_name="Oxlip", upn="Z999123456789", admission_number="QX7731",
    )  # fmt: skip
    class_group.name = "Sycamoreclass"
    class_group.save(update_fields=["name"])
    for number, key in enumerate(kinds):
        Deadline.objects.create(
            school=school, pupil=pupil, kind=key, object_id=number + 1,
            due_on=moment.today(), rule="Xanthippe Quillfeather, XQ, since then.",
            owner_role=Role.SENCO,
        )  # fmt: skip
    text = read(address).content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == len(kinds) > 20
    for word in ("Xanthippe", "Quillfeather", "Zuzu", "Oxlip", "XQ", "X.Q", "Z999123456789",
                 "QX7731", "Sycamoreclass", senco.name, senco.email):  # fmt: skip
        assert word not in text


def test_a_moved_day_is_the_same_entry_with_a_later_stamp(address, due, pupil):
    due(3, target=pupil)
    with moment.at(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        (before,) = events(address)
    due(5, target=pupil)
    with moment.at(datetime(2026, 11, 2, 9, 1, tzinfo=UTC)):
        (after,) = events(address)
    assert before["uid"] == after["uid"] and before.start < after.start
    assert before.DTSTAMP < after.DTSTAMP == after.LAST_MODIFIED
    assert before["sequence"] <= after["sequence"]


# The nights on which the clock in London is changed, and a summer night that is another day in UTC.
NIGHTS = [
    (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), date(2027, 3, 28)),
    (datetime(2027, 3, 28, 23, 30, tzinfo=UTC), date(2027, 3, 29)),
    (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), date(2027, 10, 31)),
    (datetime(2027, 10, 31, 23, 30, tzinfo=UTC), date(2027, 10, 31)),
    (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), date(2027, 7, 1)),
]


@pytest.mark.parametrize(("now", "day"), NIGHTS)
def test_a_day_is_a_day_in_london_whatever_the_clock_does(senco, due, now, day):
    with moment.at(now):
        address = f"/c/{services.make(person=senco)}.ics"
        due(0)
        (event,) = events(address)
    assert (event.start, event.end) == (day, day + timedelta(days=1))
    assert now == event.DTSTAMP
    assert CalendarFeed.objects.get().last_read_on == day


def test_the_secret_is_long_and_kept_as_a_hash_only(senco):
    secret = services.make(person=senco)
    assert secrets.BYTES * 8 >= 128
    row = CalendarFeed.objects.get()
    assert row.token_hash == secrets.hashed(secret) != secret
    kept = [str(value) for value in vars(row).values()]
    kept += [str(event) for event in Event.objects.values()]
    assert secret not in " ".join(kept)
    assert Event.objects.filter(verb="calendar_feed.made", object_id=row.pk).count() == 1


def test_a_new_address_ends_the_old_one_at_once(address, senco):
    old = CalendarFeed.objects.get()
    fresh = services.renew(person=senco, number=old.pk)
    assert read(address).status_code == 404
    assert read(f"/c/{fresh}.ics").status_code == 200
    with pytest.raises(IllegalMove):  # the button pressed twice
        services.renew(person=senco, number=old.pk)
    assert CalendarFeed.objects.count() == 2
    assert Event.objects.filter(verb="calendar_feed.renewed").count() == 1


def test_a_second_first_address_is_refused(address, senco):
    with pytest.raises(IllegalMove):
        services.make(person=senco)
    assert read(address).status_code == 200


def test_nobody_renews_another_s(address, teacher):
    services.make(person=teacher)
    theirs = CalendarFeed.objects.exclude(person=teacher).get()
    with pytest.raises(IllegalMove):
        services.renew(person=teacher, number=theirs.pk)
    assert read(address).status_code == 200


def test_what_has_ended_reads_as_what_never_was(address, senco):
    never = read(f"/c/{'A' * 22}.ics")
    services.end(person=senco)
    ended = read(address)
    for answer in (ended, read("/c/x.ics"), never):
        assert (answer.status_code, answer.content) == (404, never.content)
        assert {**answer.headers} == {**never.headers}
    assert Event.objects.filter(verb="calendar_feed.ended").count() == 1


def test_an_account_that_is_closed_or_holds_no_role_shows_nothing(address, senco):
    assert read(address).status_code == 200
    senco.is_active = False
    senco.save()
    assert read(address).status_code == 404
    senco.is_active = True
    senco.save()
    assert read(address).status_code == 200
    Membership.objects.filter(user=senco).update(until_on=moment.today() - timedelta(days=1))
    assert read(address).status_code == 404


def test_a_guest_has_no_calendar(pupil, client):
    guest = UserFactory()
    share(pupil, guest)
    page = sign_in(client, guest).post("/accounts/calendar/new/", follow=True)
    assert "You hold no role at a school" in page.content.decode()
    assert not CalendarFeed.objects.exists()


def test_nothing_keeps_it_and_no_search_engine_lists_it(address):
    for answer in (read(address), read("/c/x.ics")):
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers and not answer.cookies
    assert Client().post(address).status_code == 405


def test_reading_writes_the_day_and_nothing_else_and_that_once(address, senco):
    wrote = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            read(address)
        found = (WRITE.match(query["sql"]) for query in caught.captured_queries)
        wrote.append({match[1] for match in found if match} - {"cache"})  # what was tried
    assert wrote == [{"reminders_calendarfeed"}, set()]
    assert CalendarFeed.objects.get().version == 1


def test_one_address_is_read_so_often_and_no_more(address, monkeypatch, teacher):
    monkeypatch.setitem(throttle.RATES, "reading", "2/h/key")
    assert [read(address).status_code for _ in range(3)] == [200, 200, 429]
    assert int(read(address)["Retry-After"]) > 0
    other = f"/c/{services.make(person=teacher)}.ics"
    assert read(other).status_code == 200


def test_a_flood_of_unknown_addresses_is_stopped(address, monkeypatch):
    monkeypatch.setitem(throttle.RATES, "unknown", "2/h/ip")
    assert [read(f"/c/{'B' * 22}.ics").status_code for _ in range(3)] == [404, 404, 429]
    assert read(address).status_code == 429
    assert Client().get(address, REMOTE_ADDR="10.9.8.7").status_code == 200


@pytest.mark.parametrize("rows", [10, 200])
def test_a_calendar_costs_the_same_at_any_size(address, due, rows, at_most):
    for number in range(rows):
        due(number % 20 - 9)
    read(address)
    cache.clear()
    with at_most(19):  # 13 of them count the tries
        assert len(events(address)) == rows


def test_the_page_shows_the_address_once(client, senco):
    sign_in(client, senco)
    assert "/c/" not in client.get("/accounts/calendar/").content.decode()
    page = client.post("/accounts/calendar/new/")
    shown = page.context["address"]
    assert shown in page.content.decode() and page["Cache-Control"] == "no-store, private"
    assert read(shown.removeprefix("http://localhost:8000")).status_code == 200
    again = client.get("/accounts/calendar/").content.decode()
    assert "/c/" not in again and "Last read on" in again
    refused = client.post("/accounts/calendar/new/", follow=True).content.decode()
    assert "shown only once" in refused and "/c/" not in refused


@pytest.mark.parametrize("typed", ["x", "-1", "9" * 40, "٣", "0"])
def test_a_number_that_is_none_ends_nothing(client, senco, address, typed):
    answer = sign_in(client, senco).post("/accounts/calendar/new/", {"replaces": typed})
    assert answer.status_code == 302
    assert read(address).status_code == 200


def test_ending_it_on_the_page(client, senco, address):
    sign_in(client, senco)
    page = client.post("/accounts/calendar/end/", follow=True).content.decode()
    assert "The calendar has ended." in page and "Make a calendar address" in page
    assert read(address).status_code == 404
    assert "had ended already" in client.post(
        "/accounts/calendar/end/", follow=True
    ).content.decode()  # fmt: skip


def test_a_teacher_who_gave_the_class_away_reads_it_no_more(due, teacher):
    due(1, owner=teacher)
    address = f"/c/{services.make(person=teacher)}.ics"
    assert len(events(address)) == 1
    ClassStaff.objects.update(until_on=moment.today() - timedelta(days=1))
    assert events(address) == []


def test_members_of_no_other_school_matter(address, due):
    due(1)
    stranger = member(PupilFactory().school, Role.SENCO)
    assert events(f"/c/{services.make(person=stranger)}.ics") == []
