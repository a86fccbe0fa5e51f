"""A whole term of sessions, ticked: `python -m benchmarks.sessions`.

A school of 420, sixty children on the register, 25 interventions, 13 weeks. Every session of the
term is ticked through HTTP by whoever runs it, a day's last ones in Chromium on a phone's screen;
with `browser` behind the command every one is ticked in Chromium.
Prints a table and writes it to benchmarks/results/. Needs PostgreSQL (BENCH_DATABASE_SERVER).
"""

import http.client
import os
import platform
import statistics
import sys
import time
import uuid
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from benchmarks import site

os.environ.update(site.environment())
os.environ.pop("DEMO", None)

ORIGIN = f"http://localhost:{site.PORT}"
RESULTS = Path(__file__).parent / "results"
IN_BROWSER, PHONE = 12, {"width": 360, "height": 740}
BOUND_MS, BOUND_SECONDS = 200, 600  # a page or a tap in the middle; the term of one school


def main() -> None:
    site.make_database()
    import django

    django.setup()
    from benchmarks import data

    made = data.build()
    adults, senco, night = a_term(made.school)
    child = site.start()
    try:
        rows = [night, *pages(made.school, adults[0], senco, "before")]
        if "browser" in sys.argv:
            rows += every_one_tapped(made.school, adults)
        else:
            rows += [*tapped(made.school, adults[0]), *ticked(made.school, adults)]
        rows += pages(made.school, adults[0], senco, "after")
    finally:
        child.terminate()
        child.wait()
    report(rows)


def a_term(school):
    """(adults, the SENCO, how long the night's work took)."""
    from accounts.permissions import Role
    from provision.models import Session
    from provision.sessions.making import follow_school
    from tests.factories.people import member
    from tests.factories.provision_term import whole_term

    adults = [member(school, Role.SUPPORT, name=f"Helper {n}") for n in range(8)]
    senco = member(school, Role.SENCO)
    began = time.perf_counter()
    whole_term(school, adults=adults)
    made, again = time.perf_counter() - began, time.perf_counter()
    follow_school(school.pk)
    took = time.perf_counter() - again
    number = Session.objects.filter(school=school).count()
    return adults, senco, (
        f"{number} sessions made", f"{made:.1f} s with all their rows",
        f"the night after that {took:.2f} s",
    )  # fmt: skip


def pages(school, adult, senco, when) -> list[tuple]:
    from benchmarks.data import session_of
    from benchmarks.load import Ask, measure

    at, found = f"/{school.slug}/sessions/", []
    for person, path in ((adult, at), (adult, f"{at}?show=waiting"), (senco, f"{at}all/"),
                         (senco, f"{at}late/"), (adult, f"/{school.slug}/today/")):  # fmt: skip
        cookie = session_of(person, path).cookie
        figures = measure(site.PORT, Ask(path, cookie), asks=20, clients=2, seconds=1)
        found.append(
            (f"{path}, {when} the ticks", f"{figures.p50:.0f} ms", f"{figures.size // 1024} KB")
        )
        keep(figures.p50 <= BOUND_MS, path)
    return found


def ticked(school, adults) -> list[tuple]:
    """Every session that still waits, with all its children, by whoever runs it."""
    from provision.models import Mark, Place, Session
    from provision.sessions.reach import unticked
    from provision.sessions.showing import holds

    sessions = unticked(Session.objects.filter(school=school)).order_by("on", "pk")
    runners = runners_of(school, adults)
    places = defaultdict(list)
    for place in Place.objects.filter(school=school):
        places[place.intervention_id].append(place)
    times, began = [], time.perf_counter()
    for row in list(sessions):
        here = [place.pk for place in places[row.intervention_id] if holds(place, row.on)]
        times.append(post(row.pk, here, *runners[row.intervention_id]))
    total = time.perf_counter() - began
    number = Mark.objects.filter(school=school).exclude(outcome="").count()
    keep(not sessions.all().exists() and total <= BOUND_SECONDS, "the term")
    return [
        (f"{len(times)} sessions ticked, {number} ticks in all", f"{total:.0f} s",
         "one after the other"),
        ("one session with its children", f"{statistics.median(times):.0f} ms",
         f"95 % under {sorted(times)[int(len(times) * 0.95)]:.0f} ms"),
    ]  # fmt: skip


def runners_of(school, adults) -> dict[int, tuple]:
    """Intervention → the line, cookie and token of whoever runs it."""
    from benchmarks.data import session_of
    from provision.models import InterventionStaff

    lines = {}
    for person in adults:
        signed_in = session_of(person, f"/{school.slug}/today/")
        line = http.client.HTTPConnection("127.0.0.1", site.PORT, timeout=30)
        lines[person.pk] = (line, signed_in.cookie, signed_in.csrf)
    staff = InterventionStaff.objects.filter(school=school)
    return {row.intervention_id: lines[row.user_id] for row in staff}


def post(session, places, line, cookie, token) -> float:
    """Milliseconds of one tap on Everyone."""
    marks = "%2C".join(f"{place}%3A0" for place in places)
    body = f"tick={uuid.uuid4()}&outcome=delivered&marks={marks}"
    headers = {
        "Host": "localhost", "Cookie": cookie, "X-CSRFToken": token, "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    began = time.perf_counter()
    address = f"/sessions/{session}/tick/"
    try:
        line.request("POST", address, body, headers)
        answer = line.getresponse()
    except (BrokenPipeError, http.client.HTTPException):  # hung up on a line that was idle
        line.close()
        line.request("POST", address, body, headers)  # the same tap: never twice
        answer = line.getresponse()
    said = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"session {session}: {answer.status} {said[:200]!r}")
    return (time.perf_counter() - began) * 1000


def tapped(school, adult) -> list[tuple]:
    """One child after the other, on a phone's screen, in a real browser."""
    times = []
    with phone([adult]) as pages_of:
        page = pages_of(adult)
        page.goto(f"{ORIGIN}/{school.slug}/sessions/?show=waiting")
        for _ in range(IN_BROWSER):
            row = page.locator(".tick[data-outcome='']").first
            times.append(tap(page, row.get_by_role("button", name="Took place")))
    return [(f"{IN_BROWSER} taps in Chromium, to the answer", f"{statistics.median(times):.0f} ms",
             f"slowest {max(times):.0f} ms")]  # fmt: skip


def every_one_tapped(school, adults) -> list[tuple]:
    """The whole term in Chromium: each adult opens what waits and presses Everyone, until nothing
    waits any more.
    """
    from provision.models import Mark, Session
    from provision.sessions.reach import unticked

    times, began = [], time.perf_counter()
    with phone(adults) as pages_of:
        for adult in adults:
            page = pages_of(adult)
            everyone = page.get_by_role("button", name="Everyone, took place")
            for address in ("sessions/?show=waiting", "sessions/"):  # days gone by, then today
                while opened(page, f"/{school.slug}/{address}") and everyone.count():
                    times.append(tap(page, everyone.first))
    total = time.perf_counter() - began
    number = Mark.objects.filter(school=school).exclude(outcome="").count()
    left = list(unticked(Session.objects.filter(school=school)).values_list("pk", "on"))
    keep(not left, f"the term: {left} wait still")
    return [
        (f"{len(times)} sessions ticked in Chromium, {number} ticks in all", f"{total:.0f} s",
         "one after the other, the page opened anew for each"),
        ("one tap on Everyone, to the answer", f"{statistics.median(times):.0f} ms",
         f"95 % under {sorted(times)[int(len(times) * 0.95)]:.0f} ms"),
    ]  # fmt: skip


def opened(page, address) -> bool:
    """Open it; an answer that is no page must not look like an empty list."""
    answer = page.goto(ORIGIN + address)
    if answer.status != 200 or "/sessions/" not in page.url:
        raise RuntimeError(f"{page.url}: {answer.status}")
    return True


@contextmanager
def phone(people):
    """person → their page in Chromium, on a phone's screen, signed in."""
    from playwright.sync_api import sync_playwright

    from benchmarks.browsing import CHROMIUM
    from benchmarks.data import session_of

    # Asked before the browser has its loop.
    cookies = {person.pk: session_of(person, "/accounts/").cookie for person in people}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def page_of(person):
            context = browser.new_context(viewport=PHONE)
            pairs = [part.split("=", 1) for part in cookies[person.pk].split("; ")]
            context.add_cookies(
                [{"name": name, "value": value, "url": ORIGIN} for name, value in pairs]
            )
            return context.new_page()

        yield page_of
        browser.close()


def tap(page, button) -> float:
    """Milliseconds until the answer is there."""
    began = time.perf_counter()
    with page.expect_response("**/tick/"):
        button.click()
    return (time.perf_counter() - began) * 1000


def keep(is_kept: bool, what: str) -> None:
    if not is_kept:
        missed.append(what)


missed: list[str] = []


def report(rows) -> None:
    from sendcase import moment

    lines = [
        f"Measured {moment.today()} on {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}, PostgreSQL, gunicorn 2 processes of 3 threads; a school of "
        "420, 60 children in 25 interventions, 13 weeks.",
        "", "| What | Middle | |", "|---|---|---|",
        *(f"| {what} | {measured} | {more} |" for what, measured, more in rows),
    ]  # fmt: skip
    text = "\n".join(lines) + "\n"
    print(text)
    name = "sessions-in-chromium" if "browser" in sys.argv else "sessions"
    (RESULTS / f"{moment.today()}-{name}.md").write_text(text)
    if missed:
        raise SystemExit(f"Bound missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
