"""Handing claimed mail to the mail server, many over one connection."""

import logging
import smtplib
import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email

from sendcase.outbox import came_back, services
from sendcase.outbox.models import Message

log = logging.getLogger(__name__)
SWEEP_SECONDS = 50  # the next sweep comes after a minute
SWEEP_MOST = 2000
HUNG_UP = 421  # RFC 5321: it closes the connection with this answer, whatever was asked


class Line:
    """The connection to the mail server; opened once, again only after it broke."""

    def __init__(self):
        self.backend = get_connection()

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.close()

    def open(self):
        self.backend.open()

    def close(self):
        try:
            self.backend.close()
        except OSError:
            log.info("the mail server had hung up")


def deliver(message_id: int, line: Line | None = None) -> None:
    """Send one mail that `claim` has just given us."""
    if line is None:
        with Line() as own:
            deliver(message_id, own)
        return
    message = came_back.noted(Message.objects.all()).get(pk=message_id)
    if message.is_barred:
        services.finish(message, Message.State.FAILED, error=came_back.BARRED)
        return
    try:
        line.open()
        ready = prepared(message)
    except (OSError, smtplib.SMTPException) as error:  # no connection: nothing has gone out
        services.try_later(message, "The mail server cannot be reached.")
        log.warning("mail %s: no connection: %s", message_id, type(error).__name__)
        line.close()
    except ValueError:
        services.finish(message, Message.State.FAILED, error="The address cannot be used.")
    else:
        if services.begin(message):
            hand_over(message, ready, line)


def prepared(message: Message) -> EmailMultiAlternatives:
    """The mail as it goes out. Raises ValueError where an address or header is no good."""
    try:
        validate_email(message.to)
    except ValidationError as error:
        raise ValueError("not an e-mail address") from error
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        headers={
            # The same when sent again: a mail program shows the two as one.
            "Message-ID": f"<outbox-{message.pk}-{message.created_at:%Y%m%d%H%M%S}@sendcase>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.message()
    return mail


def hand_over(message: Message, mail, line: Line) -> None:
    try:
        line.backend.send_messages([mail])
    except ValueError:
        services.finish(message, Message.State.FAILED, error="The address cannot be used.")
    except smtplib.SMTPRecipientsRefused as error:
        [(code, answer)] = error.recipients.values()  # one: a mail goes to one address
        refused(message, code, line)
        came_back.refused_at_once(message, code, answer)
    except smtplib.SMTPResponseException as error:  # sender, size, content: it gave an answer
        refused(message, error.smtp_code, line)
    except (OSError, smtplib.SMTPException):
        broke(message, line)
    else:
        services.sent(message)


def refused(message: Message, code: int, line: Line) -> None:
    log.warning("mail %s refused with %s", message.pk, code)
    if 500 <= code < 600:
        why = f"The mail server refused it for good (answer {code}). Check the address."
        services.finish(message, Message.State.FAILED, error=why)
    else:
        services.try_later(message, f"The mail server asked us to try later (answer {code}).")
    if code == HUNG_UP:
        line.close()


def broke(message: Message, line: Line) -> None:
    """The connection ended in the middle. Only if the words had left is it uncertain."""
    if getattr(line.backend, "body_left", True):
        why = "The mail server stopped answering while it went out. It may have arrived."
        services.finish(message, Message.State.UNCERTAIN, error=why)
    else:
        services.try_later(message, "The mail server hung up.")
    log.warning("mail %s: the connection broke", message.pk)
    line.close()


def sweep() -> int:
    """Everything that is due, over one connection. Returns how many were tried."""
    services.end_leases()
    until, tried = time.monotonic() + SWEEP_SECONDS, 0
    with Line() as line:
        for message_id in services.due(SWEEP_MOST):
            if time.monotonic() > until:
                break
            if services.claim(message_id):
                deliver(message_id, line)
                tried += 1
    return tried
