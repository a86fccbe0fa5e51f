"""What families say of their plans: beside a target with our answer, and two who wait for one."""

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


def tell(plot) -> list[dict]:
    return [{"nth": nth} for nth in range(len(SAID))]


def write(teller, args) -> None:
    """Of the plans in use the last ones: the first have other chapters' stories."""
    said, found = SAID[args["nth"]], in_use(teller)[::-1]
    if not found:
        return
    child, plan = found[args["nth"] % len(found)]
    target = plan.targets.filter(removed_at=None).order_by("position").first()
    about = f"iep.target:{target.pk}" if target and "whole" not in said else ""
    contact = plan.pupil.contacts.filter(ended_on=None).order_by("priority").first()
    name = contact.name if contact else plan.pupil.name
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
