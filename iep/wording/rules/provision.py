"""What is given, how much of it, by whom; and whether it is more than every child gets."""

import re

from iep.wording.rules.base import PROVISION, RESOURCES, TARGET, Hit, rule
from iep.wording.rules.measure import NUMBER
from iep.wording.rules.patterns import Pattern
from sendcase.prose import Said, lowered, start_of

DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?s?"
QUANTITY = Pattern(
    rf"\b(?:{NUMBER}|one|a|per|an|the first|the last)[- ]?(?:times?|x|minutes?|mins?|m|hours?|"
    rf"hrs?|sessions?"
    r"|seconds?|secs?|lessons?|mornings?|afternoons?|days?|weeks?|breaks?|visits?|turns?|goes)\b"
    rf"|\b\d+\s?(?:x|×|m\b|min|h\b|hr|sec)|\b[x×]\s?\d|\b{DAY}\b|\bdaily\b|\bweekly\b"
    r"|\bfortnightly\b|\bhalf[- ]termly\b|\bonce\b|\btwice\b|\b(?:each|every|before|after|per|"
    r"at the "
    r"(?:start|end|beginning) of|during) (?:\w+ ){0,2}(?:days?|mornings?|"
    r"afternoons?"
    r"|lessons?|sessions?|weeks?|playtimes?|breaks?|break time|lunch|lunchtimes?|registration|"
    r"assembly"
    r"|school|time|transition|change|instruction|task|writing|reading|maths|phonics|pe|text|topic"
    r"|page|sentence|activity|meal|half[- ]term)\b|\bon arrival\b|"
    r"\bwhen(?:ever)? (?:he|she|they|\w+|the "
    r"(?:card|timer|bell)) (?:shows|asks|holds|points|comes|puts|uses|rings)"
)
# What somebody must come and do: it takes minutes of an adult.
INTERVENTION = Pattern(
    r"\binterventions?\b|\b1\s?[:-]\s?1\b|\bone[- ](?:to|2)[- ]one\b|\bsmall[- ]groups?\b(?! of)"
    r"|\b(?:group|paired|individual|adult|ta|lsa|teacher|in[- ]class|additional|extra|specialist|"
    r"therapy|mentoring|pastoral|peer) (?:work|support|help|sessions?|reading|teaching|time|"
    r"tuition)\b"
    r"|\bsupport from (?:an? )?(?:ta|adult|lsa|teaching assistant|teacher)\b|\bsupport group\b"
    r"|\b(?:nurture|social skills|talking?|friendship|language|lego|booster|speech|reading|"
    r"phonics|"
    r"maths|handwriting|motor skills|circle of friends) (?:group|club|programme|program|session|"
    r"therapy|catch-?up|intervention|practice)s?\b|\bcatch-?up\b|\bprecision teaching\b|"
    r"\bmentor(?:ing)?\b"
    r"|\bpre-?teach(?:ing)?\b|\bover-?learning\b|\btutor(?:ing)?\b|"
    r"\bspeech (?:and language )?(?:therap(?:y|ist)|"
    r"exercises|programme)\b|\bphysio(?:therapy)?\b|\boccupational therapy\b|\bplay therapy\b"
    r"|\bcounsell(?:ing|or)\b|\belsa\b|\bemotional literacy\b|\bcheck-?ins?\b|\btoe by toe\b|"
    r"\bnessy\b"
    r"|\bread(?:ing|s)? (?:aloud )?(?:with|to) an adult\b|\bworks? with (?:an? )?(?:ta|adult|"
    r"lsa)\b"
    r"|\bprogrammes?\b|\btargeted support\b|\bsensory circuits?\b"
)
WEASEL = Pattern(
    r"\bregular(?:ly)?\b|\bfrequent(?:ly)?\b|\bas (?:and when )?(?:needed|required|appropriate|"
    r"necessary)\b|\bas and when\b|\b(?:where|when|if|whenever|wherever) (?:needed|required|"
    r"possible|"
    r"appropriate|necessary|available|time allows)\b|\bat various (?:points|times)\b|"
    r"\b(?:additional|extra|some|more|lots of|"
    r"plenty of"
    r"|a lot of|a high level of|appropriate|general|ongoing) (?:adult |ta |in-class |individual |"
    r"one-to-one |\w{4,12} )?"
    r"(?:support|help|time|practice|input|attention|reading|encouragement|breaks|opportunities)\b"
    r"|\bopportunit(?:y|ies)\b|\bfrom time to time\b|\baccess to (?!a (?:table|"
    r"desk)\b)(?=[^.;\n]{0,40}\b(?:support|"
    r"help|group|therap|adult|ta|mentor|intervention)|a ta)|\bsupport (?:in|during|with|"
    r"across) (?:class|"
    r"lessons|literacy|maths|reading|writing|english|all)\b|^\W*(?:ta |adult |teacher |"
    r"lsa )?support\W*$"
    r"|\b(?:ta|adult|lsa) (?:to )?(?:support|help)s?\b",
    re.M,
)
# "Some help each week" has a day and no amount.
COUNTED = Pattern(rf"\b{NUMBER}\b|\d")
TITLED = Pattern(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Madam)\b\.? ?[A-Z]")


def measured_anywhere(row) -> bool:
    texts = (row[RESOURCES], row["strategies"], row["delivered_by"])
    return any(QUANTITY.search(lowered(text)) for text in texts)


@rule("loose-amount", "unquantified-provision", "“Regular”, “as needed”, “extra help”: no minutes",
      where=PROVISION)  # fmt: skip
def loose_amount(said, facts):
    for found in WEASEL.finditer(said.low):
        enough = COUNTED if found[0].startswith(("some", "at various")) else QUANTITY
        if not enough.search(sentence_around(said.low, found)):
            quote = said.quote(found)
            return Hit(
                quote,
                f"“{quote}” can be once a day or once a term.",
                "Say how long and how often: “10 minutes, 4 times a week.”",
            )
    return None


def sentence_around(text, found) -> str:
    """The sentence a match stands in, looked for within 200 letters of either side."""
    before = re.split(r"[.;\n]", text[max(0, found.start() - 200) : found.start()])[-1]
    after = re.split(r"[.;\n]", text[found.end() : found.end() + 200])[0]
    return f"{before}{found[0]}{after}"


@rule("no-amount", "unquantified-provision", "An intervention without minutes or times",
      scope="row")  # fmt: skip
def no_amount(row, facts):
    if measured_anywhere(row):
        return None
    for name in PROVISION:
        said = Said(row[name])
        found = INTERVENTION.search(said.low)
        if found and not WEASEL.search(said.low):
            quote = said.quote(found)
            return Hit(
                quote,
                f"How much {quote.lower()} is this?",
                "Say how long and how often: “10 minutes, 4 times a week.”",
                name,
            )
    return None


@rule("no-provision", "no-provision", "A target with no resources and no strategies", scope="row")
def no_provision(row, facts):
    if not row[TARGET].strip() or row[RESOURCES].strip() or row["strategies"].strip():
        return None
    return Hit(
        start_of(row[TARGET]),
        "This target has nothing beside it that will help.",
        "Add one thing you will do or give: “Word cards, 10 minutes, 4 times a week.”",
        RESOURCES,
    )


TIMED = Pattern(rf"\b(?:{NUMBER}|one|a)[- ]?(?:minutes?|mins?|hours?|sessions?)\b|\d+\s?min")


@rule("no-one", "no-one", "An intervention that nobody is named for", scope="row")
def no_one(row, facts):
    if row["delivered_by"].strip():
        return None
    texts = [Said(row[name]) for name in PROVISION]
    named = any(TITLED.search(said.text) for said in texts)
    found = [m for said in texts if (m := INTERVENTION.search(said.low) or TIMED.search(said.low))]
    if named or not found:
        return None
    return Hit(
        found[0][0].strip(),
        "Nobody is named, so everybody will think that somebody else does it.",
        "Write who: a name, or “Class teacher”.",
        "delivered_by",
    )


ORDINARY = Pattern(
    r"\bquality[- ]first[- ](?:wave )?teaching\b|\bqft\b|\bhigh[- ]quality teaching\b|"
    r"\bwave (?:1|one)\b"
    r"|\bdifferentiat(?:ed|ion|e|ing)\b|\bwhole[- ]class (?:teaching|input|lessons?|work|phonics|"
    r"reading"
    r"|carpet|story|maths|discussion|instruction|behaviour)\b|\b(?:normal|usual|ordinary|"
    r"everyday|regular|"
    r"standard) (?:class(?:room)?|lessons?|teaching|classwork|curriculum|provision|maths|english|"
    r"literacy|"
    r"phonics|planning)\b|\b(?:as|like) (?:for )?(?:the )?(?:rest of the|whole|other) (?:class|"
    r"children|pupils)\b"
    r"|\bdaily (?:maths|english|literacy|phonics|reading|guided reading) (?:lessons?|"
    r"session with the class)\b"
    r"|\bguided reading with the class\b|\bclass (?:teaching|lessons|reading corner|"
    r"behaviour (?:chart|policy)"
    r"|rewards?|book corner)\b|\bschool(?:'s)? (?:behaviour|reward|marking) (?:policy|system)\b"
    r"|\bin line with (?:the )?(?:behaviour|marking|school) policy\b|\bhomework(?: as (?:usual|"
    r"normal|set))\b"
    r"|\bgood teaching\b|\bmarking and feedback\b|\bnormal marking\b|"
    r"\bclear (?:learning )?(?:objectives?|"
    r"intentions?)\b|\blearning objectives? (?:on|shared|displayed)\b|\bworking walls?\b|"
    r"\bweekly spelling tests?\b"
    r"|\bdaily reading with the class\b|\bpraise and encouragement\b|\bsame as (?:the )?(?:class|"
    r"everyone)\b"
)


@rule("every-child", "ordinary-teaching", "What every child in the class gets", where=PROVISION)
def every_child(said, facts):
    found = ORDINARY.search(said.low)
    if not found:
        return None
    quote = said.quote(found)
    return Hit(
        quote,
        f"Every child gets “{quote.lower()}”. A plan holds what is added to it or different.",
        f"Say what {facts.name} gets beyond that, or leave it out.",
    )
