"""The bank: the starter set came with the school; what its teachers write stands beside it.

The school's own targets are there before the first plan, so that two years of plans count.
"""

from demo.words import STORIES
from iep.bank import services
from iep.bank.models import Strategy
from schools.policy import services as policy

OWN = ("target", "criteria", "resources", "strategies")
CHAPTER = {"chapter": "bank"}
OUTCOMES = {
    "outcome_not_started": "Not yet begun", "outcome_some": "Beginning",
    "outcome_partly": "Nearly there", "outcome_met": "Achieved", "outcome_exceeded": "Beyond",
}  # fmt: skip
PHRASES = (("Give instructions in steps", "First this, then that"),)


def past(plot) -> list[tuple[int, dict]]:
    """(ago, row): on the first day that the demo looks back to."""
    steps = ["own", "words"] if plot.demo.preset == "tutor_led" else ["own"]
    return [(len(plot.days), {"step": step} | CHAPTER) for step in steps]


def tell(plot) -> list[dict]:
    return [{"step": "phrase"}, {"step": "propose"}]


def write(teller, args) -> None:
    steps = {"own": own, "words": own_words, "phrase": phrase, "propose": propose}
    steps[args["step"]](teller)


def own(teller) -> None:
    with teller.on(len(teller.plot.days)):
        for story in STORIES:
            area = teller.areas.get(story.area, teller.areas["cl"])
            for row in story.targets:
                texts = {name: row[name] for name in OWN}
                services.add_target(school=teller.school, by=teller.senco, area=area, **texts)


def own_words(teller) -> None:
    """This school calls the five points of an outcome by words of its own."""
    with teller.on(len(teller.plot.days), 9):
        policy.change(
            school=teller.school, by=teller.staff["head"], version=teller.school.policy.version,
            write=policy.rules(**OUTCOMES),
        )  # fmt: skip


def phrase(teller) -> None:
    with teller.on(5):
        for words, also in PHRASES:
            row = Strategy.objects.get(school=teller.school, words=words, state="kept")
            services.add_phrase(strategy=row, words=also, by=teller.senco)


def propose(teller) -> None:
    """Two wait for the SENCO: a target and a strategy."""
    teacher = teller.staff["teacher"]
    with teller.on(2):
        services.add_target(
            school=teller.school, by=teacher, area=teller.areas["cl"],
            target="{name} plans a piece of writing with three pictures before starting.",
            criteria="In {how many} of 5 pieces of writing before {date}.",
            resources="Strip with three boxes, five minutes × 2 times a week.",
            strategies="Use a writing frame",
        )  # fmt: skip
        services.add_strategy(
            school=teller.school, by=teacher, area=teller.areas["cl"],
            words="Let them answer on a small whiteboard",
            need_words="need a small whiteboard to answer on", weight=1,
        )  # fmt: skip
