"""For every rule: what must make it speak, and what must not, near misses among them.

A text stands for the first field its rule looks at; a dict for a row (a target that is sound but
for what is said here) or, for rules of a whole plan, for what differs from a sound plan.
"""

from datetime import date

EMPTY = {"resources": "", "strategies": "", "delivered_by": ""}

TEXTS = {
    "put-off": (
        ["Amina will read 20 words soon.", "Ongoing", "Will write his name in due course.",
         "Joins in a game, as and when", "Reads 20 words over time"],
        ["Starts as soon as the timer rings, 4 of 5 days.", "Comes in on time on 4 of 5 days.",
         "Reads 20 words by half-term.", "Lines up in time for lunch on 4 days.",
         "Says “soon” when asked when lunch is."],
    ),
    "vague-verb": (
        ["To improve reading.", "Amina will develop her confidence.", "Understand place value.",
         "Understand two-digit numbers.",
         "To be more confident in class.", "Amina will try harder.", "Better handwriting.",
         "To be able to cope with change."],
        ["Increase reading from 20 to 35 words.", "Read the first line aloud.",
         "Know the sounds of 12 letters.", "Understand 12 words of position.",
         "Ask for help with a card.",
         "Write her first name without a model.", "Choose a partner for the walk to assembly."],
    ),
    "loose-amount": (
        ["Regular TA support.", "Extra help as needed.", "Opportunities to read to an adult.",
         "Support in lessons.", "Movement breaks where possible.", "TA support"],
        ["Word cards, 10 minutes, 4 times a week.", "TA support, 15 minutes each morning.",
         "A support for the pencil.", "Movement break after every lesson, 3 minutes.",
         "Regular polygons to sort, 5 minutes, twice a week.", "Seat near the board."],
    ),
    "every-child": (
        ["Quality first teaching.", "Differentiated work.", "Daily maths lesson.",
         "Whole-class phonics.", "Clear learning objectives."],
        ["Praise the asking, not only the answer.", "The first task is ready on the desk.",
         "Five words from the class book, 5 minutes each day.", "Sits with the teacher in maths.",
         "A list of the lesson's steps on the table."],
    ),
    "wrong-pronoun": (
        ["He will read 20 words.", "Amina reads his book aloud.", "Sits by himself for 5 minutes.",
         "His words are on the table."],
        ["She will read 20 words.", "Her words are on the table.", "Tells her dad what he missed.",
         "Asks Mr Oak for his help card.", "Says “he is my friend” in 3 games.",
         "Uses 'he' and 'she' in 8 of 10 sentences.",
         "They wait for their turn.", "The shed behind the hall."],
    ),
    "both-pronouns": (
        ["He/she will read 20 words.", "Writes his/her name.", "Tells an adult how s/he feels.",
         "Uses him/her in 4 of 5 sentences."],
        ["She writes her name.", "Reads and/or spells 10 words.", "Amina writes Amina's name.",
         "Chooses yes/no cards."],
    ),
    "other-child": (
        ["Ben will read 20 words.", "Plays a game with May twice a week.", "Reads to Jayden.",
         "Will needs to write a line.", "Grace's words are on the table."],
        ["Amina will read 20 words.", "By the end of May, reads 20 words.", "Will read 20 words.",
         "Mrs Grace, Tuesday and Thursday", "Sits on a bench.", "May choose the first task.",
         "Mark each word that was right."],
    ),
    "unknown-child": (
        ["Oliver will read 20 words.", "Isla can count to 20.", "To sit: Harry should wait.",
         "Freya needs to write 3 lines."],
        ["Reads a chapter of Harry Potter aloud.", "Amina will read 20 words.",
         "Mr Thomas will hear 20 words.", "Sings Old George with the group.",
         "Tuesday will be the day of the check."],
    ),
    "adult-target": (
        ["Staff will remind Amina to sit.", "TA to read with Amina daily.",
         "Provide word cards.", "Amina to be given a quiet place.",
         "To receive 15 minutes of phonics.",
         "Ensure that Amina sits at the front.", "Help her to line up."],
        ["Ask the teacher for help.", "Amina will ask an adult for help 3 times.",
         "To help tidy the book corner 4 days a week.", "Give three reasons in a talk.",
         "Support an answer with two facts from the text.", "Show the class one picture a week.",
         "Receive the ball and pass it on, 5 of 8 times."],
    ),
    "jargon": (
        ["Develop phonological awareness.", "Uses her working memory.", "Reads 10 CVC words.",
         "Can self-regulate after break.", "Names the digraph in 8 of 10 words."],
        ["Words are read in pairs.", "Adds salt to the dough.", "Names the two letters (digraph).",
         "Hears the first sound of a word.",
         "Reads the digraph (two letters, one sound) in 8 words.",
         "The words “working memory” are on her poster."],
    ),
    "abbreviation": (
        ["Uses the BRP each day.", "Scores 5 in the YARC.", "Joins the SBT group twice a week."],
        ["A TA hears 20 words.", "PE, twice a week.", "Talks about the NHS for 1 minute.",
         "Sorts the Special Book Table (SBT)."],
    ),
    "shouting": (
        ["Amina MUST sit down.", "READ TWENTY WORDS", "Sits down!!", "Do NOT call out.",
         "IMPORTANT: 5 minutes."],
        ["Amina must sit down.", "Reads the sign STAR.", "Well done!", "A TA and the SENCO meet.",
         "Writes A, B and C."],
    ),
    "blame": (
        ["Amina refuses to write.", "Stop being lazy.", "When she has a tantrum, wait.",
         "Disruptive in assembly.", "Attention-seeking at carpet time.", "Chooses not to listen."],
        ["Reads three silly sentences.", "Leaves the table after 5 minutes.",
         "Practises difficult words.", "Chooses a book.", "Lists the days of the week.",
         "Reads the line “The troll refuses to move” aloud."],
    ),
    "blames-family": (
        ["Mum does not read with her.", "Lack of support at home.", "Parents never come in.",
         "A chaotic home."],
        ["Mum reads with her at bedtime.", "Dad says she counts at home.",
         "Home-school book, daily.",
         "No support was needed at home last term."],
    ),
    "comparison": (
        ["Reads as well as her peers.", "Reads more words than other children.",
         "Writes at the same level as the class.", "Is two years behind her peers.",
         "Works at age-related level.", "Keeps up with the class."],
        ["Reads more words than last week.", "Reads with her peers.", "Plays with other children.",
         "Compared with September, reads 12 words more.", "Sits behind the others in the bus.",
         "Takes turns like in the game of snap.", "Ten minutes on top of the class lesson."],
    ),
    "absolute": (
        ["Always puts up a hand.", "Never calls out.", "Sits still at all times.",
         "Reads 100% of the words.", "Works in all lessons."],
        ["Puts up a hand in 4 of 5 lessons.", "Reads 18 of 20 words.",
         "Shows the card every time the bell rings.", "Reads the word “always” in 4 of 5 tries.",
         "Half of all questions."],
    ),
    "negative": (
        ["To stop calling out.", "Amina will not leave the room.", "Reduce outbursts.",
         "Avoid hitting others.", "No longer runs inside.", "Fewer arguments at lunch."],
        ["Ask when something is not clear.", "Start work without a reminder on 4 days.",
         "Read with fewer than 3 mistakes.", "Say “stop, I don’t like it” to a friend.",
         "Stops at the kerb and looks both ways, 5 of 5 times."],
    ),
    "filler": (
        ["TBC", "Reads [number] words.", "As above", "n/a", "Reads {how many} words.", "???",
         "Writes ____ words.", "xxx"],
        ["Reads 20 words.", "Above the line, writes 3 words.", "Takes a test of 10 words.",
         "None of the 5 words is guessed.", "Says “na-na-na” in time.", "Reads on… and stops."],
    ),
    "diagnosis": (
        ["Because of her autism, sits at the front.", "A dyslexic pupil reads 20 words.",
         "Amina has ADHD and will sit for 5 minutes."],
        ["Sits at the front.", "Adds two numbers up to 10.", "Uses a dyslexia-friendly book.",
         "Picks the odd one out in 4 of 5 rows.", "Says how anxious it feels on a scale of 5."],
    ),
    "diagnosis-as-reason": (
        ["Seat at the front because of her autism.", "Help for her ADHD.",
         "Cards due to dyslexia."],
        ["Dyslexia-friendly font.", "Seat at the front.", "The autism bucket, 5 minutes a day."],
    ),
    "long-sentence": (
        ["Amina " + "reads and reads " * 13, "Given " + "one word after another, " * 8 + "reads.",
         "When the bell rings and everybody has come in from the playground and hung up their "
         "coats and sat down on the carpet, Amina will sit down on the carpet, too."],
        ["Amina reads 20 words.", "Amina reads. " * 20, "Sits down. Waits. Reads. " * 8,
         "Reads 20 words; writes them on the board; says them to a friend; puts the cards away in "
         "the blue box; takes the next ones."],
    ),
    "long-target": (
        ["Amina reads the words. " * 11, "Sits, then reads one line. " * 9,
         "She comes in. She sits. She reads. She writes. " * 5],
        ["Amina reads the words. " * 5, "Reads 20 of the first 45 words by sight.",
         "Sits for 10 minutes."],
    ),
    "hard-to-read": (
        ["Amina will demonstrate increasing independence in literacy activities.",
         "Encourage participation in appropriate conversational opportunities at the dinner table.",
         "Facilitating vocabulary acquisition necessitates considerable repetition, particularly "
         "initially."],
        ["Amina will read 20 new words by herself.", "Read a book with Amina at bed time. Ten "
         "minutes is enough. Stop when it is still fun.", "Demonstrate independence."],
    ),
    "two-in-one": (
        ["Read 20 words and to write them.", "Sit for 10 minutes as well as listening.",
         "Read the first 20 words and write three sentences.", "To read 20 words. To count to 10.",
         "Sit on the carpet for 5 minutes and improve spelling."],
        ["Come in from break and start within five minutes.", "Stop and look at the board.",
         "Put up a hand and wait, 4 of 5 times.", "Read and write numbers to 20.",
         "Use “and” to join two sentences.", "Listen to a story and answer two questions.",
         "Walk to the hall and to the gate."],
    ),
}  # fmt: skip

# Where nobody told us the pronoun.
UNTOLD = {
    "guessed-pronoun": (
        ["He will read 20 words.", "Writes her name.", "Sits by himself."],
        ["Amina will read 20 words.", "They wait for their turn.", "Asks mum what she saw."],
    )
}

ROWS = {
    "no-measure": (
        [{"target": "Read words.", "criteria": ""}, {"target": "Joins in.", "criteria": "Joins in"},
         {"target": "Read with a Year 4 partner.", "criteria": "Has read on 1:1"}],
        [{"target": "Read 20 words.", "criteria": ""},
         {"target": "Joins in.", "criteria": "Once each playtime"},
         {"target": "Asks for help.", "criteria": "Says “help me, please” to an adult."},
         {"target": "Ties laces.", "criteria": "Without help"}],
    ),
    "loose-measure": (
        [{"target": "Read words.", "criteria": "Teacher observation"},
         {"target": "Joins in.", "criteria": "More often"},
         {"target": "Joins in.", "criteria": "With increasing confidence"}],
        [{"target": "Read words.", "criteria": "Teacher observation: 18 of 20 words"},
         {"target": "Joins in.", "criteria": "More often than 3 times"},
         {"target": "Sit for 10 minutes.", "criteria": "With confidence"},
         {"target": "Joins in.", "criteria": ""}],
    ),
    "no-amount": (
        [{**EMPTY, "resources": "Phonics intervention"},
         {**EMPTY, "strategies": "1:1 reading with an adult", "delivered_by": "Mrs Lamb"},
         {**EMPTY, "resources": "Precision teaching"}],
        [{**EMPTY, "resources": "Phonics intervention, 10 minutes a day"},
         {**EMPTY, "resources": "Precision teaching", "delivered_by": "Mrs Lamb, Monday to Friday"},
         {**EMPTY, "resources": "Word cards"},
         {**EMPTY, "strategies": "Seat in a small group of tables"}],
    ),
    "no-provision": (
        [EMPTY, {**EMPTY, "delivered_by": "Mrs Lamb"}, {**EMPTY, "resources": "  "}],
        [{**EMPTY, "resources": "Word cards"}, {**EMPTY, "strategies": "Seat near the board"},
         {**EMPTY, "target": ""}],
    ),
    "no-one": (
        [{**EMPTY, "resources": "Precision teaching, 10 minutes a day"},
         {**EMPTY, "strategies": "Nurture group on Mondays"},
         {**EMPTY, "resources": "Word cards, 10 minutes, 4 times a week"}],
        [{**EMPTY, "resources": "Precision teaching, 10 minutes", "delivered_by": "TA"},
         {**EMPTY, "resources": "Word cards on the table"},
         {**EMPTY, "strategies": "Nurture group on Mondays with Mrs Lamb"}],
    ),
    "hard-target": (
        [{"target": "Demonstrate considerable independence in literacy activities, particularly "
          "composition.", "plain_words": ""},
         {"target": "Appropriately verbalise emotional responses in unstructured situations daily.",
          "plain_words": ""},
         {"target": "Participate cooperatively in collaborative mathematical investigations "
          "every week.", "plain_words": ""}],
        [{"target": "Demonstrate considerable independence in literacy activities, particularly "
          "composition.", "plain_words": "Amina will write by herself."},
         {"target": "Demonstrate independence.", "plain_words": ""},
         {"target": "Read 20 of the first 45 words by sight.", "plain_words": ""}],
    ),
}  # fmt: skip

NO_TARGETS = {"rows": ()}
PLANS = {
    "need-without-target": (
        [NO_TARGETS, {**NO_TARGETS, "areas": ()}, {"areas": ("Learning", "Feelings", "Body")}],
        [{}, {"areas": ("Learning", "Feelings")}, {**NO_TARGETS, "areas": (), "head": {}}],
    ),
    "target-without-need": (
        [{"areas": (), "head": {}}, {"areas": (), "head": {"concerns": " "}},
         {"areas": (), "head": {"strengths": "Draws"}}],
        [{}, {"areas": ()}, {"head": {}}],
    ),
    "too-many": ([{"targets_most": 1}, {"targets_most": 0},
    {"targets_least": 0, "targets_most": 1}],
                 [{}, {"targets_most": 2}, NO_TARGETS]),
    "too-few": ([{"targets_least": 3}, {"targets_least": 4}, {"targets_least": 3, "areas": ()}],
                [{}, {"targets_least": 2}, {"targets_least": 3, **NO_TARGETS}]),
    "no-review-date": (
        [{"review_on": None}, {"review_on": date(2026, 10, 1)}, {"today": date(2027, 1, 1)}],
        [{}, {"today": date(2026, 12, 18)}, {"today": None}],
    ),
    "no-home": (
        [{"head": {}}, {"head": {"home_support": " "}}, {"head": {"pupil_views": "Fine"}}],
        [{}, {"head": {"home_support": "Read."}}, {"head": {}, **NO_TARGETS}],
    ),
    "no-views": (
        [{"head": {}}, {"head": {"pupil_views": "\n"}}, {"head": {"parent_views": "Fine"}}],
        [{}, {"head": {"pupil_views": "I like cards."}}, {"head": {}, **NO_TARGETS}],
    ),
    "no-plain-words": (
        [{"rows": [{"plain_words": ""}]}, {"rows": [{"plain_words": " "}, {"plain_words": ""}]},
         {"rows": [{"plain_words": ""}] * 3}],
        [{}, {"rows": [{"plain_words": ""}, {"plain_words": "Reads."}]}, NO_TARGETS],
    ),
    "said-twice": (
        [{"rows": [{"target": "Read."}, {"target": "read"}]}, {"rows": [{}, {}]},
         {"rows": [{"target": "A  b"}, {}, {"target": "a b."}]}],
        [{}, {"rows": [{"target": "Read."}, {"target": "Write."}]},
         {"rows": [{"target": ""}, {"target": ""}]}],
    ),
}  # fmt: skip
