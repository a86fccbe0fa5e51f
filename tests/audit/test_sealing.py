"""Nobody changes, removes or slips in a row of the log without verify_audit saying so."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from audit import log, sealing, tasks
from audit.models import Chain, Event, EventDetail
from sendcase.frozen import triggers
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def write(school_id=1, verb="plan.shared", **detail):
    person = UserFactory()
    with transaction.atomic():
        return log.record(verb, target=person, by=person, school_id=school_id, detail=detail)


def tamper(sql, *params):
    """As somebody would who owns the schema: the triggers are taken away first."""
    triggers.lift()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
    triggers.renew()


def problems():
    return {found.school_id: found.problems for found in sealing.verify_all()}


def test_rows_go_in_unsealed_and_are_sealed_into_their_schools_own_chain():
    events = [write(1), write(2), write(1)]
    assert {event.sequence for event in events} == {None}

    tasks.seal()

    for event in events:
        event.refresh_from_db()
    assert [event.sequence for event in events] == [1, 1, 2]
    assert len({event.seal for event in events}) == 3
    assert problems() == {1: [], 2: []}


def test_sealing_twice_changes_nothing():
    event = write()
    tasks.seal()
    event.refresh_from_db()
    tasks.seal()
    again = Event.objects.get()
    assert (again.sequence, again.seal) == (event.sequence, event.seal)


def test_a_chain_goes_on_from_its_end(monkeypatch):
    monkeypatch.setattr(sealing, "AT_A_TIME", 2)
    for _ in range(5):
        write()
    assert sealing.seal_all() == 5
    write()
    assert sealing.seal_all() == 1
    assert list(Event.objects.order_by("id").values_list("sequence", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]
    assert problems() == {1: []}


@pytest.mark.parametrize(
    "change", [{"verb": "plan.read"}, {"actor_id": None}, {"seal": "0" * 64}, {"sequence": 9}]
)
def test_a_sealed_row_cannot_be_changed(change):
    event = write()
    sealing.seal_all()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**change)
    assert problems() == {1: []}


@pytest.mark.parametrize(
    "change",
    [{"verb": "plan.read"}, {"sequence": 1}, {"seal": "x"},
     {"sequence": 1, "seal": "x", "school_id": 2}],
)  # fmt: skip
def test_an_unsealed_row_can_only_be_sealed(change):
    event = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**change)


def test_a_row_cannot_be_deleted_sealed_or_not():
    event = write()
    for _ in range(2):
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.filter(pk=event.pk).delete()
        sealing.seal_all()


def test_the_text_beside_a_row_can_be_erased_and_never_rewritten():
    write(name=["Before", "After"])
    sealing.seal_all()
    with pytest.raises(IntegrityError), transaction.atomic():
        EventDetail.objects.update(text={"name": ["x", "y"]})
    EventDetail.objects.all().delete()
    assert problems() == {1: []}


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE audit_event SET verb = 'plan.read' WHERE sequence = 2", "at place 2"),
        ("UPDATE audit_event SET at = '2020-01-01' WHERE sequence = 2", "at place 2"),
        ("DELETE FROM audit_event WHERE sequence = 2", "place 2 is missing"),
        ("DELETE FROM audit_event WHERE sequence = 3", "newest were removed"),
        ("DELETE FROM audit_event", "newest were removed"),
        ("UPDATE audit_event SET sequence = 4 WHERE sequence = 3", "place 3 is missing"),
    ],
)
def test_tampering_is_found_and_placed(sql, words):
    for _ in range(3):
        write(1)
    write(2)
    sealing.seal_all()
    tamper(sql + (" AND" if "WHERE" in sql else " WHERE") + " school_id = 1")
    found = problems()
    assert words in found[1][0]
    assert found[2] == []


def test_a_row_slipped_in_is_found():
    write()
    sealing.seal_all()
    event = write()
    chain = Chain.objects.get()
    Event.objects.filter(pk=event.pk).update(sequence=2, seal="f" * 64)
    Chain.objects.filter(pk=chain.pk).update(sequence=2, seal="f" * 64)
    assert "does not match its seal" in problems()[1][0]


def test_a_changed_text_is_found():
    event = write(name=["Before", "After"])
    sealing.seal_all()
    tamper("UPDATE audit_eventdetail SET text = %s", '{"name": ["Before", "Other"]}')
    assert problems()[1] == [f"the text beside row {event.pk} was changed"]


def test_another_key_breaks_every_chain(settings):
    write()
    sealing.seal_all()
    settings.AUDIT_KEY = "another key of thirty-two characters"
    assert problems()[1]


def test_the_command_says_which_school_and_row_and_ends_with_1():
    event = write(7)
    write(8)
    sealing.seal_all()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "School 7: 1 rows whole" in out.getvalue()

    tamper("UPDATE audit_event SET verb = 'x' WHERE school_id = 7")
    said = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("verify_audit", stdout=StringIO(), stderr=said)
    assert ended.value.returncode == 1
    assert f"School 7: row {event.pk} at place 1" in said.getvalue()
    assert "School 8" not in said.getvalue()


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite: tests/faults, on a file")
@pytest.mark.django_db(transaction=True)
def test_two_sealing_at_once_make_one_whole_chain():
    for _ in range(30):
        write()
    wrong = []

    def seal():
        try:
            sealing.seal_all()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=seal) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert wrong == []
    places = Event.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(places) == list(range(1, 31))
    assert problems() == {1: []}
