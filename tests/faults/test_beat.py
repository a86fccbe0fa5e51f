"""What beat starts each minute or night runs through a real worker and broker."""

import pytest

from tests.faults.harness import House, wait_until

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
