"""How will you know, and by when? A measure, a day, a verb that can be seen."""

import re

from iep.wording.rules.base import CRITERIA, GOAL, PROVISION, TARGET, Hit, rule
from iep.wording.rules.patterns import Pattern
from sendcase.prose import Said, lowered, start_of

NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty|thirty|forty|fifty|a hundred|half|once|twice|a third|a quarter|a dozen)"
)
# Figures that measure nothing: a year group, a key stage, a class, a ratio of adults, a date, a
# kind of number or word ("two-digit", "three-step").
NO_MEASURE = Pattern(
    r"\b(?:year|yr|key stage|ks|wave|phase|level|stage|set|band|class|room|chapter|"
    r"unit)\s?\d+\w?\b"
    r"|\by\d{1,2}\b|\b1\s?[:-]\s?1\b|\bone[- ](?:to|2)[- ]one\b"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug"
    r"|sept?|oct|nov|dec)\w{0,6}\b(?:\s\d{4})?|\b20\d\d\b|\b[23]d\b"
    r"|\b\w{1,20}-(?:digit|step|syllable|letter|sound|part|figure|stage|way)s?\b"
)
MEASURE = Pattern(
    rf"\b{NUMBER}\b|\d|%"
    r"|\bone (?:time|word|sentence|line|page|piece|reminder|prompt|minute|hour|day|week|thing|"
    r"idea|question|answer|step|of\b|in\b|or two\b)|\bat least one\b|\bwith(?:in)? one\b|"
    r"\bone\b(?="
    r" (?:adult|other|more|new|written|full|whole|short|spoken|verbal)\b)"
    r"|\b(?:each|every) (?:day|morning|afternoon|lesson|session|time|playtime|break|lunchtime|"
    r"week|school day|register|page|sentence|word)s?\b|\bdaily\b|\bweekly\b|\bnone\b"
    r"|\bno (?:more|fewer|longer) than\b|\bfirst time\b|\bwithout (?:a |any )?(?:help|prompts?|"
    r"reminders?|prompting|support|adult help|mistakes?|errors?)\b|\bunaided\b"
)
EXAMPLE = Pattern(r"\bfor example\b|\be\.g\.?|\bsuch as\b|\bshown by\b|\bseen (?:in|when)\b", re.I)
QUOTED = Pattern(r"[“\"‘][^”\"’\n]{2,200}[”\"’]")

# Words in the place of a measure.
LOOSE = Pattern(
    r"\b(?:do(?:es)? well|most of the time|more often|often|usually|sometimes|consistently|"
    r"regularly|frequently|"
    r"occasionally|some of the time|with (?:increasing|greater|more|growing) (?:confidence|"
    r"independence|accuracy|fluency|consistency)|with confidence|confidently|with ease|"
    r"teacher(?:'s)? (?:observations?|judgements?|assessments?)|adult observations?|observations?|"
    r"shows? (?:improvement|progress|an improvement)|(?:good|better|some|clear) (?:progress|"
    r"improvement)|improve[sd]?|improvement|appropriately|successfully|effectively|better|"
    r"to a good standard|when (?:he|she|they) (?:is|are|feels?) (?:ready|confident))\b"
)


def measured(text: str) -> bool:
    return bool(MEASURE.search(NO_MEASURE.sub(" ", lowered(text.replace("’", "'")))))


def shown(criteria: str) -> bool:
    """Whether the criteria give an example of what will be seen."""
    return bool(EXAMPLE.search(criteria) or QUOTED.search(criteria))


def knows_how(row) -> bool:
    return measured(row[TARGET]) or measured(row[CRITERIA]) or shown(row[CRITERIA])


@rule("no-measure", "no-measure", "Neither target nor criteria hold a number or an example",
      scope="row")  # fmt: skip
def no_measure(row, facts):
    if not row[TARGET].strip() or knows_how(row) or LOOSE.search(Said(row[CRITERIA]).low):
        return None
    return Hit(
        start_of(row[CRITERIA] or row[TARGET]),
        "How will you know?",
        "Add a number or an example: “18 of 20 right, on two days.”",
        CRITERIA,
    )


@rule("loose-measure", "no-measure", "The criteria say “often” or “improves”, and no number",
      scope="row")  # fmt: skip
def loose_measure(row, facts):
    found = None if knows_how(row) else LOOSE.search(Said(row[CRITERIA]).low)
    if not found:
        return None
    quote = Said(row[CRITERIA]).quote(found)
    return Hit(
        quote,
        f"Two people would read “{quote}” in two ways.",
        "Say how many, how often or how long: “4 of 5 mornings, two weeks running.”",
        CRITERIA,
    )


DEFERRED = Pattern(
    r"\bongoing\b|\bon-going\b|\bon an on-?going basis\b|\bin due course\b|\beventually\b|\bsoon\b"
    r"|\basap\b|\bin (?:the )?(?:near |long(?:er)? |medium )?(?:future|term)\b(?! time)"
    r"|\bover time\b|\bin time\b(?! (?:for|with|to))|\bat some point\b|\bsome time\b|\bone day\b"
    r"|\bas and when\b(?! (?:needed|required|necessary))|\buntil further notice\b|\blater on\b|"
    r"\bin (?:his|her|their) own time\b"
    r"|\bwhen (?:he|she|they) (?:is|are|feels?) ready\b|\bwhen ready\b|\bcontinuous(?:ly)?\b"
    r"|\bno (?:fixed )?(?:end )?date\b|\bgradually\b|\bas long as (?:needed|necessary|it takes)\b"
    r"|\bsooner or later\b|\bto be reviewed\b(?! (?:on|by|in|at|every|each|after|half))"
    r"|\bby the time (?:he|she|they) leaves?\b|\blong[- ]term\b"
)


@rule("put-off", "no-date", "A time that nobody can look up: “soon”, “ongoing”",
      where=(*GOAL, *PROVISION))  # fmt: skip
def put_off(said, facts):
    found = DEFERRED.search(said.low)
    # "5 minutes, as soon as he sits down" is an order of things, not a day.
    if not found or re.match(r"soon as\b(?! possible)", said.low[found.start() :][:30]):
        return None
    quote = said.quote(found)
    return Hit(
        quote,
        f"“{quote}” has no day on it, so nobody can say that it is late.",
        "Say by when, or leave it out: the plan’s review date holds for every target.",
    )


# How a target begins before its verb: "To ", "Amina will ", "By Easter, she can ".
CAPITAL = r"(?-i:[A-Z][\w'-]{1,30})"
WILL = (
    r"(?:(?:am|is|are) going to |will |can |should |must |needs? to |is to |has to |would like to "
    r"|aims? to |wants? to |to )"
)
WHEN = r"^\W*(?:(?:for|by|in|when|after) [^,\n]{1,60}, )?"
EASING = (
    r"(?:be (?:able|helped|supported|encouraged) to |start to |begin to |continue to "
    r"|try (?:hard )?to |work towards |learn (?:how )?to )?"
)
WHO = rf"(?:(?:I|we|he|she|they|{CAPITAL}(?: {CAPITAL})?|the (?:pupil|child)) )"
LEAD = rf"{WHEN}{WHO}?{WILL}?{EASING}"
# The same where a bare name is left standing, so that "Read " is not taken for one.
FIRST = rf"{WHEN}(?:(?:{WHO}{WILL}|{WILL}|(?:I|we|he|she|they) ))?{EASING}"
VAGUE_START = Pattern(
    LEAD + r"(?P<verb>improv(?:e|es|ing|ed)|develop(?:s|ing|ed)?|understand(?:s|ing)?"
    r"|knows?(?! when)|(?:be|become|becomes|gets?|feels?) (?:more|better|less|aware|confident|"
    r"familiar|happier|calmer|settled|independent|comfortable)\b|appreciates?|increas(?:e|es|ing|"
    r"ed)"
    r"|enhanc(?:e|es|ing)|strengthen(?:s|ing)?|progress(?:es)?\b|explor(?:e|es|ing)|copes?\b"
    r"|work(?:s|ing)? (?:on|harder|hard|better|more)|focus(?:es)? (?:more|better|on)"
    r"|engages? (?:more|better|with|in|fully)|builds? (?:up )?(?:his|her|their|on|confidence|"
    r"self|resilience|stamina)|gains? (?:more |greater )?(?:confidence|independence|understanding|"
    r"awareness)|mak(?:e|es|ing) (?:good |better |more |some |further |expected )?progress"
    r"|ha(?:ve|s) (?:a )?(?:better|more|greater|improved|good)|tr(?:y|ies|ying)(?: (?:harder|hard|"
    r"his|her|their))?\b|do(?:es)? (?:better|well|more|his|her|their best)|behaves?\b|learns? "
    r"(?:about|more|the importance)|thinks? about|access(?:es)?\b|consolidat(?:e|es|ing)"
    r"|manages? (?:his|her|their) (?:\w+ ){0,2}(?:feelings|emotions|behaviours?|anger)|"
    r"realis(?:e|es)|grasps?\b"
    r"|express(?:es)? (?:himself|herself|themselves)|concentrates? (?:more|better)|achieves?\b"
    r"|participates? (?:more|better|fully)|better (?:understanding|behaviour|focus|attention|"
    r"concentration|attendance|handwriting|spelling|reading|writing|listening)|more (?:confident|"
    r"confidence|independent|independence|focused)|secures?\b|boosts?\b|extends?\b|maximis(?:e|es)"
    r"|expands?\b|broadens?\b|raises?\b (?:self|confidence|attainment)|nurtures?\b|promotes?\b)",
    re.I,
)
VAGUE_INSIDE = Pattern(
    r"\b(?:a better understanding|better awareness|an awareness of|self-esteem|"
    r"more confident(?:ly)?"
    r"|be more (?:independent|focused|confident|settled|positive|resilient)|be confident"
    r"|greater (?:confidence|independence|resilience)|improve[sd]? (?:his|her|their))\b",
    re.I,
)


@rule("vague-verb", "vague-verb", "A verb that nobody can watch, such as “improve”, and no number",
      where=(TARGET,))  # fmt: skip
def vague_verb(said, facts):
    if measured(said.text):
        return None
    start = VAGUE_START.match(said.own)
    found = VAGUE_INSIDE.search(said.own)
    if not start and not found:
        return None
    quote = said.text[start.start("verb") : start.end("verb")] if start else said.quote(found)
    return Hit(
        quote,
        f"Nobody can watch a child “{quote.lower()}”.",
        "Say what you will see: read, write, say, count, sit, ask, choose, put up a hand.",
    )
