"""Is it one finished target: nothing left blank, not two things in one box, no shouting."""

import re

from iep.wording.rules.base import ALL, TARGET, Hit, rule, say
from iep.wording.rules.lists import LISTS
from iep.wording.rules.measure import FIRST
from iep.wording.rules.patterns import Pattern
from sendcase import prose
from sendcase.prose import lowered

CAPITALS = Pattern(r"\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,})+\b")
LOUD = Pattern(r"\b(?:" + "|".join(LISTS["known"]["loud"]) + r")\b|\b[A-Z]{6,}\b|!{2,}")


def shouted(said) -> bool:
    return any(len(found[0]) >= 8 for found in CAPITALS.finditer(said.own))


@rule("shouting", "shouting", "Capitals or “!!” for emphasis", where=ALL)
def shouting(said, facts):
    found = LOUD.search(said.own)
    if not found:
        found = next((m for m in CAPITALS.finditer(said.own) if len(m[0]) >= 8), None)
    return say(said, found, "“{}” shouts at whoever reads it.",
               "Small letters say the same, more kindly.")  # fmt: skip


FILLER = Pattern(
    r"^\W*$|\b(?:tbc|tba|tbd|xxx+|lorem ipsum|asdf\w*|qwerty|blah)\b|\bto be (?:confirmed|"
    r"completed|added|decided|agreed|filled in|discussed|arranged|set|determined)\b"
    r"|\b(?:as|see) (?:above|below|before|attached|report|previous(?:ly)?|other targets?|"
    r"last (?:plan|term|time|year)|previous (?:plan|target)|target \d|ep report)\b|^\W*(?:ditto|"
    r"n/?a|none|nil|test|same|same again|nothing|\?+|not applicable|tick|etc|yes|no|ok|done|"
    r"various|as usual|general|continue)\W*$"
    r"|\bsame as (?:last|before|previous|above|target)\b|\bcarried (?:over|forward) from\b|"
    r"\bcopy (?:and paste|from)\b|\?{2,}|_{3,}|\.{4,}|…{2,}"
    r"|\[[^\]\n]{0,60}\]|<[^>\n]{1,40}>|\{[^}\n]{0,80}\}|\binsert (?:name|text|here|target|"
    r"date)\b|\bfill (?:this )?in\b(?= later)|\b(?:pupil|child|student)(?:'s)? name\b|"
    r"\bname of (?:pupil|child)\b|\bxx+\b|\bdelete as appropriate\b|\betc etc\b|\bwrite (?:here|"
    r"something)\b|\bplaceholder\b",
    re.M,
)


@rule("filler", "filler", "A gap that was never filled in", where=ALL)
def filler(said, facts):
    found = FILLER.search(lowered(said.text.replace("’", "'")))
    if not found or (not found[0].strip() and said.text.strip() and prose.words(said.text)):
        return None
    quote = found[0].strip()
    return Hit(quote, f"“{quote}” is a gap: it would go home like this.",
               "Fill it in, or empty the box.")  # fmt: skip


DOMAINS = {
    "reading": "reads?|decodes?|blends?|recognises?|sounds? out",
    "writing": "writes?|spells?|forms?|copies|copy|punctuates?|holds? (?:a|the|her|his) pencil",
    "number": "counts?|adds?|subtracts?|multipl(?:y|ies)|divides?|recalls?|solves?|measures?",
    "behaviour": "sits?|stays?|remains?|concentrates?|walks?|lines? up|tid(?:y|ies)|keeps?"
    "|calms?|behaves?|shares?|plays?|attends?",
    "self-care": "wears?|puts? on|dress(?:es)?|eats?|wash(?:es)?|ties?|zips?|fastens?|toilets?",
}
VERBS = {place: Pattern(rf"(?:{verbs})\b", re.I) for place, verbs in DOMAINS.items()}
FIRST_VERB = Pattern(FIRST, re.I)
CHANGE = (
    r"(?:improv|develop|increas|enhanc|strengthen|build|reduc|understand|becom|learn|manag|gain)"
    r"\w{0,4}"
)
SECOND = Pattern(
    r"\band to (?!(?:the|a|an|his|her|their|my|our|each|every|others?|\d+|school|bed)\b)\w+|"
    r"\bas well as (?:to )?\w+ing\b|\band (?:also|will|can|then to|in addition)\b|"
    r"\bas well as to\b"
    r"|\bin addition(?: to)?\b|\bplus (?:to )?(?:read|writ|spell|count|improv|us)\w*|"
    r"\balso (?:to |be able|improve|read|write|use|learn)"
    rf"|\band {CHANGE}\b|&"
)
AND = Pattern(r"(?:,)? and (?=[a-z])")
AGAIN = Pattern(
    r"(?:^|(?<=[.;\n])) *(?:[-•*]|\(?[1-9a-c][.)])? *(?:To|He will|She will|They will|Will|I can|"
    r"I will|[A-Z]\w+ (?:will|can|to)) (?!(?:do|help|get|achieve|reach) (?:this|that)\b)",
    re.M,
)


@rule("two-in-one", "two-in-one", "Two targets in one box", where=(TARGET,))
def two_in_one(said, facts):
    if found := SECOND.search(said.low):
        return two(said.quote(found))
    if len(again := list(AGAIN.finditer(said.own))) > 1:
        return two(prose.start_of(said.text[again[1].start() :], 3))
    first = first_domain(said.own)
    for found in AND.finditer(said.low) if first else ():
        second = domain_at(said.own, found.end())
        apart = len(said.own[: found.start()].split()) > 2
        if second and second != first and apart:
            return two(prose.start_of(said.text[found.start() :].lstrip(" ,"), 3))
    return None


def first_domain(text) -> str:
    """What the first verb is about; the word before it may be a name."""
    place = FIRST_VERB.match(text).end()
    return domain_at(text, place) or domain_at(text, text.find(" ", place) + 1)


def domain_at(text, place) -> str:
    return next((name for name, verbs in VERBS.items() if verbs.match(text, place)), "")


def two(quote) -> Hit:
    return Hit(
        quote,
        "These are two targets: one may be met and the other not.",
        "Give the second a card of its own, or leave it for the next plan.",
    )
