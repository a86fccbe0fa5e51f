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
               "Sit near the front\nNew words said aloud first", "Ms J. Pell, Monday to Thursday"),
        target("To read 30 common words at sight", "Reads 27 of 30 in any order",
               "Word fan, two minutes at the start of a lesson",
               "Word mat\nSame ten words for a week", "Class teacher"),
        target("To check what was read by asking: does that make sense?",
               "Puts right 3 of 4 own mistakes on one page", "Reading ruler with the question",
               "Break instructions down\nPartner reading twice a week", "Class teacher"),
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
               "lessons running", "Now-next-then cards", "Give instructions in steps",
               "All adults in class"),
        target("To ask when something is not clear", "Asks at least once in each of four lessons",
               "Help card on the table", "Thinking time\nPraise the asking",
               "Class teacher"),
        target("To use five new topic words in a sentence", "Uses each in talk and in writing",
               "Word web made before the topic starts", "Pre-teach vocabulary",
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
               "Greet them at the door\nFirst task ready", "Class teacher"),
        target("To say how it feels before it is too much", "Uses the scale once a day without "
               "being asked", "Feelings scale, 1 to 5", "Ask how they feel on a scale",
               "Ms J. Pell, mornings"),
        target("To use the quiet corner and come back", "Comes back within ten minutes, every time",
               "Quiet corner with a clock", "Safe space\nTalk about it later",
               "All adults in class"),
    ),
    "Tell us on the morning if the evening was hard. Nothing else is needed.",
)  # fmt: skip
CHANGE = Story(
    "ci", "ASD", "Changes of plan are very hard",
    "When the day goes otherwise than expected {name} stops work and may leave the room. Last week "
    "it happened at a fire drill, with a supply teacher and when the hall was taken. In lessons "
    "that follow a known pattern {name} works longer than most.",
    "A timetable on the table since the start of term. Warning of changes the day before.",
    ("previous", "writing: no step since the summer, two the year before", "class records"),
    "{name} knows more about tides and trains than anybody here, and likes to explain.",
    (
        target("To start the next task when the timetable is changed", "Starts within ten minutes, "
               "4 changes of 5", "Timetable with a “change” card",
               "Warn of changes\nSay what stays the same", "All adults in class"),
        target("To ask for a break with a card", "Uses the card 3 times a week without a reminder",
               "Break card, timer", "Show the card, say nothing", "Support staff, daily"),
        target("To work with one partner for ten minutes", "Twice a week, three weeks running",
               "Roles written on a strip", "Chunk instructions", "Class teacher"),
    ),
    "Tell {name} the evening before what will be different tomorrow. One sentence is enough.",
)  # fmt: skip
STEPS = Story(
    "cl", "MLD", "New learning needs more time and more goes",
    "{name} keeps up while something is practised and has lost it a week later. In number work "
    "{name} counts all again where others count on. Of last half-term’s ten facts two stayed.",
    "Pre-teaching, 15 minutes before each unit. Practical number work three times a week.",
    ("gap_wider", "maths age 14 months below, was 9 a year ago", "number test, September"),
    "{name} does not give up, helps to tidy without being asked and sings in tune.",
    (
        target("To count on from the larger number", "8 of 10, on three days", "Number line, coins",
               "Use objects in number work", "Class teacher"),
        target("To recall ten facts a week later", "7 of 10 after seven days", "Ring of ten cards",
               "Practise little and often", "Support staff, Monday to Thursday"),
        target("To say what the task is before starting", "In 4 lessons of 5", "Task strip: first, "
               "then, done", "Give instructions in steps\nCheck understanding",
               "All adults in class"),
    ),
    "Count things together: stairs, forks, buses. Start from five, not from one.",
)  # fmt: skip
SENSES = Story(
    "sp", "HI", "Hearing, seeing or moving takes extra effort",
    "{name} misses what is said when others talk, and is tired by the afternoon. In the hall "
    "{name} follows what the others do. With the microphone on, answers come as quickly as "
    "those of others.",
    "Seat near the front since September. Advice from the specialist teacher followed daily.",
    ("peers", "listening test: 12 of 20, class mean 17", "class check, October"),
    "{name} reads faces better than most and says so kindly.",
    (
        target("To say when something was not heard or seen", "Says so 4 times of 5",
               "Signal agreed with the class", "Face them when you speak\nOne speaker at a time",
               "All adults in class"),
        target("To look after the equipment every morning", "Ready by ten past nine, 9 days of 10",
               "Checklist with pictures", "Five quiet minutes", "Support staff, daily"),
        target("To plan a rest before the afternoon", "Takes it 4 days of 5", "Quiet place, timer",
               "Plan rest breaks\nHardest work in the morning", "Class teacher"),
    ),
    "Turn the sound off when you talk together, and sit in the light.",
)  # fmt: skip
STORIES = (READING, SPEECH, FEELINGS, CHANGE, STEPS, SENSES)
BY_NEED = {story.need: story for story in STORIES} | {"SLD": STEPS, "PMLD": STEPS, "NSA": STEPS}


def story_of(need: str, number: int) -> Story:
    """What fits the type of need; without one, any."""
    return BY_NEED.get(need, SENSES) if need else STORIES[number % 3]


PUPIL_SAID = (
    "I like it best when somebody shows me first.", "It is easier when it is quiet.",
    "I want to do it by myself.", "I don’t like being pulled out of art.",
    "I did it and nobody helped!", "Sometimes I know it but I can’t say it.",
)  # fmt: skip
PARENT_SAID = (
    "We see the same at home and are glad that {name} gets help.",
    "{name} was upset in the holidays; we would like to hear how the first weeks go.",
    "We are happy with these targets. Reading at home is still a battle.",
    "Please tell us which words, so that we can say them the same way.",
)  # fmt: skip
REPLIES = (
    "Thank you. We would like to talk about reading at home.", "Thank you, we agree.", "",
    "Can we come on a Thursday? I work the other days.", "We are pleased with how it goes.",
)  # fmt: skip
