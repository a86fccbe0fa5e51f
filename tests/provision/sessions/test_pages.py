"""The pages of sessions: who is named on them, what a tap answers, how many questions they ask."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.permissions import Role
from provision.models import Mark, Session
from provision.sessions import printing, services
from provision.sessions.showing import in_order
from tests.factories.people import member, sign_in
from tests.factories.provision import in_it, marked, running
from tests.factories.provision_term import groups, on_days
from tests.factories.pupils import PupilFactory, assign
from tests.provision.sessions.conftest import FIRST, TODAY

pytestmark = pytest.mark.django_db
MINE = "/oakfield/sessions/"


def page(person, path=MINE, status=200):
    answer = sign_in(Client(), person).get(path)
    assert answer.status_code == status
    return answer.content.decode()


def post(by, session, script=True, **body):
    headers = {"accept": "application/json"} if script else {}
    body = {"tick": uuid.uuid4(), "outcome": "delivered"} | body
    return sign_in(Client(), by).post(f"/sessions/{session.pk}/tick/", body, headers=headers)


def test_todays_list_names_no_more_than_it_must(at):
    words = page(at.helper)
    assert "Amina K." in words and "Khan" not in words
    assert "12 sessions of earlier days not ticked yet" not in words
    assert "11 sessions of earlier days not ticked yet" in words


def test_two_who_would_be_called_alike_are_told_apart(at):
    twin = PupilFactory(school=at.school, legal_first_name="Amina", legal_last_name="Kelly")
    in_it(at.group, twin, at.senco)
    words = page(at.helper)
    assert "Amina Khan" in words and "Amina Kelly" in words


def test_who_runs_nothing_has_an_empty_list(at):
    words = page(member(at.school, Role.SUPPORT))
    assert "No session of yours today" in words and "Amina" not in words


def test_todays_line_leads_there(at):
    words = page(at.helper, "/oakfield/today/")
    assert "1 session today, 11 of earlier days not ticked yet" in words
    assert f'href="{MINE}"' in words
    assert "1 session in the school today" in page(at.senco, "/oakfield/today/")


def test_whoever_has_a_child_in_it_reads_of_that_child_only(at):
    carer = member(at.school, Role.SUPPORT)
    assign(carer, at.amina)
    at.today.note = "Ben cried."
    at.today.save()
    for path in (f"/sessions/{at.today.pk}/", f"/interventions/{at.group.pk}/sessions/"):
        words = page(carer, path)
        assert "Amina" in words and "Ben" not in words
        assert "Everyone, took place" not in words


def test_a_tap_by_script_and_its_clash(at):
    first = post(at.helper, at.today, marks=f"{at.place.pk}:0")
    assert first.json() == {"clashes": [], "marks": [{
        "place": at.place.pk, "version": 1, "outcome": "delivered", "said": "Took place",
        "by": "", "is_of_today": True,
    }]}  # fmt: skip
    late = post(at.senco, at.today, marks=f"{at.place.pk}:0", missed="child_away").json()
    assert (late["clashes"], late["marks"][0]["by"]) == ([at.place.pk], "Mrs Hall")


def test_a_tap_without_script_goes_back_to_its_list(at):
    answer = post(at.helper, at.today, False, marks=f"{at.place.pk}:0", missed="event", back="mine")
    assert answer.url == f"{MINE}#session-{at.today.pk}"
    assert Mark.objects.get().reason == "event"
    again = post(at.helper, at.today, False, marks=f"{at.place.pk}:0", back="elsewhere.example")
    assert again.url == f"/sessions/{at.today.pk}/#session-{at.today.pk}"


def test_a_page_that_somebody_else_opened_ticks_nothing(at):
    answer = post(at.helper, at.today, marks=f"{at.place.pk}:0", person=at.senco.pk)
    assert answer.status_code == 409 and "Somebody else is signed in" in answer.json()["words"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "body",
    [{"marks": ""}, {"marks": "1"}, {"marks": "a:0"}, {"marks": "1:0,"}, {"marks": "1:" + "9" * 19},
     {"marks": "1:0", "tick": "x"}, {"marks": "1:0", "outcome": "eaten"},
     {"marks": ",".join(["1:0"] * 61)}, {"marks": "1:0", "missed": "lazy"}],
)  # fmt: skip
def test_what_no_page_sends_is_refused(at, body):
    assert post(at.helper, at.today, **body).status_code == 400


def test_a_child_of_another_group_or_school_is_not_there(at):
    other = in_it(running(at.school), at.amina)
    far = PupilFactory()
    for place in (other, in_it(running(far.school), far)):
        body = {"marks": f"{at.place.pk}:0,{place.pk}:0"}
        assert post(at.helper, at.today, **body).status_code == 404
    assert not Mark.objects.exists()


def test_coming_sessions_have_no_buttons_and_say_no(at):
    later = Session.objects.filter(on__gt=TODAY).first()
    assert "Took place" not in page(at.helper, f"/sessions/{later.pk}/")
    answer = post(at.helper, later, marks=f"{at.place.pk}:0")
    assert answer.status_code == 422 and "Tick it then" in answer.json()["words"]


def test_who_covers_sees_the_list_that_day_only(at, clock):
    person = member(at.school, Role.TEACHER)
    services.cover(session=at.today, version=1, by=at.senco, person=person)
    assert "Amina K." in page(person)
    clock.on(TODAY + timedelta(days=1))
    assert "Amina" not in page(person)
    page(person, f"/sessions/{at.today.pk}/", status=404)


def test_who_covers_one_and_moves_it_reads_afterwards_that_it_is_moved(at):
    person = member(at.school, Role.TEACHER)
    services.cover(session=at.today, version=1, by=at.senco, person=person)
    client = sign_in(Client(), person)
    body = {"form_id": uuid.uuid4(), "version": 2, "on": "1/12/2026", "starts_at": ""}

    answer = client.post(f"/sessions/{at.today.pk}/move/", body, follow=True)

    assert answer.redirect_chain == [(MINE, 302)] and answer.status_code == 200
    assert "The session is moved." in answer.content.decode()


def test_who_runs_it_comes_back_to_the_session_that_was_moved(at):
    body = {"form_id": uuid.uuid4(), "version": 1, "on": "1/12/2026", "starts_at": ""}
    answer = sign_in(Client(), at.helper).post(f"/sessions/{at.today.pk}/move/", body)
    assert answer.url == f"/sessions/{at.today.pk}/"


def test_not_ticked_since_when_and_by_whom(at):
    words = page(at.senco, "/oakfield/sessions/late/")
    assert "Mrs Hall" in words and "11 sessions since Mon 2 Nov 2026" in words


def test_the_list_of_one_day(at):
    assert "Ben L." in page(at.senco, "/oakfield/sessions/all/?on=2026-11-25")
    assert "No sessions on this day" in page(at.senco, "/oakfield/sessions/all/?on=2026-11-26")
    for word in ("soon", "1000-01-01", "2026-13-01"):
        page(at.senco, f"/oakfield/sessions/all/?on={word}", status=400)


def test_the_paper_has_boxes_where_nothing_is_said(at):
    monday = Session.objects.get(on=date(2026, 11, 23))
    marked(monday, at.place, by=at.helper)
    week = Session.objects.filter(on__range=(monday.on, TODAY)).order_by("on")
    [group] = printing.groups_of(in_order(week))
    cells = [cell for row in group["rows"] for cell in row["cells"]]
    assert [cell["said"] for cell in cells] == ["Took place"] + [""] * 5
    assert [row["label"] for row in group["rows"]] == ["Amina K.", "Ben L."]
    answer = sign_in(Client(), at.helper).get("/oakfield/sessions/paper/")
    assert answer.content.startswith(b"%PDF")


def test_the_paper_names_nobody_who_left_before_that_week(at):
    week = in_order(Session.objects.filter(on__range=(date(2026, 11, 23), TODAY)).order_by("on"))
    for left_on, names in ((TODAY - timedelta(days=2), 2), (date(2026, 11, 20), 1)):
        at.amina.left_on = left_on  # its rooms were not told yet: the place still holds
        at.amina.save()
        [group] = printing.groups_of(week)
        assert len(group["rows"]) == names
    assert [row["label"] for row in group["rows"]] == ["Ben L."]


def test_a_tick_stands_on_the_paper_though_the_place_ended_before_it(at):
    monday = Session.objects.get(on=date(2026, 11, 23))
    marked(monday, at.place, by=at.helper)
    at.place.until_on = FIRST
    at.place.save()
    [group] = printing.groups_of(in_order(Session.objects.filter(pk=monday.pk)))
    assert [row["cells"][0]["said"] for row in group["rows"]] == ["Took place", ""]


@pytest.mark.parametrize("path", [MINE, "/oakfield/sessions/all/", "/oakfield/sessions/late/"])
def test_as_many_questions_for_200_sessions_as_for_10(at, at_most, path):
    client = sign_in(Client(), at.senco)
    cache.clear()

    def grow(number):
        pupils = [[PupilFactory(school=at.school)]]
        rows = groups(at.school, number, adults=[at.senco], pupils=pupils, first=FIRST, weekdays=())
        on_days(rows, [TODAY, TODAY - timedelta(days=1)])

    grow(10)
    client.get(path)
    with at_most(27):
        assert client.get(path).status_code == 200
    grow(190)
    with at_most(27):
        assert client.get(path).status_code == 200
