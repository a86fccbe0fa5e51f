"""Meetings with families: held with what was agreed, planned, invited, one where nobody came."""

from datetime import datetime, time, timedelta
from itertools import cycle

from demo.chapters.meetings import near
from provision.family_meetings import services
from provision.family_meetings.services.inviting import may_be_invited
from pupils.models import Pupil
from sendcase import moment

LAST_TERM = 65  # school days ago
# (part, school days ago or ahead). One child each; where there are few, a child has several.
PARTS = (
    ("held", 9), ("invited", 4), ("another day", 5), ("held before", LAST_TERM), ("planned", 6),
    ("missed", 3), ("held", 14), ("called off", 7), ("held before", LAST_TERM + 2),
)  # fmt: skip
SAID = (
    {"came": "Both parents", "parents_words": "She reads the cereal packet aloud at breakfast. "
     "Homework on Mondays is hard: she is tired after swimming.",
     "pupil_words": "I like the word cards with animals.",
     "notes": "We looked at the plan together. Two of the targets are nearly there."},
    {"came": "Mum, and an aunt who interpreted", "parents_words": "He talks about school now. He "
     "still worries when a day is different.",
     "pupil_words": "Tell me before things change.",
     "notes": "The picture timetable works. We agreed to use the same pictures at home."},
)  # fmt: skip
AGREED = ("Homework comes home on Tuesdays", "A set of picture cards for home")
AT_HOME = "Ten minutes of reading each evening"


def tell(plot) -> list[dict]:
    here = [
        child.number
        for group in near(plot)
        for child in plot.children
        if child.group == group and child.code
    ]
    return [
        {"child": number, "part": part, "days": days, "place": place}
        for place, ((part, days), number) in enumerate(zip(PARTS, cycle(here), strict=False))
    ]


def write(teller, args) -> None:
    child = teller.plot.child(args["child"])
    pupil = Pupil.objects.filter(
        school=teller.school, admission_number=teller.number(child), left_on=None
    ).first()
    if pupil is None:
        return
    part, days, place = args["part"], args["days"], args["place"]
    if part in ("held", "held before"):
        held(teller, child, pupil, min(days, len(teller.plot.days) - 1), place)
    elif part == "missed":
        missed(teller, child, pupil, min(days, len(teller.plot.days) - 1), place)
    else:
        ahead(teller, child, pupil, part, days, place)


def booking(teller, child, day, place, ago) -> dict:
    """Twenty minutes each: nobody meets two families at one time."""
    start = datetime.combine(day, time(15, 20)) + timedelta(minutes=20 * (place % 6))
    return {
        "planned_on": day, "starts_at": start.time(), "place": teller.group(child.group).name,
        "led_by": teller.teacher(child, ago),
    }  # fmt: skip


def held(teller, child, pupil, ago, place) -> None:
    """What was agreed long ago is done; of the last ones the family's part is still open."""
    teacher = teller.teacher(child, ago)
    with teller.on(min(ago + 8, len(teller.plot.days)), 12):
        day = teller.plot.day(ago)
        row = services.plan(pupil=pupil, by=teacher, **booking(teller, child, day, place, ago))
    with teller.on(ago, 16):
        today = moment.today()
        mine = {"pk": None, "what": AGREED[place % 2], "who": teacher.name, "owner": teacher,
                "due_on": today + timedelta(days=7)}  # fmt: skip
        theirs = {"pk": None, "what": AT_HOME, "who": "The family", "owner": None,
                  "due_on": today + timedelta(days=35) if ago < LAST_TERM else None}  # fmt: skip
        row = services.record(
            meeting=row, version=row.version, by=teacher, held_on=today, next_on=None,
            actions=[mine, theirs], **SAID[place % 2],
        )  # fmt: skip
    with teller.on(max(ago - 4, 1), 12):
        first = row.actions.order_by("pk").first()
        services.done(action=first, version=first.version, done_on=moment.today(),
                      done_words="In the book bag since today.", by=teacher)  # fmt: skip


def missed(teller, child, pupil, ago, place) -> None:
    teacher = teller.teacher(child, ago)
    with teller.on(min(ago + 8, len(teller.plot.days)), 12):
        day = teller.plot.day(ago)
        row = services.plan(pupil=pupil, by=teacher, **booking(teller, child, day, place, ago))
    with teller.on(ago, 17):
        services.end(
            meeting=row, version=row.version, step="not held", by=teacher,
            why_not="Nobody came. The office rings tomorrow and asks for another day.",
        )  # fmt: skip


def ahead(teller, child, pupil, part, days, place) -> None:
    plot = teller.plot
    day = plot.ahead[min(days + 1, len(plot.ahead) - 1)]
    with teller.on(2, 11):
        row = services.plan(
            pupil=pupil, by=teller.holder(child.group), **booking(teller, child, day, place, 1)
        )
    if part == "called off":
        with teller.on(1, 9):
            services.end(meeting=row, version=row.version, step="cancel", by=teller.staff["office"],
                         why_not="The hall is needed for the concert.")  # fmt: skip
    elif part != "planned":
        invite(teller, row, part)


def invite(teller, row, part) -> None:
    """By phone, whoever may be asked; where nobody may, it stays planned."""
    chosen = may_be_invited(row.pupil)
    contacts = [home.contact.pk for home in chosen.households]
    if not contacts and not chosen.young_person:
        return
    is_other = part == "another day"
    with teller.on(1, 14):
        services.told(
            meeting=row, version=row.version, by=teller.staff["office"], how="By phone",
            on=moment.today(), contacts=contacts, young_person=chosen.young_person,
            answer="another_day" if is_other else "coming",
            answer_words="I work late on that day. Any day after four would do."
            if is_other else "",
        )  # fmt: skip
