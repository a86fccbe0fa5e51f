"""Needs assessments: one with the authority, one refused with its reasons and mediation, and an
authority that waits to hear whether the school can meet a child's needs.
"""

from demo.calendar import first_year
from ehcp.requests import others, services
from pupils.models import Pupil
from sendcase import moment

AUTHORITY = "Westshire County Council"
ASKED = {
    "asked_by": "school", "local_authority": AUTHORITY, "officer_name": "Ms D. Farrow",
    "why": "Two plans with daily help, and a year of advice from outside, have not brought enough "
    "progress in reading and in following a lesson.",
}  # fmt: skip
SAID_NO = (
    "The panel could not see yet what the school’s own help had brought. Please show the scores "
    "before and after the reading programme, and what the speech therapist’s advice changed."
)


def tell(plot) -> list[dict]:
    earliest = first_year(plot.day(min(60, len(plot.days))))
    here = [
        life.child.number
        for life in plot.lives
        if life.child.code == "K" and life.child.joined < earliest and life.ended is None
    ]
    # At a small school few have a life of their own: then children with a part of this term.
    here += [
        child.number
        for child in plot.children
        if child.code == "K" and child.joined < earliest and child.number not in here
    ]
    return [{"child": number, "step": step} for number, step in zip(here, STEPS, strict=False)]


def write(teller, args) -> None:
    child = teller.plot.child(args["child"])
    here = Pupil.objects.filter(school=teller.school, admission_number=teller.number(child))
    pupil = here.filter(left_on=None).first()
    if pupil is not None:
        STEPS[args["step"]](teller, pupil)


def on(teller, ago):
    return teller.on(min(ago, len(teller.plot.days)), 14)


def with_authority(teller, pupil):
    """Sent a month ago and received; it asked for the school's advice."""
    row = asked(teller, pupil, 22)
    with on(teller, 18):
        row = services.receive(row=row, by=teller.senco, received_on=moment.today())
    with on(teller, 9):
        row = services.assess(row=row, by=teller.senco, decided_on=moment.today())
        services.ask_advice(row=row, by=teller.senco, advice_asked_on=moment.today())


def refused(teller, pupil):
    """The reasons are kept for the next plan; the family asked for mediation."""
    row = asked(teller, pupil, 45)
    with on(teller, 20):
        letter_on = moment.today()
        row = services.refuse(row=row, by=teller.senco, decided_on=letter_on, feedback=SAID_NO)
    with on(teller, 10):
        others.dispute(
            pupil=pupil, by=teller.senco, request=row, about="assess", letter_on=letter_on,
            adviser_on=moment.today(), mediation_asked_on=moment.today(),
            words="The family would like to show what they see at home.",
        )  # fmt: skip


def consulted(teller, pupil):
    with on(teller, 3):
        others.consulted(
            pupil=pupil, by=teller.senco, local_authority=AUTHORITY, received_on=moment.today()
        )


def asked(teller, pupil, ago):
    with on(teller, ago + 5):
        row = services.start(pupil=pupil, by=teller.senco, **ASKED)
        row = services.consult(
            row=row, by=teller.senco, consulted_on=moment.today(), family_agrees="yes",
            family_said="We have hoped for this since last year.",
            pupil_said="I want to read what my friends read.",
        )  # fmt: skip
    with on(teller, ago):
        return services.send(row=row, by=teller.senco, sent_on=moment.today())


STEPS = {"with_authority": with_authority, "refused": refused, "consulted": consulted}
