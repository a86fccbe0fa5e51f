"""Two people, a worker, one file that is there for seven days."""

import hashlib
import io
import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from audit.models import Event
from pupils import documents
from reminders.models import Deadline
from reports.export import building, services, sweeping, tasks
from reports.models import SchoolExport
from schools.models import Membership
from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.jobs import running
from sendcase.jobs import services as jobs
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.reports.export.files import exported, members

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(db):
    class Case:
        school = SchoolFactory()
        senco, head = member(school, "senco"), member(school, "head")

    Case.pupil = PupilFactory(school=Case.school, legal_first_name="Zoë 👧")
    for number in range(3):
        documents.store(
            pupil=Case.pupil, title=f"Paper {number}", data=b"%PDF" + bytes([number]),
            media_type="application/pdf", needs="pupil_view", by=Case.senco,
        )  # fmt: skip
    return Case


@pytest.fixture
def asked(case):
    return services.ask(school=case.school, by=case.senco, reason="We move.")


def agreed(case, asked):
    return services.agree(row=asked, by=case.head)


def made(case, asked) -> SchoolExport:
    running.run(agreed(case, asked).job_id)
    return SchoolExport.objects.get(pk=asked.pk)


def left() -> list[str]:
    try:
        folders = default_storage.listdir("exports")[0]
    except FileNotFoundError:
        return []
    return [name for each in folders for name in default_storage.listdir(f"exports/{each}")[1]]


def test_the_file_is_the_school_and_nothing_else_is_left(case, asked, monkeypatch):
    monkeypatch.setattr(building, "CHUNK", 2)
    before = set(left())
    row = made(case, asked)
    with row.file.open() as file:
        data = file.read()
    assert row.state == "ready" and row.size == len(data)
    assert row.sha256 == hashlib.sha256(data).hexdigest()
    assert (row.papers, row.missing) == (3, 0)
    assert row.until_on == moment.today() + timedelta(days=7)
    assert len(set(left()) - before) == 1
    # The worker's file is the one that is written in one go, but for the log of what it did itself.
    whole, worked = members(exported(case.school)), members(data)
    assert {n for n in whole if whole[n] != worked.get(n)} == {"log/events.jsonl", "manifest.json"}
    assert set(whole) == set(worked)


def test_nobody_decides_alone(case, asked):
    with pytest.raises(IllegalMove, match="cannot be the second"):
        services.agree(row=asked, by=case.senco)
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolExport.objects.filter(pk=asked.pk).update(state="making")
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolExport.objects.filter(pk=asked.pk).update(second_by=case.senco)
    assert SchoolExport.objects.get().state == "asked"


def test_head_and_senco_in_one_wait_for_another(case, asked):
    Membership.objects.create(
        user=case.senco, school=case.school, role="head", from_on=moment.today()
    )
    assert not services.may_decide(case.senco, asked)
    assert services.may_decide(case.head, asked)


def test_one_at_a_time(case, asked):
    with pytest.raises(IllegalMove, match="under way"):
        services.ask(school=case.school, by=case.senco, reason="Again.")
    services.stop(row=asked, by=case.senco)
    services.ask(school=case.school, by=case.senco, reason="Again.")


def test_the_head_is_told_what_to_decide(case, asked):
    due = Deadline.objects.open().get(kind="school-export-second")
    assert (due.owner_role, due.object_id, due.pupil_id) == ("head", asked.pk, None)
    services.refuse(row=asked, by=case.head, words="Not now.")
    assert not Deadline.objects.open().exists()


def test_stopped_leaves_no_file(case, asked):
    before = set(left())
    row = agreed(case, asked)
    services.stop(row=row, by=case.head)
    running.run(row.job_id)
    assert SchoolExport.objects.get().state == "stopped"
    assert set(left()) == before


def test_stopped_while_a_piece_is_made_leaves_no_file(case, asked, monkeypatch):
    before, row, data = set(left()), agreed(case, asked), building.PARTS["data"]

    def stopped_meanwhile(*args):
        facts = data(*args)
        services.stop(row=row, by=case.head)
        return facts

    monkeypatch.setitem(building.PARTS, "data", stopped_meanwhile)
    running.run(row.job_id)
    assert SchoolExport.objects.get().state == "stopped"
    assert set(left()) == before


def test_who_may_not_any_more_gets_nothing(case, asked):
    row = agreed(case, asked)
    Membership.objects.filter(user=case.senco).update(until_on=moment.today() - timedelta(days=1))
    running.run(row.job_id)
    row.refresh_from_db()
    assert row.state == "failed" and not row.file
    assert "may not" in row.job.rows.get().error


def test_a_part_that_fails_makes_no_half_export(case, asked, monkeypatch):
    before = set(left())
    monkeypatch.setitem(building.PARTS, "papers", lambda *args: 1 / 0)
    row = made(case, asked)
    assert row.state == "failed" and set(left()) == before


def test_a_file_the_disk_lost_is_named_and_stops_nothing(case, asked):
    lost = case.pupil.documents.order_by("pk").first()
    lost.file.storage.delete(lost.file.name)
    row = made(case, asked)
    assert (row.state, row.papers, row.missing) == ("ready", 2, 1)
    with row.file.open() as file:
        assert (
            str(lost.uid).encode() in members(io.BytesIO(file.read()).getvalue())["manifest.json"]
        )


def test_after_seven_days_it_goes_and_may_go_twice(case, asked):
    row = made(case, asked)
    name = row.file.name
    tasks.tidy()
    assert default_storage.exists(name)
    with moment.at(moment.now() + timedelta(days=8)):
        tasks.tidy()
        tasks.tidy()
    row.refresh_from_db()
    assert row.state == "removed" and not row.file and not default_storage.exists(name)
    assert Event.objects.filter(verb="school_export.removed").count() == 1


def test_each_step_is_in_the_log(case, asked):
    made(case, asked)
    told = Event.objects.filter(verb__startswith="school_export.").order_by("pk")
    assert [event.verb.partition(".")[2] for event in told] == ["asked", "agreed", "built"]


def test_an_old_piece_of_what_is_being_put_together_is_nobody_s_to_sweep(case, asked):
    """A school with many papers takes longer than a lease."""
    row = agreed(case, asked)
    names = [f"exports/{case.school.pk}/{uid.hex}-0.zip" for uid in (row.uid, uuid4())]
    for name in names:
        default_storage.save(name, ContentFile(b"PK a piece"))
    old = (moment.now() - jobs.LEASE).timestamp() - 60
    for name in names:
        os.utime(default_storage.path(name), (old, old))
    assert sweeping.sweep_one(case.school.pk) == 1
    assert [default_storage.exists(name) for name in names] == [True, False]
