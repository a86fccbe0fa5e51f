"""Outside agencies: a directory of four, and a request in every state it can be in. One rests on a
ground of safety that the head looked at; of one the advice is used in a plan, and in class.
"""

from contextlib import contextmanager
from datetime import timedelta

from agencies.models import Agency, AgencyRequest
from agencies.services import advising, asking, deciding, directory, ending, going, informing
from iep.models import Target
from iep.querysets import LIVE
from pupils.consents import services as consents
from pupils.models import Pupil
from sendcase import moment

DIRECTORY = (
    {"name": "Westshire Speech and Language Therapy", "kind": "speech", "usual_wait": 8,
     "people": "Ms I. Vane, therapist for primary schools", "email": "speech@westshire.example"},
    {"name": "Westshire Educational Psychology Service", "kind": "psychology", "usual_wait": 14,
     "people": "Dr P. Rai", "phone": "01632 960312"},
    {"name": "Sensory and Specialist Teaching Team", "kind": "teaching", "usual_wait": 6,
     "people": "Mr O. Lindqvist, hearing and vision"},
    {"name": "Young Minds Clinic", "kind": "camhs", "usual_wait": 18, "note": "By their own form."},
)  # fmt: skip
QUESTIONS = (
    "Long words are hard to say and to remember. Which steps help in class?",
    "We have tried two rounds of help with reading. What stands in the way?",
    "Copying from the board is tiring. What should we change in the room?",
    "Mornings are hard, and some days the door is too. How can we make them easier?",
)
SHARED = "The last two plans, and what staff see in class."
ADVICE = (
    "Teach three new words before each topic, with a picture for each.",
    "Give ten seconds to answer before anybody helps.",
    "Twenty minutes of work in a small group, three times a week.",
)


def tell(plot) -> list[dict]:
    here = [child.number for child in plot.children if child.code]
    parts = list(PARTS)
    if not here:
        return []
    return [{"child": here[place % len(here)], "part": part, "place": place + place // len(here)}
            for place, part in enumerate(parts)]  # fmt: skip


def write(teller, args) -> None:
    number = teller.number(teller.plot.child(args["child"]))
    rows = Pupil.objects.filter(school=teller.school, admission_number=number, left_on=None)
    pupil = rows.select_related("school").first()
    agency = known(teller, args["place"] % len(DIRECTORY))
    taken = AgencyRequest.objects.filter(pupil=pupil, agency=agency).open()
    if pupil is not None and not taken.exists():
        PARTS[args["part"]](teller, pupil, agency, QUESTIONS[args["place"] % len(QUESTIONS)])


def known(teller, place) -> Agency:
    facts = DIRECTORY[place]
    rows = Agency.objects.filter(school=teller.school, name=facts["name"])
    with on(teller, 90):
        return rows.first() or directory.add(school=teller.school, by=teller.senco, **facts)


@contextmanager
def on(teller, ago, hour=11):
    with teller.on(min(ago, len(teller.plot.days)), hour):
        yield moment.today()


def begin(teller, pupil, agency, question, ago):
    with on(teller, ago):
        return asking.begin(pupil=pupil, agency=agency, question=question, what_shared=SHARED,
                            by=teller.senco)  # fmt: skip


def answer(teller, pupil, agency, said="yes"):
    """Of a parent, or of a young person over school age."""
    parent = pupil.contacts.filter(parental_responsibility=True).first()
    alone = parent is None or consents.answers_alone(pupil, moment.today())
    return consents.record(
        pupil=pupil, kind="agency", scope=f"{agency.name} may see the child and the plans.",
        answer=said, given_by=pupil.name if alone else parent.name, by=teller.senco,
        contact=None if alone else parent, by_young_person=alone, given_on=moment.today(),
        evidence="Signed slip, in the paper file.",
    )  # fmt: skip


def agreed(teller, pupil, agency, question, ago):
    """Begun, and four school days later agreed."""
    row = begin(teller, pupil, agency, question, ago + 4)
    with on(teller, ago, 12):
        consent = answer(teller, pupil, agency)
        return asking.rest_on(row=row, consent=consent, by=teller.senco)


def asked(teller, pupil, agency, question, ago, weeks=6):
    row = agreed(teller, pupil, agency, question, ago + 2)
    with on(teller, ago, 13) as day:
        return asking.ask(row=row, asked_on=day, asked_how="Their form, by secure e-mail",
                          expected_by=day + timedelta(weeks=weeks), by=teller.senco)  # fmt: skip


def advised(teller, pupil, agency, question, ago, came):
    row = asked(teller, pupil, agency, question, ago)
    with on(teller, came, 14) as day:
        return advising.receive(
            row=row, received_on=day, from_whom=agency.people.partition(",")[0] or agency.name,
            summary="Short steps, a picture for each, and time to answer.", points=list(ADVICE),
            by=teller.senco,
        )  # fmt: skip


def decided(teller, advice, pupil, ago):
    """The first is used in a plan and given to the class."""
    plan_row = Target.objects.filter(plan__pupil=pupil, plan__state__in=LIVE, removed_at=None)
    first, second, third = advice.recommendations.all()
    no_room = "The group of this term is full; we look again in the next."
    easier = "A number is easier to keep for everybody in the room."
    how = {"by": teller.senco}
    with on(teller, ago, 9):
        deciding.decide(row=first, kind="target", decision="adopted", gives=True,
                        target=plan_row.order_by("position").first(), **how)  # fmt: skip
        deciding.decide(row=second, kind="strategy", decision="adapted", gives=True, reason=easier,
                        our_words="Count to ten silently before helping.", **how)  # fmt: skip
        deciding.decide(row=third, kind="provision", decision="declined", reason=no_room, **how)


def waits(teller, pupil, agency, question):
    row = begin(teller, pupil, agency, question, 3)
    with on(teller, 2) as day:
        asking.ask_family(row=row, until_on=day + timedelta(days=365), by=teller.senco)


def may_be_asked(teller, pupil, agency, question):
    agreed(teller, pupil, agency, question, 2)


def late(teller, pupil, agency, question):
    row = asked(teller, pupil, agency, question, 40, weeks=4)
    with on(teller, 4, 15) as day:
        going.chase(row=row, on=day, how="phone", expected_by=row.expected_by, by=teller.senco,
                    words="The therapist is ill; they ring on Thursday.")  # fmt: skip


def at_work(teller, pupil, agency, question):
    row = asked(teller, pupil, agency, question, 20, weeks=14)
    with on(teller, 6, 10) as day:
        going.begin_work(row=row, on=day, by=teller.senco)


def to_decide(teller, pupil, agency, question):
    advised(teller, pupil, agency, question, 35, 3)


def over(teller, pupil, agency, question):
    advice = advised(teller, pupil, agency, question, 55, 25)
    decided(teller, advice, pupil, 20)
    with on(teller, 18) as day:
        informing.told(advice=advice, on=day, by=teller.senco,
                       how="At the meeting with the class teacher.")  # fmt: skip
        ending.close(row=AgencyRequest.objects.get(pk=advice.request_id), by=teller.senco)


def said_no(teller, pupil, agency, question):
    row = begin(teller, pupil, agency, question, 15)
    with on(teller, 8):
        no = answer(teller, pupil, agency, "no")
        asking.hear_no(row=row, consent=no, by=teller.senco)


def cannot_help(teller, pupil, agency, question):
    row = asked(teller, pupil, agency, question, 30)
    with on(teller, 12) as day:
        ending.decline(row=row, on=day, by=teller.senco,
                       words="Their list is closed until spring. We ask again then.")  # fmt: skip


def taken_back(teller, pupil, agency, question):
    row = asked(teller, pupil, agency, question, 22)
    with on(teller, 7) as day:
        consents.withdraw(consent=row.consent, on=day, withdrawn_by=row.consent.given_by,
                          how="By phone to the office.", by=teller.senco)  # fmt: skip


def for_safety(teller, pupil, agency, question):
    row = begin(teller, pupil, agency, question, 6)
    with on(teller, 6, 12) as day:
        why = "Decided with the safeguarding lead, noted there."
        row = asking.override(row=row, by=teller.senco, ground=why)
        row = asking.ask(row=row, asked_on=day, asked_how="By phone", by=teller.senco,
                         expected_by=day + timedelta(weeks=3))  # fmt: skip
    with on(teller, 5):
        asking.look(row=row, goes_on=True, words="I stand behind it.", by=teller.staff["head"])


PARTS = {
    "waits": waits, "ready": may_be_asked, "late": late, "working": at_work,
    "decide": to_decide, "over": over, "no": said_no, "declined": cannot_help,
    "withdrawn": taken_back, "safety": for_safety,
}  # fmt: skip
