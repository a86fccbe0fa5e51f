"""Two complaints: one just talked about, a teacher is asked; one formal, closed after mediation."""

from datetime import timedelta

from demo.chapters.meetings import near
from pupils.complaints import services
from pupils.models import Pupil
from sendcase import moment

ASKED, MADE, CLOSED = 2, 45, 12  # school days ago
STEPS = (
    (40, "stage", "The head met both parents and wrote to them the next day.",
     "They would like somebody from outside to hear them."),
    (30, "authority", "We asked the authority’s SEN officer who offers mediation here.", ""),
    (20, "mediation", "A meeting with a mediator. Both parents, the SENCO and the head were there.",
     "Agreed: a short call each Friday until the holidays, and six more sessions."),
)  # fmt: skip
TALKED = (
    "The reading group was moved to Thursday and nobody told us at home. We would like to hear of "
    "changes before they happen."
)
FORMAL = (
    "Three sessions in the autumn did not take place. We asked twice and heard nothing. We would "
    "like them made up, and one person whom we can ring."
)
OUTCOME = (
    "The sessions were made up. The SENCO rings each Friday. The parents said on the phone that "
    "they are content with that."
)


def tell(plot) -> list[dict]:
    [first, *_] = near(plot)
    here = [child.number for child in plot.children if child.group == first and child.code]
    parts = zip(here[1:3], ("formal", "informal"), strict=False)
    return [{"child": number, "part": part} for number, part in parts]


def write(teller, args) -> None:
    child = teller.plot.child(args["child"])
    number = teller.number(child)
    pupil = Pupil.objects.filter(
        school=teller.school, admission_number=number, left_on=None
    ).first()
    if pupil is None:
        return
    contact = pupil.contacts.order_by("priority", "pk").first()
    made_by = contact.name if contact else pupil.name
    given = {"pupil": pupil, "contact": contact, "made_by": made_by, "by": teller.senco}
    {"formal": settle, "informal": wait}[args["part"]](teller, child, given)


def settle(teller, child, given) -> None:
    with day(teller, MADE):
        row = services.record(way="formal", about=FORMAL, made_on=moment.today(), **given)
    for ago, kind, words, outcome in STEPS:
        with day(teller, ago):
            services.add_step(
                complaint=row, kind=kind, on=moment.today(), words=words, outcome=outcome,
                by=teller.senco,
            )  # fmt: skip
    with day(teller, CLOSED):
        services.close(
            complaint=row, closed_on=moment.today(), outcome=OUTCOME, by=teller.staff["head"]
        )


def wait(teller, child, given) -> None:
    """Whoever holds the class is asked; in the first days of a year, the SENCO herself."""
    ago = min(ASKED, len(teller.plot.days))
    same = teller.plot.group_of(child, teller.plot.day(ago)) == child.group
    with day(teller, ago):
        row = services.record(way="informal", about=TALKED, made_on=moment.today(), **given)
        services.ask(
            complaint=row, asked_of=teller.teacher(child, ago) if same else teller.senco,
            due_on=moment.today() + timedelta(days=7), by=teller.senco,
            words="When was it moved, and how did families hear of it?",
        )  # fmt: skip


def day(teller, ago):
    return teller.on(min(ago, len(teller.plot.days)), 14)
