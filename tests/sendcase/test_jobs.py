"""Long work: each row once, whatever is doubled, killed or broken."""

from datetime import timedelta

import pytest
from django.db import InterfaceError, connection, transaction
from django.db import OperationalError as OperationalLoss
from kombu.exceptions import OperationalError

from sendcase import moment
from sendcase.jobs import lease, registry, running, services, tasks
from sendcase.jobs.models import Job, JobRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """What the job of these tests has done; `n` divides 6, 0 is our fault, -1 cannot be done."""
    did = []

    def fn(job, row):
        number = row.args["n"]
        if number == -1:
            raise registry.RowFailed("Row 2: the date is in the future.")
        did.append((row.position, 6 // number))
        return {"value": 6 // number}

    monkeypatch.setitem(registry.kinds, "divide", fn)
    return did


def job(*numbers, key="j1"):
    rows = [{"n": n} for n in numbers]
    return services.add(kind="divide", key=key, school_id=1, rows=rows)


def test_a_job_does_its_rows_in_order_and_can_be_counted(done):
    made = job(1, -1, 0, 2)
    assert services.progress(made).waiting == 4

    running.run(made.pk)

    made.refresh_from_db()
    progress = services.progress(made)
    assert made.state == Job.State.DONE
    assert (progress.done, progress.failed, progress.waiting, progress.total) == (2, 2, 0, 4)
    assert [row.error for row in made.rows.all()] == [
        "", "Row 2: the date is in the future.", running.OUR_FAULT, "",
    ]  # fmt: skip
    assert [row.result for row in made.rows.filter(state="done")] == [{"value": 6}, {"value": 3}]


def test_running_twice_does_nothing_twice(done):
    made = job(1, 2)
    tasks.run(made.pk)
    tasks.run(made.pk)
    tasks.sweep()
    assert done == [(1, 6), (2, 3)]


def test_one_key_is_one_job(done):
    assert job(1).pk == job(1, 2, 3).pk
    assert JobRow.objects.count() == 1


def test_an_unknown_kind_is_refused_at_once():
    with pytest.raises(LookupError):
        services.add(kind="nothing", key="k", school_id=1, rows=[])


def test_while_one_worker_holds_it_another_cannot(done):
    made = job(1)
    assert services.claim(made.pk)
    assert not running.run(made.pk)
    assert done == []


def test_a_dead_workers_job_is_finished_by_the_sweep(done):
    made = job(1, 2)
    dead = services.claim(made.pk)
    running.do(dead, dead.rows.first())
    assert running.sweep() == 0
    with moment.at(moment.now() + services.LEASE + timedelta(seconds=1)):
        assert running.sweep() == 1
        assert not services.still_ours(dead)
    assert done == [(1, 6), (2, 3)]


class Turns:
    """Stands for the Event of a long row: it is over after so many turns."""

    def __init__(self, number):
        self.left, self.taken = number, 0

    def wait(self, seconds) -> bool:
        assert 0 < seconds < services.LEASE.total_seconds()
        self.taken += 1
        return self.taken > self.left


def test_a_row_that_takes_long_keeps_its_job(done):
    held = services.claim(job(1).pk)
    with moment.at(moment.now() + services.LEASE * 0.9):
        lease.lengthen(held, Turns(1))
    with moment.at(moment.now() + services.LEASE * 1.5):
        assert services.claim(held.pk) is None


def test_a_job_that_is_somebody_elses_by_now_is_left_to_them(done):
    late = services.claim(job(1).pk)
    with moment.at(moment.now() + services.LEASE * 2):
        assert services.claim(late.pk).attempts == 2
        lease.lengthen(late, turns := Turns(5))
    assert turns.taken == 1


@pytest.mark.parametrize("error", [OperationalLoss, InterfaceError])
def test_a_turn_that_loses_the_database_is_not_the_last(done, monkeypatch, error):
    held, mended = services.claim(job(1).pk), []

    def lost(job):
        raise error

    monkeypatch.setattr(services, "still_ours", lost)
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: mended.append(1))
    lease.lengthen(held, turns := Turns(2))
    assert (turns.taken, len(mended)) == (3, 2)


def test_a_row_and_its_effect_are_one_transaction(done, monkeypatch):
    def effect_then_fail(job, row):
        Job.objects.create(kind="made", key=f"made-{row.pk}", school_id=1)
        raise registry.RowFailed("no")

    monkeypatch.setitem(registry.kinds, "divide", effect_then_fail)
    running.run(job(1).pk)
    assert not Job.objects.filter(kind="made").exists()


def test_a_late_worker_finds_the_row_done(done):
    made = services.claim(job(1).pk)
    row = made.rows.get()
    running.do(made, row)
    running.do(made, row)
    assert done == [(1, 6)]


def test_a_row_that_kills_its_worker_is_given_up_and_the_others_go_on(done):
    made = job(1, 2)
    made.rows.filter(position=1).update(attempts=running.MOST_ATTEMPTS)
    running.run(made.pk)
    assert done == [(2, 3)]
    assert made.rows.get(position=1).error == running.OUR_FAULT


def test_cancelling_stops_after_the_row_in_hand(done, monkeypatch):
    def cancel_meanwhile(its_job, row):
        done.append(row.position)
        services.cancel(its_job)

    monkeypatch.setitem(registry.kinds, "divide", cancel_meanwhile)
    made = job(1, 2, 3)
    running.run(made.pk)
    made.refresh_from_db()
    assert done == [1]
    assert made.state == Job.State.CANCELLED
    assert services.progress(made).waiting == 2
    assert not services.cancel(made)


def test_a_broker_that_is_down_stops_nobody(done, monkeypatch, django_capture_on_commit_callbacks):
    def down(*args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.run, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        job(1)
    running.sweep()
    assert done == [(1, 6)]


def test_two_kinds_cannot_share_a_name(done):
    with pytest.raises(ValueError, match="divide"):
        registry.job_kind("divide")(lambda job, row: None)
