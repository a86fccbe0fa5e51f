"""What families say of their plans: beside a target with our answer, and two who wait for one. At a
school of full size others disagreed in this term, and have their answer.
"""

from demo.chapters.in_use import in_use
from letters.voice import services
from sendcase import moment

SAID = (
    {"kind": "comment", "ago": 6, "how": "meeting", "answered": 4,
     "words": "She reads the cards to her little sister now. Could she bring home a second set?",
     "answer": "Yes. Mrs Lamb puts a second set into the book bag on Monday."},
    {"kind": "disagreement", "ago": 5, "how": "phone", "answered": 0,
     "words": "Ten words in a week are too many. He cries over them at home."},
    {"kind": "disagreement", "ago": 3, "how": "email", "answered": 0, "whole": True,
     "words": "We were not asked about the time of the group. He misses PE for it."},
)  # fmt: skip
SETTLED = (
    ("Three sheets of homework in a week are too much for us.",
     "One sheet, on Tuesday. The others are done here."),
    ("The plan says that reading is hard. At home it is not.",
     "Thank you. We put that into the plan, and ask what helps at home."),
    ("A meeting at three is in our working hours.", "We meet at half past eight from now on."),
    ("We did not want the word “refuses”.", "It says now what happens before, and what helps."),
    ("The headphones stay in a drawer.", "They hang beside the desk. The teacher looks each week."),
    ("Two targets are enough.", "The third one waits until the review."),
    ("Why was the spelling group ended?", "It did what it was for. We look again in six weeks."),
    ("Nobody told us of the new assistant.", "We are sorry. She rings you this week."),
)  # fmt: skip
FULL_SIZE, SAID_AGO = 40, 6  # children with support; school days: plans were in use by then


def tell(plot) -> list[dict]:
    settled = range(len(SETTLED) if len(plot.lives) >= FULL_SIZE else 1)
    return [*({"settled": nth} for nth in settled), *({"nth": nth} for nth in range(len(SAID)))]


def write(teller, args) -> None:
    """Of the plans in use the last ones: the first have other chapters' stories."""
    found = in_use(teller)[::-1]
    if "settled" in args and found:
        nth = args["settled"]
        settle(teller, found[(len(SAID) + nth) % len(found)][1], nth)
    elif found:
        say(teller, args["nth"], found)


def settle(teller, plan, nth) -> None:
    (words, answer), (contact, name) = SETTLED[nth], family_of(plan)
    with teller.on(SAID_AGO, 15):
        word = services.record(
            pupil=plan.pupil, kind="disagreement", words=words, how="phone", said_by=name,
            contact=contact, said_on=moment.today(), by=teller.senco,
            about=f"iep.supportplan:{plan.pk}",
        )  # fmt: skip
    with teller.on(2 + nth % 3, 8):
        services.answer(word=word, answer=answer, by=teller.senco)


def family_of(plan):
    contact = plan.pupil.contacts.filter(ended_on=None).order_by("priority").first()
    return contact, contact.name if contact else plan.pupil.name


def say(teller, nth, found) -> None:
    said = SAID[nth]
    child, plan = found[nth % len(found)]
    target = plan.targets.filter(removed_at=None).order_by("position").first()
    about = f"iep.target:{target.pk}" if target and "whole" not in said else ""
    contact, name = family_of(plan)
    asked = teller.teacher(child, said["answered"]) if said["answered"] else None
    with teller.on(said["ago"], 15):
        word = services.record(
            pupil=plan.pupil, kind=said["kind"], words=said["words"], how=said["how"],
            said_by=name, contact=contact, said_on=moment.today(), by=teller.senco,
            about=about or f"iep.supportplan:{plan.pk}",
            asked_of=asked,
        )  # fmt: skip
    if asked:
        with teller.on(said["answered"], 8):
            services.answer(word=word, answer=said["answer"], by=asked)
