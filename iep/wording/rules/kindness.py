"""Is it kind and fair: no blame, no comparing, no labels, and what to do in place of what not."""

import re

from iep.wording.rules.base import ALL, GOAL, PLAIN, PROVISION, TARGET, Hit, rule, say
from iep.wording.rules.measure import LEAD
from iep.wording.rules.patterns import Pattern
from sendcase.prose import lowered

BLAME = Pattern(
    r"\b(?:lazy|laziness|naught(?:y|iness)|refus(?:e|es|ed|ing|al)|defian(?:t|ce)|"
    r"attention[- ]seek\w{0,5}"
    r"|manipulat(?:ive|es|ing)|stubborn|disrupti(?:ve|on|vely)|disrupts?|disrupting|"
    r"aggressive(?:ly)?|aggression|immatur(?:e|ity)|careless(?:ly)?"
    r"|unwilling(?:ness)?|non-?complian(?:t|ce)|uncooperative|tantrums?|violent(?:ly)?|rude(?:ly|"
    r"ness)?"
    r"|misbehav\w{0,6}|badly behaved|(?:bad|poor|appalling|unacceptable|inappropriate|"
    r"challenging) (?:behaviour|attitude|effort|choices|manners)"
    r"|bad habits?|silly behaviour|(?:being|acts?|acting) silly|messing (?:about|around)|"
    r"time[- ]wasting|wastes? time|can(?:'t|not) be bothered"
    r"|chooses? not to|chose not to|fails? to|failing to|won't (?:try|work|listen|sit|do|join|"
    r"share|"
    r"co-?operate|follow|stop|behave)|(?:does ?n't|does not|never|doesn't even) (?:try|tries|"
    r"bother|listen|listens|care)|couldn't care less"
    r"|answers? back|kicks? off|sulk\w{0,3}|spoil(?:t|ed)|own fault|to blame|weak(?:ness|est)?|"
    r"slow learner|low[- ]ability"
    r"|hopeless|incapable|helpless|nuisance|troublesome|trouble[- ]?maker|winds? (?:up|"
    r"others up)|should know better|makes? no effort|no effort|lacks? (?:effort|"
    r"motivation|respect)|unmotivated|poorly behaved|deliberately|on purpose|problem child|"
    r"clingy|sly|selfish|bossy|moody|fussy|clumsy)\b"
)


@rule("blame", "blame", "Words that blame the child", where=ALL)
def blame(said, facts):
    return say(said, BLAME.search(said.low), f"“{{}}” judges; {facts.name} may read this one day.",
               "Say what happens and when, without a verdict: “leaves the table after 5 minutes”."
               )  # fmt: skip


FAMILY = Pattern(
    r"\b(?:(?:mum|dad|mother|father|parents?|family|home|carers?) (?:do(?:es)?(?:n't| not)|"
    r"will not|"
    r"won't|refuses?|fails?|never|rarely|ha(?:s|ve) not|can't|lets?|is too|are too|is not|"
    r"are not|isn't|aren't)"
    r"|(?:poor|bad) parenting|(?:lack of|no|little|insufficient) (?:support|help|boundaries|"
    r"routine|discipline|interest|encouragement) (?:at|from) home"
    r"|(?:broken|chaotic|poor|deprived|unstable) (?:home|family)|home life is|"
    r"blame (?:the )?parents)\b"
)


@rule("blames-family", "blame", "Words that blame the family", where=ALL)
def blames_family(said, facts):
    return say(said, FAMILY.search(said.low), "The family reads “{}” first.",
               "Say what would help at home, and ask what they see there.")  # fmt: skip


PEERS = (
    r"(?:peers?|others|other (?:children|pupils|students)|class ?mates?|"
    r"the (?:rest of the )?class(?! (?:lesson|teacher|book|text|story|rule))|"
    r"the (?:rest|others|other children|other pupils|norm|average)|(?:most|many|"
    r"some) (?:of the )?(?:children|pupils|peers|others|class)|friends?|sisters?|"
    r"brothers?|siblings?|everyone(?: else)?|everybody(?: else)?|children (?:of )?(?:his|her|"
    r"their|the same) (?:own )?age|age group|year group)"
)
OWN = r"(?:(?:his|her|their|the|other|same-age|all|most|older|younger|twin) ){0,2}"
COMPARED = Pattern(
    rf"\bthan {OWN}{PEERS}\b|\b(?:compared|in comparison) (?:to|with) {OWN}{PEERS}\b"
    rf"|\b(?:the )?same (?:level|standard|speed|pace|rate|amount|work|books?)? ?(?:as|"
    rf"of) {OWN}{PEERS}\b"
    rf"|\bas (?:well|fast|good|quickly|much|far|neatly|fluently|confidently|many \w+|high|often|"
    rf"long) as {OWN}{PEERS}\b"
    rf"|\blike {OWN}(?:peers|others|other children|other pupils|rest of|rest|everyone|brother|"
    rf"sister|classmates)\b"
    rf"|\b(?:in line|on a par|level|on par|keep(?:s|ing)? (?:up|pace)|catch(?:es|ing)? up|"
    rf"caught up) (?:with|to) {OWN}{PEERS}\b"
    rf"|\bas (?:the )?(?:others|rest of|other (?:children|pupils))\b"
    rf"|\b(?:far|well|way|years?|months?|is|be|being|falls?|falling|fallen|lag|lags|"
    rf"left) behind {OWN}{PEERS}\b"
    rf"|\b(?:below|beneath|ahead of|above|match(?:es|"
    rf"ing)?|beat(?:s|ing)?|lags?) {OWN}{PEERS}\b"
    r"|\b(?:below|above|well below) (?:average|age[- ]related|national|expected|"
    r"the class average)\b|\b(?:class|national) average\b"
    r"|\b(?:bottom|top|lowest|highest|weakest|best) (?:of|in|group in) the class\b(?! lesson)"
    r"|\b(?:lower|bottom|low|lowest|weakest) "
    r"(?:ability |attaining )?(?:set|group|table|third|20%)\b"
    r"|\bage[- ]related\b|\bage[- ]expect\w{0,8}\b|\bage[- ]appropriate\b|\b(?:his|her|"
    r"their) twin\b|\bexpected (?:level|standard|for (?:his|her|their) age)\b"
)


@rule("comparison", "comparison", "The child measured against other children", where=ALL)
def comparison(said, facts):
    return say(said, COMPARED.search(said.low), "“{}” measures one child against another.",
               f"Measure against {facts.name}’s own start: “from 12 words to 20”.")  # fmt: skip


ABSOLUTE = Pattern(
    r"\balways\b|\bnever\b|\bat all times\b|\ball (?:of )?the time\b|\bevery single\b|\b100 ?%|"
    r"\b100 per ?cent\b"
    r"|\b(?:completely|perfectly|totally|entirely|flawless(?:ly)?|perfect)\b|"
    r"\bfully (?:independent(?:ly)?|able|fluent)\b|\bwithout (?:any|a single) (?:mistakes?|"
    r"errors?|faults?)\b|\bno (?:mistakes?|errors?)\b|\bevery time\b(?! (?:the|he|she|they|it))|"
    r"\bin all (?:lessons|situations?|subjects?|contexts?)\b"
    r"|\bon (?:all|every) occasions?\b|\beveryone\b(?= (?:in|at) (?:school|class))|"
    r"\ball lessons\b|\bwhenever asked\b|\bforever\b|\bthe whole time\b|\bno matter what\b"
)


@rule("absolute", "absolute", "“Always”, “never”, “100%”: one bad day and it is lost", where=GOAL)
def absolute(said, facts):
    return say(said, ABSOLUTE.search(said.low), "“{}” is lost on the first bad day.",
               "Say how often is good enough: “4 of 5 days”.")  # fmt: skip


NEGATIVE = Pattern(
    LEAD + r"(?P<bad>(?:stop(?:s|ping)?(?! (?:at|on|to|for|when|and (?:look|think|listen|wait|"
    r"breathe))\b|,)|not|avoid|avoids|refrain|cease|reduce|reduces|"
    r"reducing|reduced|reduction|decrease|limit|"
    r"eliminate|quit|minimise|lessen|prevent|cut (?:down|out)|give up|don't|no longer|never|"
    r"no (?:shouting|hitting|"
    r"calling|running|kicking|biting|fighting|swearing|throwing|pushing|more)|less|"
    r"fewer)\b(?! only\b))"
    r"|\b(?P<inside>(?:will|must|should|does|do|can) not (?!only)|(?:won't|mustn't|shouldn't|"
    r"doesn't|don't)\b|no longer\b|not to\b"
    r"|fewer (?!than|prompts?|reminders?|mistakes?|errors?)\w+|less (?:disrupt|aggress|anx|shout|"
    r"fidget|distract|oft|time|call)\w*|instead of (?:hitting|shouting|kicking|biting))",
    re.I,
)
FALSE_NEGATIVE = Pattern(r"(?:when|if|what|which|words?|that|who)\b[^.\n]{0,30}$", re.I)


@rule("negative", "negative", "A target that says what not to do", where=(TARGET,))
def negative(said, facts):
    found = NEGATIVE.search(said.own)
    if not found:
        return None
    if found["inside"] and FALSE_NEGATIVE.search(said.own[: found.start()][-40:]):
        return None  # "asks when something does not make sense"
    place = "bad" if found["bad"] else "inside"
    quote = said.text[found.start(place) : found.end(place)].strip()
    return Hit(
        quote,
        f"“{quote}” tells {facts.name} what not to do, not what to do.",
        "Say what you want to see instead: “Puts up a hand and waits.”",
    )


LABEL = (
    r"(?:autis(?:m|tic)|asd|asc|aspergers?|asperger's|adhd|add|dyslexi[ac]|dyspraxi[ac]|"
    r"dyscalculi[ac]|odd|pda|dld|ocd|foetal alcohol|"
    r"down'?s syndrome|tourette'?s|attachment disorder|learning disab(?:ility|led)|"
    r"hyperactiv(?:e|ity)|bipolar|epilepsy|cerebral palsy|developmental delay|global delay|"
    r"special needs|"
    r"on the spectrum|sensory processing disorder|selective mut(?:e|ism)|depress(?:ed|ion)|"
    r"anxiety disorder|conduct disorder|moderate learning difficult(?:y|ies)|disorder|syndrome|"
    r"diagnos(?:is|ed|e|es))"
)
DIAGNOSIS = Pattern(rf"(?<![\w-]){LABEL}\b(?![- ]friendly)")
BECAUSE = Pattern(
    rf"\b(?:because of|due to|suffer(?:s|ing|er)? (?:from|with)|caused by|as a result of|"
    rf"owing to|suggests?|signs of|traits of|consistent with|has|having|with|for|his|her|their|"
    rf"is|being|an?) (?:(?:his|her|their|mild|severe|"
    rf"suspected|possible|probable|undiagnosed|an?|classic|likely) ){{0,2}}"
    rf"{LABEL}\b(?![- ]friendly)"
)
SOLID_SHORT = Pattern(r"\b(?:odd|add|pda)\b")  # small letters: a word, not a label


@rule("diagnosis", "diagnosis", "A diagnosis in the place of what the child does",
      where=(*GOAL, PLAIN))  # fmt: skip
def diagnosis(said, facts):
    return label_in(said, DIAGNOSIS)


@rule("diagnosis-as-reason", "diagnosis", "Support given to a diagnosis, not to a child",
      where=PROVISION)  # fmt: skip
def diagnosis_as_reason(said, facts):
    return label_in(said, BECAUSE)


def label_in(said, pattern):
    own = SOLID_SHORT.sub(lambda found: "-" * len(found[0]), said.own)
    own = lowered(own)
    return say(said, pattern.search(own), "“{}” is a label; it tells nobody what to do.",
               "Say what the child finds hard here, and what helps.")  # fmt: skip
