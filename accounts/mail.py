"""Account mails: rows of the outbox whose text is blanked once sent, for they hold links."""

import uuid
from dataclasses import asdict

from sendcase.outbox import services as outbox


def send(*, to: str, subject: str, text: str, school_id: int = 0) -> None:
    outbox.add(**asdict(written(to=to, subject=subject, text=text, school_id=school_id)))


def written(*, to: str, subject: str, text: str, school_id: int = 0) -> outbox.Mail:
    """One mail, for outbox.add_many where there are many."""
    return outbox.Mail(
        key=f"account-{uuid.uuid4().hex}", to=to, subject=subject, text=text.strip() + "\n",
        school_id=school_id, blank_after=True,
    )  # fmt: skip
