"""A site with a row of every awkward kind, and a way to read it all that is not the backup's."""

import base64
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client

from audit import log, sealing
from iep.models import PlanVersion
from pupils import documents
from schools.models import Logo
from sendcase.drafts.models import Draft
from sendcase.frozen.services import freeze
from sendcase.jobs.models import Job, JobRow
from sendcase.outbox.models import Message
from tests.factories.iep import PlanFactory
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import ContactFactory, PupilFactory
from tests.factories.schools import SchoolFactory

AWKWARD = "Zoë O’Neil 👩‍👩‍👧 𝔸𝕞𝕚𝕟𝕒 \U0001f9d1\U0001f3fd‍🏫 مريم\n\ttab \\ \" ' %s {{ x }} \u2028"
TYPED = {
    "b": [AWKWARD, "", None, True, False, 0, -1, 2**53, 1.5, 1e-9],
    "a": {"": {}, "é": [], "nested": [{"z": 1, "a": [None]}]},
}
SUMMER = datetime(2026, 7, 1, 0, 30, 15, 123456, tzinfo=UTC)
STATES = ("waiting", "claimed", "sending", "sent", "failed", "uncertain", "held")


def fill() -> None:
    school = SchoolFactory(name=AWKWARD.split("\n")[0])
    Logo.objects.create(school=school, png=bytes(range(256)) * 40)
    head, teacher = member(school, "head"), member(school, "teacher", last_login=SUMMER)
    pupil = PupilFactory(school=school, legal_first_name="Zoë 👧")
    ContactFactory(pupil=pupil)
    plan = PlanFactory(pupil=pupil, lead=teacher, concerns=AWKWARD * 200)
    PlanFactory(pupil=pupil, carried_from=plan, kind=plan.kind, state="closed")
    with transaction.atomic():
        paper = documents.store(
            pupil=pupil, title="Plan", data=b"%PDF-1.7\x00\xff" * 9000, needs="plan_view",
            media_type="application/pdf", by=teacher,
        )  # fmt: skip
        freeze(PlanVersion, owner={"plan": plan}, content=TYPED, schema=1, document=paper, by=head)
        for number in range(3):
            detail = {"words": [None, AWKWARD], "n": number}
            log.record("plan.saved", target=plan, by=head, school_id=school.pk, detail=detail)
    sealing.seal_all()
    with transaction.atomic():
        log.record("plan.read", target=plan, by=teacher, school_id=school.pk, pupil_id=pupil.pk)
    queues(school, teacher)
    client = sign_in(Client(), head)
    UserSession.objects.create(
        user=head, session_key=client.session.session_key, ip="127.0.0.1", user_agent="x"
    )
    UserFactory().delete()  # its number was given: nobody gets it again


def queues(school, teacher) -> None:
    """What is typed, what is to be done, and a mail in every state."""
    Draft.objects.create(author=teacher, kind="plan", data=TYPED, saved_at=SUMMER)
    job = Job.objects.create(kind="any", key="one", school_id=school.pk, by=None)
    JobRow.objects.bulk_create(JobRow(job=job, position=n, args=TYPED) for n in range(1, 1201))
    for state in STATES:
        Message.objects.create(
            key=state, to=f"{state}@example.org", subject="1 thing to do", text=AWKWARD,
            state=state, school_id=school.pk, lease_until=SUMMER + timedelta(seconds=1),
        )  # fmt: skip
    Group.objects.create(name="g").permissions.add(*Permission.objects.all()[:2])


def everything() -> dict[str, list]:
    """Every row of every table, read by Django, in words that tell 1 from True and from "1"."""
    connection.ensure_connection()
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        rows = model._base_manager.order_by("pk").values_list(*names)
        found[model._meta.label] = [[word(value) for value in row] for row in rows]
    return found


def word(value) -> str:
    if isinstance(value, bytes | memoryview):
        return "bytes " + base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return f"instant {value.astimezone(UTC).isoformat()}"
    if isinstance(value, dict | list):
        return "json " + json.dumps(value, sort_keys=True)
    return f"{type(value).__name__} {value if isinstance(value, Decimal) else value!r}"
