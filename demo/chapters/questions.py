"""Short questions to those who teach a child: one round still open, one closed and read."""

from demo.chapters.term import due
from referrals.questions import services
from referrals.questions.forms import YES_OR_NO
from referrals.questions.models import TEXT, YES_NO, Round

OPEN, CLOSED = "concern waits", "parent asked"  # the children's parts in demo.plot
SAID = (
    "Joins in when the first step is shown.",
    "Asks for help now, where it was silence before.",
    "Writes more with the words on the table.",
)


def tell(plot) -> list[dict]:
    return [{"role": role} for role in (CLOSED, OPEN) if role in plot.roles]


def write(teller, args) -> None:
    child = teller.plot.roles[args["role"]]
    {OPEN: wait, CLOSED: close}[args["role"]](teller, child)


def wait(teller, child) -> None:
    """Asked beside a concern that waits; one has answered."""
    pupil = teller.pupil(child)
    with teller.on(1, 11):
        row = services.ask(
            pupil=pupil, by=teller.senco, chosen=people(teller, child), due_on=due(teller, 5),
            referral=pupil.referrals.order_by("pk").last(),
        )  # fmt: skip
    with teller.on(1, 14):
        answer(row.asked.first())


def close(teller, child) -> None:
    """Everybody answered but one, who does not teach the child."""
    pupil = teller.pupil(child)
    with teller.on(6, 11):
        row = services.ask(
            pupil=pupil, by=teller.senco, chosen=people(teller, child),
            due_on=teller.plot.day(2),
        )  # fmt: skip
    first, *others = row.asked.all()
    with teller.on(5, 14):
        answer(first)
        for asked in others:
            services.answer(
                asked=asked, by=asked.user, answers=[], not_taught=True,
                note="Only at lunch: ask the class teacher.",
            )  # fmt: skip
    with teller.on(4, 15):
        services.close(round=row, by=teller.senco)


def people(teller, child) -> list[int]:
    """Who holds the class, and a member of the support staff."""
    return [teller.teacher(child).pk, teller.staff["support"].pk]


def answer(asked) -> None:
    services.answer(
        asked=asked, by=asked.user, answers=said(asked.round), not_taught=False, note=""
    )


def said(row: Round) -> list[str]:
    """An answer to each question, of its kind."""
    return [
        SAID[place % len(SAID)]
        if question["kind"] == TEXT
        else (YES_OR_NO if question["kind"] == YES_NO else question["words"])[0]
        for place, question in enumerate(row.content)
    ]
