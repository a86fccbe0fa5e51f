"""One review meeting of an EHC plan that was held last week: who came, progress, changes."""

from demo.chapters import ehc_plans
from ehcp.plans.models import EhcPlan
from ehcp.reviews import deadlines
from ehcp.reviews.meeting import services
from ehcp.reviews.models import AnnualReview, Invitation
from sendcase import moment

PLACE = 1  # of the plans that are written in
INVITED_AGO, HELD_AGO = 16, 5  # more than two weeks lie between
PEOPLE = (
    ("parent", "", ""), ("school", "The class teacher", ""),
    ("authority", "Ms D. Marsh", ehc_plans.AUTHORITY),
    ("health", "Dr P. Okonjo", "Westshire Community Health"), ("social_care", "", ""),
)  # fmt: skip
CAME = {"parent": "yes", "school": "yes", "authority": "online", "health": "sorry",
        "social_care": "no"}  # fmt: skip
WORDS = {
    "pupil_views": "I like the new seat by the door. I want to stay for football on Thursdays.",
    "family_views": "Mornings are calmer. We worry about the bus when the driver changes.",
    "needs_now": "Following steps is easier. Changes of the day are as hard as before.",
    "asks": "amend",
    "asks_words": "The outcome of the first year is met, and section F should say more clearly "
    "how often the calm place is used.",
}  # fmt: skip
PROGRESS = (
    ("met", "Three steps in nine of ten tries, counted in each half term.",
     "Follows four steps said once."),
    ("partly", "Says it on three days of four; comes back within ten minutes.", ""),
)  # fmt: skip
CHANGES = (
    ("E", "E1: Follows four steps said once, in class.", "The first aim is met."),
    ("F", "A calm place with an adult who knows the signs: 15 minutes, twice a day.",
     "“Regular” does not say how much."),
)  # fmt: skip


def tell(plot) -> list[dict]:
    written = ehc_plans.tell(plot)[: ehc_plans.WRITTEN]
    return [{"child": each["child"]} for each in written[PLACE : PLACE + 1]]


def write(teller, args) -> None:
    pupil = teller.pupil(teller.plot.child(args["child"]))
    plan = EhcPlan.objects.filter(pupil=pupil).in_force().first()
    if plan is None or plan.reviews.filter(state__in=AnnualReview.OPEN).exists():
        return
    days = len(teller.plot.days)
    with teller.on(min(INVITED_AGO, days), 14):
        row = invited(teller, plan)
    with teller.on(min(HELD_AGO, days), 15):
        hold(row, teller.senco)


def invited(teller, plan) -> AnnualReview:
    """Everybody is invited and the papers went out, that same day."""
    today = moment.today()
    row = AnnualReview.objects.create(
        school=plan.school, pupil=plan.pupil, plan=plan, state=AnnualReview.State.CIRCULATED,
        meeting_on=teller.plot.day(min(HELD_AGO, len(teller.plot.days))), place="The library",
        chair=teller.senco.name, invited_on=today, circulated_on=today, recorded_by=teller.senco,
    )  # fmt: skip
    contact = plan.pupil.contacts.first()
    for role, name, organisation in PEOPLE:
        is_parent = role == "parent" and contact is not None
        Invitation.objects.create(
            review=row, role=role, name=contact.name if is_parent else name, invited_on=today,
            organisation=organisation, contact=contact if is_parent else None,
        )  # fmt: skip
    deadlines.keep(row)
    return row


def hold(row, by) -> None:
    people = {each.role: each.pk for each in row.invitations.all()}
    came = {people[role]: code for role, code in CAME.items()}
    services.save_attendance(row=row, by=by, came=came)
    services.save_words(row=row, by=by, **WORDS)
    for outcome, (reached, words, later) in zip(row.plan.ehcoutcomes.all(), PROGRESS, strict=True):
        services.save_progress(row=row, by=by, outcome=outcome, reached=reached, words=words,
                               next_words=later)  # fmt: skip
    for letter, words, why in CHANGES:
        services.save_change(row=row, by=by, letter=letter, words=words, why=why)
    services.hold(row=row, by=by, held_on=moment.today())
