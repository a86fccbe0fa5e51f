"""What three families said when they were asked: one holds, one ends soon, one took it back."""

from datetime import timedelta

from demo.chapters.meetings import near
from pupils.consents import services
from pupils.models import Pupil
from sendcase import moment

ASKED, TAKEN_BACK = 30, 5  # school days ago
SAID = (
    {"kind": "agency", "scope": "The speech and language team may see the child and the plan."},
    {"kind": "sharing", "scope": "The family hub may read the plan.", "ends": True},
    {"kind": "photo", "scope": "A photo on the child’s page, for staff.", "taken_back": True},
)


def tell(plot) -> list[dict]:
    [first, *_] = near(plot)
    here = [child.number for child in plot.children if child.group == first and child.code]
    return [{"child": number, "place": place} for place, number in enumerate(here[: len(SAID)])]


def write(teller, args) -> None:
    child, days = teller.plot.child(args["child"]), len(teller.plot.days)
    said = dict(SAID[args["place"]])
    number = teller.number(child)
    pupil = Pupil.objects.filter(
        school=teller.school, admission_number=number, left_on=None
    ).first()
    parent = pupil and pupil.contacts.filter(parental_responsibility=True).first()
    if parent is None:
        return
    until_on = moment.today() + timedelta(days=20) if said.pop("ends", False) else None
    taken_back = said.pop("taken_back", False)
    with teller.on(min(ASKED, days), 14):
        alone = services.answers_alone(pupil, moment.today())
        name = pupil.name if alone else parent.name
        row = services.record(
            pupil=pupil, answer="yes", given_by=name, contact=None if alone else parent,
            by_young_person=alone, until_on=until_on,
            given_on=moment.today(), evidence="Signed slip, in the paper file.", by=teller.senco,
            **said,
        )  # fmt: skip
    if taken_back:
        with teller.on(min(TAKEN_BACK, days), 9):
            services.withdraw(
                consent=row, on=moment.today(), withdrawn_by=name,
                how="By phone to the office.", by=teller.senco,
            )  # fmt: skip
