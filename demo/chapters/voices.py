"""What a few children say, twice, and their one-page profiles."""

from demo.calendar import first_year
from demo.chapters.meetings import near
from pupils.models import Pupil
from pupils.profile import questions, services
from sendcase import moment

FEW = 5  # children of the first teacher's class
FIRST, PROFILE, AGAIN = 70, 40, 8  # school days ago
PROFILES = (
    {
        "liked": "I make people laugh.\nI never give up on a puzzle.",
        "matters": "My grandad's allotment. Football with my brother.\nKnowing what comes next.",
        "help": "Show me, then let me try.\nOne thing at a time.\nTell me before things change.",
        "next_step": "Read a whole chapter book by myself.",
    },
    {
        "liked": "I am kind to the little ones.\nI remember everything about sea animals.",
        "matters": "My cat. Drawing. A seat where I can see the door.",
        "help": "Let me put on my ear defenders.\nDon't ask me to read aloud.\nAsk if I began.",
        "next_step": "Tell the class about octopuses.",
    },
)
SAID = (
    {"feel_reading": "worried", "feel_noise": "very-sad", "feel_friends": "happy",
     "like": ["friends", "playtime"], "helps": ["adult", "quiet-place"], "hard": ["reading"],
     "hard_words": "The words jump.", "change": ["noise"]},
    {"feel_reading": "between", "feel_maths": "happy", "feel_friends": "very-happy",
     "like": ["friends", "sport"], "helps": ["computer", "help"],
     "helps_words": "The cards on my table.", "hard": ["writing"],
     "change_words": "I want to choose my own book."},
)  # fmt: skip


def tell(plot) -> list[dict]:
    [first, *_] = near(plot)
    here = [child.number for child in plot.children if child.group == first and child.code]
    return [{"child": number, "place": place} for place, number in enumerate(here[:FEW])]


def write(teller, args) -> None:
    child, days = teller.plot.child(args["child"]), len(teller.plot.days)
    found = Pupil.objects.filter(
        school=teller.school, admission_number=teller.number(child), left_on=None
    )
    for pupil in found:
        for ago, answers in zip((FIRST, AGAIN), SAID, strict=True):
            with teller.on(min(ago, days), 11):
                if child.joined <= first_year(moment.today()):
                    say(teller, pupil, teller.teacher(child, min(ago, days)), answers)
        with teller.on(min(PROFILE, days), 14):
            services.save_profile(
                pupil=pupil, by=teller.teacher(child, min(PROFILE, days)), whose="with",
                written_by="", checked_on=moment.today(), shows_photo=False,
                **PROFILES[args["place"] % len(PROFILES)],
            )  # fmt: skip


def say(teller, pupil, by, answers) -> None:
    empty = {f"{step.key}_words": "" for step in questions.OPEN}
    said = {"way": questions.usual_way(pupil.year), **empty, **answers}
    services.record_view(
        pupil=pupil, by=by, on=moment.today(), told="symbol", helped_by=by.name,
        answers=questions.answers_of(said),
    )  # fmt: skip
