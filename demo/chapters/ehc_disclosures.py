"""What of EHC plans was given to somebody outside: sent to a clinic on the family's agreement, to a
social worker with the head's, refused, ready to go, and one that waits for the head.
"""

from ehcp.disclosure import services
from ehcp.disclosure.models import Disclosure
from ehcp.plans.models import EhcPlan, EhcPlanVersion
from pupils.consents import services as consents
from sendcase import moment

CLINIC = {
    "recipient": "Ms T. Grant", "organisation": "Westshire Children’s Therapy",
    "reason": "She plans the help at the clinic with the outcomes of the plan.",
}  # fmt: skip
HUB = {
    "recipient": "Mr J. Ellis", "organisation": "Westshire Family Hub",
    "reason": "The hub asks which mornings are hard, so that its club can begin earlier.",
}  # fmt: skip
CARE = {
    "recipient": "Ms N. Adeyemi", "organisation": "Westshire Children’s Services",
    "ground": "acts", "reason": "She writes the assessment of a child in need.",
}  # fmt: skip
CLUB = {
    "recipient": "Mr L. Frost", "organisation": "Westshire Swimming Club",
    "ground": "interests", "reason": "The club asks how to explain the rules of the pool.",
}  # fmt: skip
COURT = {
    "recipient": "Westshire Family Court", "ground": "court",
    "reason": "An order of this week asks for the plan as it stands.",
}  # fmt: skip
NOT_THIS = "The one-page profile says what a club needs. Please ask the family to bring it."


def tell(plot) -> list[dict]:
    return [{"step": step} for step in STEPS]


def write(teller, args) -> None:
    """Each about one of the plans that are written in and kept."""
    place = list(STEPS).index(args["step"])
    kept = EhcPlanVersion.objects.filter(plan__school=teller.school).values("plan")
    rows = EhcPlan.objects.in_force().filter(pk__in=kept)
    plans = list(rows.select_related("pupil").order_by("pk"))
    if not plans:
        return
    facts, way = STEPS[args["step"]]
    if not Disclosure.objects.filter(school=teller.school, recipient=facts["recipient"]).exists():
        way(teller, plans[place % len(plans)], facts)


def on(teller, ago, hour):
    return teller.on(min(ago, len(teller.plot.days)), hour)


def sent_as_agreed(teller, plan, facts) -> None:
    row = ask_as_agreed(teller, plan, 14, facts)
    if row is not None:
        send(teller, row, 13)


def sent_on_a_ground(teller, plan, facts) -> None:
    row = ask(teller, plan, 11, facts)
    with on(teller, 10, 12):
        row = services.agree(row=row, by=teller.staff["head"])
    send(teller, row, 9)


def refused(teller, plan, facts) -> None:
    row = ask(teller, plan, 8, facts)
    with on(teller, 7, 12):
        services.refuse(row=row, by=teller.staff["head"], words=NOT_THIS)


def ready(teller, plan, facts) -> None:
    ask_as_agreed(teller, plan, 2, facts)


def waits(teller, plan, facts) -> None:
    ask(teller, plan, 1, facts)


def ask(teller, plan, ago, facts):
    with on(teller, ago, 11):
        newest = plan.versions.order_by("-number").first()
        return services.ask(plan=plan, by=teller.senco, plan_version=newest, **facts)


def ask_as_agreed(teller, plan, ago, facts):
    """None where nobody on file can agree."""
    pupil = plan.pupil
    parent = pupil.contacts.filter(parental_responsibility=True).first()
    with on(teller, ago, 9):
        alone = consents.answers_alone(pupil, moment.today())
        if not alone and parent is None:
            return None
        consent = consents.record(
            pupil=pupil, kind="sharing", scope=f"{facts['organisation']} may read the plan.",
            answer="yes", given_by=pupil.name if alone else parent.name, by_young_person=alone,
            contact=None if alone else parent, given_on=moment.today(),
            evidence="Signed slip, in the paper file.", by=teller.senco,
        )  # fmt: skip
    return ask(teller, plan, ago, facts | {"ground": "consent", "consent": consent})


def send(teller, row, ago) -> None:
    with on(teller, ago, 14):
        services.send(row=row, by=teller.senco, sent_on=moment.today(), sent_how="Secure e-mail")


STEPS = {
    "sent as agreed": (CLINIC, sent_as_agreed), "sent on a ground": (CARE, sent_on_a_ground),
    "refused": (CLUB, refused), "ready": (HUB, ready), "waits": (COURT, waits),
}  # fmt: skip
