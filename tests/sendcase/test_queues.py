"""The page of jobs and queues: what waits, failed or is uncertain, since when. It names nobody."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from sendcase import moment, queues, queues_page, vitals
from sendcase.jobs import ticks
from sendcase.jobs.models import Job, JobRow
from sendcase.jobs.running import OUR_FAULT
from sendcase.outbox import services
from sendcase.outbox.models import Message

pytestmark = pytest.mark.django_db
TOKEN = "t" * 40
HOUR = timedelta(hours=1)


@pytest.fixture
def much():
    """Two digests wait, one mail is uncertain, one has gone; a job runs, one broke in two rows."""
    for key in ("digest:2026-11-24:7", "digest:2026-11-24:8", "letter-link-3-1", "account-9f"):
        services.add(key=key, to="amina@example.org", subject="Amina", text="Amina")
    Message.objects.filter(key="letter-link-3-1").update(state="uncertain", error="Amina")
    Message.objects.filter(key="account-9f").update(state="sent")
    Message.objects.filter(key="digest:2026-11-24:7").update(created_at=moment.now() - 2 * HOUR)
    Job.objects.create(kind="letters", key="a", school_id=1, state="running")
    broken = Job.objects.create(kind="roll-write", key="b", school_id=1, state="done")
    for position, why in enumerate((OUR_FAULT, OUR_FAULT, "Row 3: Amina is there twice."), 1):
        JobRow.objects.create(
            job=broken, position=position, state="failed", error=why, args={"name": "Amina"}
        )
    ticks.note(ticks.BEAT)
    return broken


def test_what_is_not_over_is_counted_by_kind_and_state_with_its_age(much):
    found = {(line.queue, line.kind, line.state): line for line in queues.lines()}
    assert {key: line.number for key, line in found.items()} == {
        ("mail", "digest", "waiting"): 2, ("mail", "letter-link", "uncertain"): 1,
        ("job", "letters", "running"): 1, ("job", "roll-write", "rows failed"): 2,
    }  # fmt: skip
    assert found["mail", "digest", "waiting"].oldest >= 7200
    assert found["mail", "letter-link", "uncertain"].oldest < 60


def test_the_page_says_so_and_names_nobody(much, client, settings, capsys, monkeypatch):
    monkeypatch.setattr(queues, "nudges", lambda: 3)
    call_command("queues")
    said = capsys.readouterr().out
    assert "mail   digest       waiting      2       2 hours" in said
    assert f"job {much.pk} (roll-write)" in said and "2 failed on our side" in said
    assert "beat: less than a minute ago" in said and "worker: never seen" in said
    assert "broker: 3 nudges lie there" in said
    settings.HEALTH_TOKEN = TOKEN
    assert client.get("/health/queues/").status_code == 404
    shown = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/health/queues/", headers=shown).content.decode() == said
    numbers = client.get("/health/metrics/", headers=shown).content.decode()
    assert 'sendcase_open{kind="digest",queue="mail",state="waiting"} 2.0' in numbers
    assert "sendcase_oldest_seconds" in numbers
    for words in ("Amina", "example.org"):
        assert words not in said + numbers


def test_an_empty_site_says_that_nothing_waits(monkeypatch):
    monkeypatch.setattr(queues, "nudges", lambda: None)
    said = queues_page.page()
    assert said.startswith("Nothing waits, and nothing failed.")
    assert "broker: it does not answer" in said


def test_the_broker_is_asked_how_many_nudges_lie_there():
    from sendcase.jobs import services as jobs

    before = queues.nudges()
    jobs.nudge(999_999)
    assert queues.nudges() == before + 1


@pytest.mark.parametrize(
    ("key", "kind"),
    [("digest:2026-11-24:7", "digest"), ("referral-decision-12", "referral-decision"),
     ("account-9f3c", "account"), ("77", "other")],
)  # fmt: skip
def test_a_kind_holds_no_number(key, kind):
    assert queues.kind_of(key) == kind


def test_every_state_of_a_mail_that_is_not_over_is_asked_for():
    asked = {state for states in services.NOT_OVER for state in states}
    assert set(Message.State.values) - asked == {Message.State.SENT, Message.State.DROPPED}


def test_states_are_counted_for_a_monitoring_system_and_what_is_over_is_not(much):
    found = {(queue, state): number for queue, state, number in vitals.queues()}
    assert {key: number for key, number in found.items() if number} == {
        ("mail", "waiting"): 2, ("mail", "uncertain"): 1, ("job", "running"): 1,
    }  # fmt: skip
    assert ("mail", "held") in found and ("mail", "sent") not in found


def ask_mails():
    list(queues.mails())


def ask_vitals():
    list(vitals.queues())


@pytest.mark.parametrize("ask", [ask_mails, ask_vitals])
def test_mails_that_have_gone_out_are_not_read(much, ask, django_assert_num_queries):
    """Each question about the outbox has one partial index that answers it whole."""
    with django_assert_num_queries(3 + (ask is ask_vitals)) as said:
        ask()
    asked = [query["sql"] for query in said if "outbox_message" in query["sql"]]
    assert len(asked) == 3
    if connection.vendor == "postgresql":
        plans = "".join(plan_of(sql) for sql in asked)
        for index in ("outbox_waiting", "outbox_leased", "outbox_for_a_person"):
            assert index in plans
        assert "Seq Scan" not in plans


def plan_of(sql: str) -> str:
    """Of a table so small that it would be read whole: only if no index can answer, it is."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())
