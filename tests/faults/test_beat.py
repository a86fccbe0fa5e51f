"""What beat starts each minute or night runs through a real worker and broker."""

import pytest

from sendcase.settings import CELERY_BEAT_SCHEDULE
from tests.faults.harness import House, wait_until
from tests.faults.mailserver import MailServer

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
WRITE = """
from datetime import timedelta
from django.db import transaction
from accounts.models import User
from audit import log
from sendcase import moment
from sendcase.drafts.models import Draft
person = User.objects.create_user(email="a@example.org", name="Mx A")
Draft.objects.create(author=person, kind="a", data={}, saved_at=moment.now() - timedelta(days=31))
Draft.objects.create(author=person, kind="b", data={})
with transaction.atomic():
    log.record("plan.shared", target=person, by=person, school_id=1)
"""


def test_beat_seals_the_log_and_tidies_drafts(tmp_path):
    with House(tmp_path) as house:
        house.environment["FAULTS_BEAT"] = "seal-audit tidy-drafts"
        house.begin(mail_port=9)
        house.script(WRITE)
        house.start()
        sealed = "SELECT sequence FROM audit_event"
        wait_until(lambda: house.rows(sealed) == [(1,)], "the log is sealed", house)
        kept = "SELECT kind FROM drafts_draft"
        wait_until(lambda: house.rows(kept) == [("b",)], "the old draft is gone", house)


def test_beat_and_worker_say_that_they_are_at_work(tmp_path):
    with House(tmp_path) as house:
        house.environment["FAULTS_BEAT"] = "sweep"
        house.begin(mail_port=9)
        house.start()
        seen = "SELECT name FROM jobs_tick ORDER BY name"
        both = [("beat",), ("worker",)]
        wait_until(lambda: house.rows(seen) == both, "both are seen", house)


AWAY = """
from datetime import UTC, datetime, timedelta
import time_machine
from django.db import transaction
from accounts.models import User
from audit import log
from sendcase.celery import app
from sendcase.outbox.models import Message
from sendcase.settings import CELERY_BEAT_SCHEDULE
person = User.objects.create_user(email="a@example.org", name="Mx A")
with transaction.atomic():
    log.record("plan.shared", target=person, by=person, school_id=1)
Message.objects.create(key="k", to="p@example.org", subject="Things to do", text="Hello")
entry = CELERY_BEAT_SCHEDULE["seal-audit"]
with time_machine.travel(datetime.now(UTC) - timedelta(days=2)):
    for _ in range(20):
        app.send_task(entry["task"], **entry.get("options", {}))
"""


def test_a_worker_that_was_away_drops_what_is_stale_and_does_todays_round(tmp_path):
    """Twenty nudges to seal lie there since two days; the mail is new and beat asks for it now."""
    with House(tmp_path) as house, MailServer() as server:
        house.environment["FAULTS_BEAT"] = "sweep-mail"
        house.begin(server.port)
        house.script(AWAY)
        house.start()
        wait_until(lambda: house.rows("SELECT state FROM outbox_message") == [("sent",)],
                   "the sweep sent the mail", house)  # fmt: skip
        assert house.rows("SELECT sequence FROM audit_event") == [(None,)]


@pytest.mark.parametrize("name", CELERY_BEAT_SCHEDULE)
def test_each_nudge_ends_before_the_next_one_comes(name):
    entry = CELERY_BEAT_SCHEDULE[name]
    assert entry["schedule"] / 2 < entry["options"]["expires"] < entry["schedule"]
