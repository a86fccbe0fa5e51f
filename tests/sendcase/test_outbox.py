"""Mail goes out once, over real SMTP, and what is unsure waits for a person."""

import smtplib
import socket
from datetime import timedelta

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from audit.models import Event
from sendcase import edits, moment
from sendcase.outbox import delivery, services, tasks
from sendcase.outbox.models import Message
from tests.factories.people import UserFactory
from tests.faults.mailserver import MailServer

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def server(settings):
    with MailServer() as running:
        settings.EMAIL_BACKEND = "sendcase.outbox.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 5
        yield running


def mail(key="k1", **fields):
    fields = {
        "to": f"{key}@example.org",
        "subject": "Three things to do",
        "text": "Hello.",
    } | fields
    return services.add(key=key, **fields)


def state_of(message):
    message.refresh_from_db()
    return message.state


def test_one_key_is_one_mail():
    assert mail().pk == mail(text="other").pk
    assert Message.objects.get().text == "Hello."


def test_many_are_written_in_one_statement_and_a_known_key_once(django_assert_num_queries):
    mail("k3", text="first")
    many = [
        services.Mail(key=f"k{n}", to=f"k{n}@example.org", subject="Three\nthings", text="Hello.")
        for n in range(50)
    ]

    with django_assert_num_queries(2):  # what is there already; the rest
        assert services.add_many(many) == 49
    assert services.add_many(many) == 0

    assert Message.objects.count() == 50
    assert Message.objects.get(key="k3").text == "first"
    assert Message.objects.get(key="k4").subject == "Three things"


@pytest.mark.django_db(transaction=True)
def test_many_mails_ask_for_one_sweep_and_none_where_nothing_is_new(monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.sweep, "delay", lambda: asked.append("sweep"))
    many = [services.Mail(key=f"k{n}", to="a@example.org", subject="S", text="T") for n in range(3)]

    for _ in range(2):
        with transaction.atomic():
            services.add_many(many)

    assert asked == ["sweep"]


def test_a_sweep_sends_everything_once_over_one_connection(server):
    for number in range(20):
        mail(f"k{number}")

    delivery.sweep()
    delivery.sweep()

    assert sorted(server.recipients) == sorted(f"k{n}@example.org" for n in range(20))
    assert server.connections == 1
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}
    assert "Auto-Submitted: auto-generated" in server.texts[0]


def test_only_one_of_two_claims_gets_it(server):
    message = mail()
    assert services.claim(message.pk)
    assert not services.claim(message.pk)
    tasks.send(message.pk)
    assert server.recipients == []


def test_a_claim_that_ran_out_waits_again_and_its_old_worker_sends_nothing(server):
    message = mail()
    services.claim(message.pk)
    old = Message.objects.get()
    with moment.at(moment.now() + services.CLAIM_LEASE + timedelta(seconds=1)):
        services.end_leases()
        assert state_of(message) == State.WAITING
        assert services.claim(message.pk)
        assert not services.begin(old)
        delivery.deliver(message.pk)
    assert server.recipients == ["k1@example.org"]
    assert state_of(message) == State.SENT


def test_a_sending_that_ran_out_is_uncertain_and_never_sent_again_by_machine(server):
    message = mail()
    services.claim(message.pk)
    services.begin(Message.objects.get())
    with moment.at(moment.now() + services.SENDING_LEASE + timedelta(seconds=1)):
        delivery.sweep()
        delivery.sweep()
    assert state_of(message) == State.UNCERTAIN
    assert server.recipients == []


@pytest.mark.parametrize(
    ("at", "answer", "state"),
    [
        ("RCPT", "550 no such person", State.FAILED),
        ("RCPT", "450 mailbox busy", State.WAITING),
        ("DATA", "554 looks like spam", State.FAILED),
        ("DATA", "452 no room", State.WAITING),
        ("MAIL", "553 not allowed", State.FAILED),
        ("MAIL", "421 closing", State.WAITING),
    ],
)
def test_a_refusal_is_for_good_or_for_later(server, at, answer, state):
    message = mail()
    server.answers[at] = answer
    delivery.sweep()
    assert state_of(message) == state
    assert message.error
    server.answers.clear()
    with moment.at(moment.now() + timedelta(minutes=2)):
        delivery.sweep()
    assert len(server.recipients) == (state == State.WAITING)


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_closes_with_its_answer_gets_a_new_connection(server, at):
    """421 in whatever step: it has hung up. The next mail is offered to it, not to a dead line."""
    first, second = mail("k1"), mail("k2")
    server.answers[at] = "421 too many mails"
    delivery.sweep()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.error == second.error == "The mail server asked us to try later (answer 421)."
    assert server.connections == 2


def test_one_refused_mail_does_not_stop_the_others(server):
    server.refused.add("k1@example.org")
    for number in range(3):
        mail(f"k{number}")
    delivery.sweep()
    assert server.recipients == ["k0@example.org", "k2@example.org"]


def test_a_connection_lost_after_the_words_is_uncertain(server):
    message = mail()
    server.hang_up_after_data = True
    delivery.sweep()
    assert state_of(message) == State.UNCERTAIN


def test_a_connection_lost_before_the_words_is_tried_again(server):
    message, other = mail(), mail("k2")
    server.hang_up_at_mail = 1
    delivery.sweep()
    assert state_of(message) == State.WAITING
    assert state_of(other) == State.SENT, "the next one got a new connection"


def test_no_mail_server_means_later_with_growing_pauses(settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "sendcase.outbox.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed.getsockname()[1]
        message, pauses, now = mail(), [], moment.now()
        while state_of(message) == State.WAITING:
            now = message.next_try_at + timedelta(seconds=1)
            with moment.at(now):
                delivery.sweep()
            if state_of(message) == State.WAITING:
                pauses.append(round((message.next_try_at - now).total_seconds() / 60))
    assert pauses == list(services.BACK_OFF_MINUTES)
    assert state_of(message) == State.FAILED


def test_a_subject_can_carry_no_second_header(server):
    mail(subject="Hello\r\nBcc: thief@example.org\n there")
    delivery.sweep()
    assert server.recipients == ["k1@example.org"]
    assert "Subject: Hello Bcc: thief@example.org there" in server.texts[0]


@pytest.mark.parametrize("to", ["a@example.org\nBcc: thief@example.org", "", "not an address"])
def test_an_address_that_is_none_fails_and_says_so(server, to):
    message = mail(to=to)
    delivery.sweep()
    assert state_of(message) == State.FAILED
    assert server.recipients == []


def test_the_words_of_an_account_mail_are_gone_once_sent(server):
    secret, plain = mail("k1", html="<p>link</p>", blank_after=True), mail("k2")
    delivery.sweep()
    assert (state_of(secret), secret.text, secret.html) == (State.SENT, "", "")
    plain.refresh_from_db()
    assert plain.text == "Hello."


def test_a_person_sends_it_again_or_says_it_arrived(server):
    person = UserFactory()
    unsure, failed = mail("k1"), mail("k2")
    Message.objects.filter(pk=unsure.pk).update(state=State.UNCERTAIN)
    Message.objects.filter(pk=failed.pk).update(state=State.FAILED, attempts=9)

    services.resolve(unsure, arrived=True, by=person)
    services.resolve(failed, arrived=False, by=person)
    delivery.sweep()

    assert server.recipients == ["k2@example.org"]
    assert {state_of(unsure), state_of(failed)} == {State.SENT}
    verbs = Event.objects.order_by("id").values_list("verb", "actor_id")
    assert list(verbs) == [("mail.confirmed", person.pk), ("mail.sent_again", person.pk)]
    with pytest.raises(edits.IllegalMove):
        services.resolve(unsure, arrived=False, by=person)


def test_what_failed_cannot_be_said_to_have_arrived():
    message = mail()
    Message.objects.update(state=State.FAILED)
    with pytest.raises(edits.IllegalMove):
        services.resolve(message, arrived=True, by=UserFactory())


@pytest.mark.parametrize(
    "error", [OperationalError("no broker"), ConnectionRefusedError(), OSError]
)
def test_a_broker_that_is_down_stops_nobody(
    monkeypatch, django_capture_on_commit_callbacks, error, server
):
    def down(*args, **kwargs):
        raise error

    monkeypatch.setattr(tasks.send, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        message = mail()
    delivery.sweep()
    assert state_of(message) == State.SENT


def test_many_mails_of_one_change_are_one_nudge(monkeypatch, django_capture_on_commit_callbacks):
    nudges = []
    monkeypatch.setattr(tasks.sweep, "delay", lambda: nudges.append("sweep"))
    monkeypatch.setattr(tasks.send, "delay", nudges.append)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for number in range(5):
            mail(f"k{number}")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        last = mail("last")
    assert nudges == ["sweep", last.pk]


def test_a_decision_taken_meanwhile_is_not_overwritten(monkeypatch, server):
    """A worker that comes back after its lease finds that a person has decided."""
    message = mail()

    def slow(self, mails):
        Message.objects.update(state=State.UNCERTAIN)
        services.resolve(message, arrived=True, by=UserFactory())
        raise smtplib.SMTPServerDisconnected("late")

    monkeypatch.setattr("sendcase.outbox.smtp.Backend.send_messages", slow)
    delivery.sweep()
    assert state_of(message) == State.SENT
