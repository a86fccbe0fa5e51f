"""What the heavier jobs take: a letter, two hundred, a roll, a sign-in, a save, five hundred mails.

Measured in one process against the same database as the pages; wall time, the middle of several.
"""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client

from accounts.permissions import Role
from benchmarks.data import Made


def timed(times: int, job) -> float:
    """The middle of `times` runs, in milliseconds. The first, cold run is not counted."""
    job()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def letter_page() -> str:
    from django.template.loader import render_to_string

    content = {
        "title": "Placed on the register", "address": ["Ms L. Brightwater", "12 Mill Lane"],
        "large": False, "body": "<p>We are writing to tell you about support.</p>" * 6,
    }  # fmt: skip
    return render_to_string("letters/pdf/letter.html", {"letter": content, "size": ""})


def letters(_made) -> list[tuple]:
    from sendcase.pdf import render_many, render_pdf

    page = letter_page()
    one = timed(10, lambda: render_pdf(page))
    render_many([page] * 4)
    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(render_many, [[page] * 20] * 10))
    seconds = time.perf_counter() - start
    good = sum(isinstance(pdf, bytes) for part in made for pdf in part)
    return [
        ("one letter on a click, tagged, warm", f"{one:.0f} ms", "≤ 300 ms"),
        ("200 letters as single files", f"{good / seconds:.0f} a second", "≥ 20 a second"),
    ]


def roll(made: Made) -> list[tuple]:
    from accounts.models import User
    from pupils.roll import services
    from schools.services.school import create_school
    from tests.factories.roll import as_csv
    from tests.factories.roll import roll as rows_of

    by = User.objects.get(email="senco@measured.example")
    found = []
    for count, limit in ((420, "≤ 1.5 s"), (5000, "≤ 10 s")):
        data = as_csv(rows_of(count)).encode()
        school = create_school(
            name=f"Roll of {count}", urn="900010", laestab="9992010", preset="staged_response"
        )
        start = time.perf_counter()
        upload = services.receive(school=school, by=by, filename="roll.csv", data=data)
        services.confirm(upload=upload, digest=services.look(upload).digest, by=by)
        took = time.perf_counter() - start
        found.append((f"roll of {count}, previewed and written", f"{took:.1f} s", limit))
    return found


def sign_in(made: Made) -> list[tuple]:
    from allauth.account.models import EmailAddress

    from tests.factories.people import member

    person = member(made.school, Role.TEACHER, email="quick@measured.example")
    person.set_password("correct horse battery staple")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    def enter():
        words = {"login": person.email, "password": "correct horse battery staple"}
        answer = Client().post("/accounts/login/", words)
        if answer.status_code != 302:
            raise RuntimeError(f"sign-in answered {answer.status_code}")

    return [("sign-in, the password step (Argon2)", f"{timed(5, enter):.0f} ms", "≤ 250 ms")]


def save(made: Made) -> list[tuple]:
    from tests.factories.people import sign_in as session_of

    client = session_of(Client(), made.plan.lead)
    address, floor = f"/plans/{made.plan.pk}/edit/", f"/floor/save/{made.plan.pk}/"
    taken, floors = [], []
    for number in range(25):
        words = {"strengths": f"Explains well, {number}"}
        page = client.get(address).content.decode().split('<form class="page-form"', 1)[1]
        taken.append(posted(client, address, fields(page) | words, 302))
        page = client.get(floor.replace("save", "form")).content.decode()
        floors.append(posted(client, floor, fields(page) | words, 200))
    one, bare = statistics.median(taken[3:]), statistics.median(floors[3:])
    return [("plan save", f"{one:.1f} ms, {one / bare:.1f} × the floor of {bare:.1f} ms",
             "≤ 15 ms where the floor is 7.7: 1.9 ×")]  # fmt: skip


def posted(client, address, typed: dict, expected: int) -> float:
    """Milliseconds of one POST as a browser sends a form without files."""
    start = time.perf_counter()
    answer = client.post(
        address, urlencode(typed), content_type="application/x-www-form-urlencoded"
    )
    took = (time.perf_counter() - start) * 1000
    if answer.status_code != expected:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return took


def fields(form: str) -> dict:
    """What a browser would post of a form, unchanged."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        facts = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = facts.get("type") not in {"checkbox", "radio"} or " checked" in tag
        if facts.get("name") and ticked and facts.get("type") != "submit":
            found[facts["name"]] = facts.get("value", "")
    for name, words in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = words.strip()
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return found


def mails(_made) -> list[tuple]:
    from django.conf import settings

    from sendcase.outbox import delivery, services
    from tests.faults.mailserver import MailServer

    start = time.perf_counter()
    with transaction.atomic():
        services.add_many([
            services.Mail(
                key=f"bench-{number}", to=f"p{number}@example.org", subject="Things to do",
                text="Something is due.",
            )
            for number in range(500)
        ])  # fmt: skip
    click = (time.perf_counter() - start) * 1000
    with MailServer() as server:
        settings.EMAIL_PORT = server.port
        start = time.perf_counter()
        while len(server.recipients) < 500 and delivery.sweep():
            pass
        rate = len(server.recipients) / (time.perf_counter() - start)
    return [
        ("500 reminders: the click", f"{click:.0f} ms", "≤ 500 ms"),
        ("500 reminders: the sending", f"{rate:.0f} a second", "≥ 100 a second"),
    ]


JOBS = (letters, roll, sign_in, save, mails)


def rows(made: Made) -> list[tuple]:
    """(what, measured, must) of every job."""
    return [row for job in JOBS for row in job(made)]
