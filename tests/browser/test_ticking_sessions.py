"""Ticking in a real browser: one tap, without network, an answer lost, no scripts, by keys."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from audit.models import Event
from provision.models import Mark
from sendcase import moment
from tests.browser.looks import assert_page_is_sound, bring_axe
from tests.browser.test_without_mouse_or_scripts import Keys
from tests.browser.walking import take_session
from tests.factories.people import member
from tests.factories.provision import in_it, marked, running, session_of
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
PHONE = {"width": 360, "height": 740}
NO_BACK_OFF = """() => { const real = window.setTimeout;
  window.setTimeout = (todo, ms) => (ms >= 1000 && ms <= 60000 ? 0 : real(todo, ms)); }"""
NAMES = (("Amina", "Khan"), ("Ben", "Lowe"), ("Cerys", "Moss"))


@pytest.fixture
def group(transactional_db):
    school = SchoolFactory(slug="oakfield")
    helper, senco = member(school, Role.SUPPORT, name="Mrs Hall"), member(school, Role.SENCO)
    run = running(school, senco, days=(), times=3, staff=helper)
    pupils = [PupilFactory(school=school, legal_first_name=first, legal_last_name=last)
              for first, last in NAMES]  # fmt: skip
    places = [in_it(run, pupil, senco) for pupil in pupils]
    return SimpleNamespace(
        school=school, helper=helper, senco=senco, run=run, places=places,
        session=session_of(run, moment.today()),
    )  # fmt: skip


@pytest.fixture
def phone(group, open_as):
    page = open_as(group.helper, "/oakfield/sessions/")
    page.set_viewport_size(PHONE)
    return page


def row(page, name):
    return page.locator(".tick", has_text=name)


def tap(page, name, words="Took place"):
    row(page, name).get_by_role("button", name=words).first.click()


def bar(page):
    return page.locator("[data-bar]")


def settled(page):
    """The server has answered every tap."""
    expect(page.locator("[data-by]", has_text="not sent yet")).to_have_count(0, timeout=20_000)


def outcomes() -> list[tuple[str, int]]:
    return list(Mark.objects.order_by("place").values_list("outcome", "version"))


def test_one_tap_on_a_phone(phone, group):
    tap(phone, "Amina K.")
    expect(row(phone, "Amina K.").locator("[data-by]")).to_have_text("")  # the server has it
    expect(row(phone, "Amina K.").locator("[data-now]")).to_have_text("Took place")
    assert outcomes() == [("delivered", 1)]
    row(phone, "Ben L.").locator("summary").first.click()
    tap(phone, "Ben L.", "Child away")
    expect(row(phone, "Ben L.").locator("[data-by]")).to_have_text("")
    assert Mark.objects.get(place=group.places[1]).reason == "child_away"
    assert_page_is_sound(phone)


def test_everyone_and_undo(phone):
    phone.get_by_role("button", name="Everyone, took place").click()
    settled(phone)
    assert outcomes() == [("delivered", 1)] * 3
    expect(bar(phone)).to_contain_text("3 children: Took place")
    bar(phone).get_by_role("button", name="Undo").click()
    expect(row(phone, "Ben L.").get_by_role("button", name="Took place")).to_be_visible()
    expect(phone.locator(".tick[data-outcome='']")).to_have_count(3)
    expect(bar(phone)).to_be_hidden()
    settled(phone)
    assert outcomes() == [("", 2)] * 3


def test_without_network_taps_wait_in_the_page_and_are_sent_once(phone):
    sent = []
    phone.on("requestfinished", lambda one: sent.append(one.url) if one.method == "POST" else None)
    bring_axe(phone)
    phone.evaluate(NO_BACK_OFF)  # only the network's return sends them
    phone.context.set_offline(True)
    for first, last in NAMES:
        tap(phone, f"{first} {last[0]}.")
    expect(bar(phone)).to_contain_text("Not sent yet: 3")
    assert outcomes() == []
    kept = phone.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "delivered" not in kept and "Amina" not in kept
    assert_page_is_sound(phone)
    phone.context.set_offline(False)
    settled(phone)
    expect(phone.locator("[data-bar-unsent]")).to_be_hidden()
    assert outcomes() == [("delivered", 1)] * 3
    assert len(sent) == 3


def test_an_answer_that_is_lost_does_not_tick_twice(phone):
    numbers = []
    phone.on("request", lambda one: numbers.append(one.post_data) if one.post_data else None)

    def lose(route):
        route.fetch()  # the server has it
        route.abort()

    phone.route("**/tick/", lose)
    tap(phone, "Amina K.")
    expect(bar(phone)).to_contain_text("Not sent yet: 1")
    assert outcomes() == [("delivered", 1)]
    phone.unroute("**/tick/")
    bar(phone).get_by_role("button", name="Send now").click()
    settled(phone)
    expect(phone.locator("[data-bar-unsent]")).to_be_hidden()
    assert outcomes() == [("delivered", 1)]
    assert Event.objects.filter(verb="session.ticked").count() == 1
    assert len(numbers) >= 2 and len(set(numbers)) == 1


def test_what_a_colleague_said_meanwhile_is_shown_and_stays(phone, group):
    marked(group.session, group.places[0], "missed", reason="test", by=group.senco)
    tap(phone, "Amina K.")
    expect(row(phone, "Amina K.")).to_contain_text("Did not take place: Test or exam")
    expect(row(phone, "Amina K.")).to_contain_text("changed this meanwhile")
    assert outcomes() == [("missed", 1)]


def test_signed_out_meanwhile_the_taps_wait(phone, group, live_server):
    phone.context.clear_cookies(name="sessionid")
    tap(phone, "Amina K.")
    expect(bar(phone)).to_contain_text("You are signed out. Sign in again in another tab")
    assert outcomes() == []
    take_session(phone.context, group.helper, live_server.url)
    bar(phone).get_by_role("button", name="Send now").click()
    settled(phone)
    assert outcomes() == [("delivered", 1)]


def test_signing_out_in_another_tab_clears_what_waits(phone, live_server):
    phone.route("**/tick/", lambda route: route.abort())
    tap(phone, "Amina K.")
    expect(bar(phone)).to_contain_text("Not sent yet: 1")
    other = phone.context.new_page()
    other.goto(live_server.url + "/oakfield/today/")
    other.locator(".me summary").click()
    other.get_by_role("button", name="Sign out").click()
    expect(row(phone, "Amina K.")).to_contain_text("Not sent before you signed out.")
    expect(bar(phone)).to_be_hidden()
    phone.unroute("**/tick/")
    assert outcomes() == []


def test_by_keyboard_alone(phone):
    keys = Keys(phone)
    keys.go(".tick-do button[value=delivered]", "Enter")
    expect(row(phone, "Amina K.").get_by_role("button", name="Take back")).to_be_focused()
    keys.go(".tick-do summary", "Enter")
    keys.go(".tick-do button[value=no_room]", "Space")
    expect(row(phone, "Ben L.").locator("[data-by]")).to_have_text("")
    assert outcomes() == [("delivered", 1), ("missed", 1)]


def test_without_scripts(group, live_server, browser, browser_context_args):
    context = browser.new_context(
        **browser_context_args, java_script_enabled=False, base_url=live_server.url, viewport=PHONE
    )
    take_session(context, group.helper, live_server.url)
    page = context.new_page()
    page.goto("/oakfield/sessions/")
    tap(page, "Amina K.")
    row(page, "Ben L.").get_by_text("Shorter…").click()
    row(page, "Ben L.").locator("[name=minutes]").select_option("15")
    row(page, "Ben L.").locator("[name=reason]").select_option("event")
    tap(page, "Ben L.", "Cut short")
    expect(row(page, "Ben L.")).to_contain_text("Cut short, 15 minutes: Trip, visit or event")
    tap(page, "Amina K.", "Take back")
    page.get_by_role("button", name="Everyone, took place").click()
    expect(row(page, "Cerys M.")).to_contain_text("Took place")
    assert outcomes() == [("delivered", 3), ("short", 1), ("delivered", 1)]
    context.close()
