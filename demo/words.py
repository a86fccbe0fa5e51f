"""What the invented teachers wrote. {name} is the child's first name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One kind of difficulty as a teacher would tell it, and the plan that answers it."""

    area: str
    need: str
    need_words: str
    reasons: str
    interventions: str
    test: tuple[str, str, str]
    strengths: str
    targets: tuple[dict, ...]
    home: str


def target(target, criteria, resources, strategies, delivered_by) -> dict:
    return locals().copy()


READING = Story(
    "cl", "SPLD", "Reading and spelling are hard work",
    "{name} is not yet reading the words that others in the class read, because {name} loses the "
    "sounds while blending them. In guided reading on three days running {name} read 4 of 20 "
    "words and guessed the rest from the picture.",
    "Daily phonics catch-up, 15 minutes, for eight weeks. Reading to an adult three times a week "
    "since September.",
    ("gap_open", "standardised reading score 78, was 80 a year ago", "reading test, September"),
    "{name} remembers stories after hearing them once and explains them well.",
    (
        target("To blend three sounds into a word", "Reads 18 of 20 new three-sound words, two "
               "weeks running", "Sound cards, magnetic letters",
               "Seat near the board; new words said aloud first", "Ms J. Pell, Monday to Thursday"),
        target("To read 30 common words at sight", "Reads 27 of 30 in any order",
               "Word fan, two minutes at the start of a lesson",
               "Same ten words on the table for a week", "Class teacher"),
        target("To check what was read by asking: does that make sense?",
               "Puts right 3 of 4 own mistakes on one page", "Reading ruler with the question",
               "Partner reading twice a week", "Class teacher"),
    ),
    "Read together for ten minutes. When {name} gets stuck, say the sounds, not the word.",
)  # fmt: skip
SPEECH = Story(
    "ci", "SLCN", "Finding words and following long instructions",
    "{name} does the first part of an instruction and then watches what the others do. On Tuesday "
    "{name} was given three steps and did one; with pictures {name} did all three.",
    "Picture timetable all day since half-term. Talking group, 20 minutes, twice a week for six "
    "weeks.",
    ("peers", "understands 2-step instructions; most of the class 4", "class check, October"),
    "{name} is kind to younger children and notices when somebody is left out.",
    (
        target("To follow an instruction with three steps", "4 of 5 times in one lesson, three "
               "lessons running", "Now-next-then cards", "Say one step, wait, say the next",
               "All adults in class"),
        target("To ask when something is not clear", "Asks at least once in each of four lessons",
               "Help card on the table", "Praise the asking, not only the answer",
               "Class teacher"),
        target("To use five new topic words in a sentence", "Uses each in talk and in writing",
               "Word web made before the topic starts", "Words on the wall with pictures",
               "Ms J. Pell, Wednesdays"),
    ),
    "At tea, ask {name} for three things about the day. Wait ten seconds before helping.",
)  # fmt: skip
FEELINGS = Story(
    "semh", "SEMH", "Big feelings, above all after break",
    "After break {name} cannot settle for up to half an hour and leaves the room. It happened on "
    "nine of the last fifteen days, mostly after football. In the mornings {name} works well.",
    "Quiet start after break since September. A check-in with a trusted adult each morning, five "
    "minutes.",
    ("previous", "maths: two steps of progress last year, none since September", "class records"),
    "{name} is funny, quick at mental maths and proud of being trusted.",
    (
        target("To come in from break and start within five minutes", "4 days of 5, three weeks "
               "running", "Five-minute timer, own choice of first task",
               "Greeting at the door; first task ready", "Class teacher"),
        target("To say how it feels before it is too much", "Uses the scale once a day without "
               "being asked", "Feelings scale, 1 to 5", "Ask for a number, accept any answer",
               "Ms J. Pell, mornings"),
        target("To use the quiet corner and come back", "Comes back within ten minutes, every time",
               "Quiet corner with a clock", "No talk about it until {name} is ready",
               "All adults in class"),
    ),
    "Tell us on the morning if the evening was hard. Nothing else is needed.",
)  # fmt: skip
STORIES = (READING, SPEECH, FEELINGS)
