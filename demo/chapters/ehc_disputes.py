"""Families who disagree with an EHC plan: one settled after mediation, one that goes to appeal."""

from demo.calendar import first_year
from ehcp.requests import others
from pupils.models import Pupil
from sendcase import moment

LETTER, STEP, ENDED = 30, 16, 4  # school days ago
SPLIT = "The draft named a speech therapist each week. The final plan does not."
OUTCOME = "The authority put the therapist’s weekly visit back into section F."
PLACEMENT = "The family asks for the school where the older brother is."


def tell(plot) -> list[dict]:
    """The youngest with a plan: the oldest have other chapters' stories."""
    earliest = first_year(plot.day(min(60, len(plot.days))))
    here = [child.number for child in plot.children if child.code == "E"
            and child.joined < earliest]  # fmt: skip
    return [{"child": number, "step": step} for number, step in zip(here[:2], STEPS, strict=False)]


def write(teller, args) -> None:
    number = teller.number(teller.plot.child(args["child"]))
    here = Pupil.objects.filter(school=teller.school, admission_number=number, left_on=None)
    if pupil := here.first():
        STEPS[args["step"]](teller, pupil)


def settled(teller, pupil) -> None:
    row = begun(teller, pupil, "content", SPLIT)
    with on(teller, STEP):
        days = dict.fromkeys(("adviser_on", "mediation_asked_on"), moment.today())
        row = others.change_dispute(row=row, by=teller.senco, **days)
    with on(teller, ENDED):
        days = dict.fromkeys(("mediation_on", "ended_on"), moment.today())
        others.change_dispute(row=row, by=teller.senco, outcome=OUTCOME, **days)


def appealed(teller, pupil) -> None:
    row = begun(teller, pupil, "placement", PLACEMENT)
    with on(teller, STEP):
        others.change_dispute(row=row, by=teller.senco, appeal_on=moment.today())


def begun(teller, pupil, about: str, words: str):
    with on(teller, LETTER):
        return others.dispute(
            pupil=pupil, by=teller.senco, about=about, letter_on=moment.today(), words=words
        )


def on(teller, ago: int):
    return teller.on(min(ago, len(teller.plot.days)), 14)


STEPS = {"settled": settled, "appealed": appealed}
