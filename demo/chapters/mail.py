"""Mail that waits for a person: what could not be sent, perhaps was, or was held back."""

from sendcase.outbox.models import Message

WAITS = {
    "failed": "The mail server does not know this address.",
    "uncertain": "We were interrupted while it went out. It may have arrived.",
    "held": "It waited in a backup. The site before may have sent it.",
    "dropped": "Held back, and not wanted any more.",
}


def tell(plot) -> list[dict]:
    return [{"state": state} for state in WAITS]


def write(teller, args) -> None:
    state = args["state"]
    with teller.on(3):
        Message.objects.create(
            key=f"demo-{teller.school.slug}-{state}", school_id=teller.school.pk,
            to=teller.staff["teacher"].email, subject="An answer to a referral you sent",
            text="Please sign in to read it.", state=state, attempts=1, error=WAITS[state],
        )  # fmt: skip
