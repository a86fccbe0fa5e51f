"""The signs are bad when something is, and say nothing about anybody."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction

from accounts.permissions import Role
from audit import log, sealing
from sendcase import beat, deployment, moment, vitals
from sendcase.jobs import tasks, ticks
from sendcase.jobs.models import Job, Tick
from sendcase.outbox import holding, services
from sendcase.outbox.models import Message
from tests.factories.accounts import account
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
TOKEN = "t" * 40
LONG = timedelta(minutes=6)


@pytest.fixture(autouse=True)
def well(monkeypatch):
    """A site at which everything works; each test breaks one thing."""
    for name in (ticks.BEAT, ticks.WORKER, ticks.BACKUP):
        ticks.note(name)
    monkeypatch.setattr(vitals, "known_migrations", frozenset)
    free = SimpleNamespace(free=50 * 1024**3)
    monkeypatch.setattr(vitals.shutil, "disk_usage", lambda folder: free)


def bad() -> set[str]:
    return {sign.key for sign in vitals.signs() if not sign.good}


def mail(**fields):
    return services.add(key="k", to="a@example.org", subject="1 thing", text="Look.", **fields)


def test_a_site_that_is_well_has_no_bad_sign():
    assert bad() == set()
    assert len({sign.key for sign in vitals.signs()}) == len(vitals.signs()) == 13


def tick_long_ago(name):
    Tick.objects.filter(name=name).update(at=moment.now() - LONG)


def mail_waits():
    mail()
    Message.objects.update(next_try_at=moment.now() - LONG)


def event_waits():
    user = UserFactory()
    with moment.at(moment.now() - LONG), transaction.atomic():
        log.record("plan.read", target=user, by=user, school_id=1)


def many_fail():
    Message.objects.bulk_create(
        Message(key=str(n), to="a@example.org", subject="x", text="x", state="failed")
        for n in range(20)
    )


@pytest.mark.parametrize(
    ("sign", "break_it"),
    [
        ("beat", lambda: tick_long_ago("beat")),
        ("worker", lambda: tick_long_ago("worker")),
        ("worker", lambda: Tick.objects.all().delete() and ticks.note("beat")),
        ("mail_waiting", mail_waits),
        ("mail_unresolved", many_fail),
        ("audit_unsealed", event_waits),
        ("job_waiting", lambda: Job.objects.create(
            kind="any", key="k", school_id=1, created_at=moment.now() - LONG)),
        ("released", lambda: holding.begin("Restored")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_the_sign_that_is_bad(sign, break_it):
    break_it()
    assert sign in bad()


def test_what_is_mended_is_good_again():
    event_waits()
    mail_waits()
    sealing.seal_all()
    Message.objects.update(state="sent")
    assert bad() == set()


def test_held_mail_is_not_late_mail():
    mail_waits()
    holding.begin("Restored")
    mail_waits()
    assert bad() == {"released"}


def test_disk_clock_migrations_and_backup(monkeypatch, settings):
    monkeypatch.setattr(vitals.shutil, "disk_usage", lambda f: SimpleNamespace(free=1024**3))
    monkeypatch.setattr(vitals, "known_migrations", lambda: frozenset({("letters", "0002_later")}))
    Tick.objects.filter(name="backup").update(at=moment.now() - timedelta(hours=51))
    assert bad() == {"disk_free", "version"}
    settings.PRODUCTION = True
    assert bad() == {"disk_free", "version", "backup"}
    Tick.objects.filter(name="backup").delete()
    assert bad() == {"disk_free", "version", "backup"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no clock of its own")
def test_a_clock_that_is_off_is_a_bad_sign():
    with moment.at(moment.now() + timedelta(seconds=30)):
        assert "clock" in bad()


def test_a_database_that_is_down_is_said(monkeypatch):
    def down():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "ensure_connection", down)
    found = vitals.signs()
    assert [sign.key for sign in found] == ["database", "disk_free"] and not found[0].good


def test_beat_and_worker_note_that_they_work(monkeypatch):
    Tick.objects.all().delete()
    tasks.sweep()
    assert set(Tick.objects.values_list("name", flat=True)) == {"worker"}
    scheduler = SimpleNamespace(noted=float("-inf"))
    monkeypatch.setattr(beat, "close_old_connections", lambda: None)
    beat.Scheduler.note(scheduler)
    assert set(Tick.objects.values_list("name", flat=True)) == {"worker", "beat"}


def test_a_tick_is_written_at_most_once_a_minute(django_assert_num_queries):
    with django_assert_num_queries(1):
        ticks.note(ticks.WORKER)
    with moment.at(moment.now() + timedelta(seconds=61)):
        ticks.note(ticks.WORKER)
        assert vitals.age(ticks.last(ticks.WORKER)) == 0


@pytest.mark.parametrize("path", ["/health/vitals/", "/health/metrics/"])
@pytest.mark.parametrize(
    "shown", [{}, {"Authorization": "Bearer"}, {"Authorization": f"Bearer {TOKEN[:-1]}é"},
              {"Authorization": f"Basic {TOKEN}"}, {"Authorization": "Bearer "}],
)  # fmt: skip
def test_without_the_token_the_page_is_not_there(client, settings, path, shown):
    for settings.HEALTH_TOKEN in (TOKEN, ""):
        answer = client.get(path, headers=shown)
        assert answer.status_code == 404 and b"audit" not in answer.content


def test_with_the_token_the_signs_are_there_and_nothing_else(client, settings):
    settings.HEALTH_TOKEN = TOKEN
    shown = {"Authorization": f"Bearer {TOKEN}"}
    school = SchoolFactory(name="Oakfield")
    member(school, Role.HEAD, name="Mrs P. Adeyemi", email="head@oakfield.example")
    mail(school_id=school.pk)

    answer = client.get("/health/vitals/", headers=shown)
    assert answer.status_code == 200 and answer.json()["good"] is True
    numbers = client.get("/health/metrics/", headers=shown).content.decode()
    assert 'sendcase_good{sign="beat"} 1.0' in numbers
    assert 'sendcase_rows{queue="mail",state="waiting"} 1.0' in numbers
    for words in ("Oakfield", "Adeyemi", "example"):
        assert words not in numbers + json.dumps(answer.json())

    tick_long_ago("beat")
    assert client.get("/health/vitals/", headers=shown).status_code == 503
    assert 'sendcase_good{sign="beat"} 0.0' in client.get(
        "/health/metrics/", headers=shown
    ).content.decode()  # fmt: skip


def test_the_public_page_says_no_more_than_before(client, settings):
    settings.HEALTH_TOKEN = TOKEN
    tick_long_ago("beat")
    assert client.get("/health/").json() == {"status": "ok"}


def test_the_school_sees_in_words_what_is_wrong(client):
    school = SchoolFactory()
    sign_in(client, member(school, Role.SENCO))
    address = f"/{school.slug}/school/health/"
    assert "Everything works as it should" in client.get(address).content.decode()
    tick_long_ago("worker")
    page = client.get(address).content.decode()
    assert "Last seen 6 minutes ago." in page and "Needs a look" in page
    assert f'href="{address}"' in client.get(f"/{school.slug}/school/").content.decode()


def test_the_deployment_check_ends_with_1_and_says_what_is_not_good(capsys, settings):
    settings.SITE_URL = "http://sendcase.example.org"
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(CommandError, match="are not good") as ended:
        call_command("check_deployment")
    said = capsys.readouterr().out
    assert ended.value.returncode == 1
    assert "NOT GOOD: SITE_URL is http://sendcase.example.org; it must begin with https://." in said
    assert "NOT GOOD: Nobody could open a backup" in said
    assert "NOT GOOD: SENDCASE_MODE is test" in said
    assert "good: Clockwork: It works." in said


def test_a_good_deployment_ends_with_0(capsys, monkeypatch):
    monkeypatch.setattr(deployment, "findings", lambda: iter([(True, "all of it")]))
    call_command("check_deployment")
    assert capsys.readouterr().out.endswith("All is good.\n")


def test_keys_that_do_not_fit_what_is_stored_are_found(settings):
    account()
    user = UserFactory()
    with transaction.atomic():
        log.record("plan.read", target=user, by=user, school_id=1)
    sealing.seal_all()
    assert not [said for good, said in deployment.secrets() if not good and "opens" in said]
    settings.SECRET_KEY, settings.AUDIT_KEY = "0123456789abcdef" * 3, "fedcba9876543210" * 3
    assert [said for good, said in deployment.secrets() if not good] == [
        "SECRET_KEY opens the second sign-in steps",
        "AUDIT_KEY fits the newest rows of the audit log",
    ]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("AUDIT_KEY", "a" * 40, "AUDIT_KEY is long"),
        ("BACKUP_RECIPIENTS", ["age1x"], "no age1"),
        ("SESSION_COOKIE_SECURE", False, "cookies"),
        ("EMAIL_PORT", 1, "mail server"),
        ("SECOND_FACTOR", False, "second step"),
    ],
)
def test_each_setting_is_looked_at(settings, name, value, words):
    settings.EMAIL_BACKEND = "sendcase.outbox.smtp.Backend"
    settings.EMAIL_HOST = "127.0.0.1"
    setattr(settings, name, value)
    assert [said for good, said in deployment.findings() if words in said and not good]


def test_a_sign_that_is_added_twice_stands_once(monkeypatch):
    monkeypatch.setattr(vitals, "ASKED", [])
    for _ in range(2):
        vitals.add_sign(vitals.disk)
    assert [vitals.disk] == vitals.ASKED
