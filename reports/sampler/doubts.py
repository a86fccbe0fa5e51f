"""What a head looks at twice in a line before it is released: no rule can tell. Pure."""

import re

from iep.bank.names import CALENDAR, ORDINARY
from reports.naming import STARTS
from reports.naming_words import WORD
from reports.sampler.lists import BEGIN, IN_CAPITALS, THINGS
from sendcase.text import folded

MARK = re.compile(r"\[[^\]]*\]")
CHILD = r"(?:child|boy|girl|pupil|student|person|one|learner)"
KIN = r"(?:mum|dad|mother|father|parents?|nan|gran\w*|grand\w+|aunt\w*|uncle|brother|sister|family)"
# A parent who is pleased stands in every plan.
FEELS = (
    r"(?:(?:very|really|so|also|both|always|now) )*(?:pleased|happy|worried|keen|supportive|proud|"
    r"glad|aware|able|grateful|concerned|involved|invited|asked|sent|given|told|welcome|good|also|"
    r"the same|at home|reading|working|helping|practising|with)\b"
)
# Said of one child among all, in words of which each is common.
STANDS_OUT = (
    r"(?:the|our|my) only(?: \w+){1,3}", rf"only {CHILD}",
    r"the one (?:who|with|whose|that|in)(?: \w+){1,3}",
    r"(?:the|our) (?:first|last) (?:child|boy|girl|pupil)",
    rf"(?:nobody|no one|no other {CHILD}|no-one) else", rf"no other {CHILD}",
    r"unlike (?:any|every|all)(?: other)? \w+",
    r"(?:young|old|eld|tall|small|short|fast)est \w+(?: \w+)?",
    r"(?:famous|well known|known) for(?: \w+){1,3}", r"born (?:in|at|on|near) (?:the )?\w+",
    r"(?:red|ginger|blonde?|auburn|purple|blue|pink|long curly) hair(?:ed)?", r"birth ?marks?",
    r"scars?",
    r"glass eye", r"one (?:hand|arm|leg|eye|ear)", r"missing (?:finger|hand|arm|leg|toe)s?",
    r"burns? (?:mark|scar)s?", r"eye ?patch",
    r"helmet", r"(?:service|assistance|guide|therapy|support) (?:dog|animal)s?",
)  # fmt: skip
HOME = (
    rf"(?:(?:his|her|their|whose|the|my) )?{KIN} (?:is|are|was|were|works?|worked|runs?|owns?|"
    rf"drives?|"
    rf"teach(?:es)?|plays?) (?!{FEELS})(?:\w+)(?: \w+){{0,2}}",
    r"liv(?:es|ed|ing) (?:with|in|on|above|near|next|over|at|between)(?: \w+){1,3}",
    r"above the \w+", r"(?:vicar|imam|doctor|nurse|governor|councillor|teacher) here",
    rf"{KIN}, an? \w+",
    r"police\w*", r"fire(?:fighter|man| brigade)", r"(?:the )?(?:army|navy|RAF)",
    r"brought (?:him|her|them) up",
    rf"{KIN} (?:cleans?|cooks?|serves?|sells?|fixes|builds?|paints?|delivers?|"
    rf"cares for)(?: \w+){{0,2}}",
 r"soldiers?",
    r"military", r"farm(?:er|s)?", r"pub", r"new baby", r"baby (?:brother|sister)",
    r"moved (?:house|here)",
    r"came (?:here|to \w+)(?: \w+){0,4}",
)  # fmt: skip
HAPPENED = (
    r"(?:\w+ )?hospital", r"ambulance",
    r"(?:car |road |bad )?accidents?", r"(?:car )?crash\w*", r"(?:burn(?:ed|t)|knocked) down",
    r"house fire", r"flood(?:ed)?", r"drown\w*", r"attack(?:ed)?", r"stabb\w+", r"lottery",
    r"rescued?", r"killed", r"murder\w*",
    r"(?:small )?boat", r"exclu(?:ded|sions?)", r"suspen(?:ded|sions?)", r"managed move",
    r"home[- ](?:schooled|educated|education)", r"(?:part[- ]time|reduced) timetable",
    r"alternative provision", r"ran away", r"tribunal", r"trauma\w*", r"contact (?:visits?|centre)",
    r"incident (?:in|on|with|at) \w+",
)  # fmt: skip
FAME = (
    r"television", r"on TV", r"YouTube(?:r)?", r"TikTok", r"Instagram", r"(?:local |news)paper",
    r"in the (?:news|paper|newspaper)", r"on the (?:news|radio)", r"record holder", r"champion\w*",
    r"medals?", r"trophy", r"the county", r"(?:inter)?national\w*", r"finals",
    r"county (?:team|squad|\w+)", r"(?:England|regional) (?:team|squad)",
    r"plays? (?:in goal )?for (?-i:[A-Z])\w+", r"won (?:the|a)(?: \w+){1,2}", r"Beavers", r"Cubs",
    r"Scouts",
    r"Brownies", r"Rainbows", r"Guides", r"cadets",
    r"(?:football|rugby|cricket|swimming|dance|gym\w*|drama|theatre|karate|judo|boxing|riding) "
    r"(?:club|team|squad|company|school|show)",
)  # fmt: skip
FAITH_AND_ORIGIN = (
    r"muslims?", r"islam\w*", r"mosque", r"madrasah?", r"ramadan", r"eid", r"christians?",
    r"catholics?",
    r"church", r"chapel", r"bapti\w+", r"jehovah\S*(?: witness\w*)?", r"jew(?:s|ish)?", r"judaism",
    r"synagogue", r"shabbat", r"hindu\w*", r"mandir", r"diwali", r"sikh\w*", r"gurdwara",
    r"buddhis[mt]s?", r"mormons?", r"quakers?", r"pagan", r"roma", r"romany", r"gyps(?:y|ies)",
    r"hijab",
    r"turban", r"kippah", r"halal", r"kosher", r"(?:first|holy) communion", r"prayers?",
    rf"(?:black|white|asian|brown|mixed)(?:[- ]race)? (?:{CHILD}|family|heritage)",
    r"mixed[- ]race",
    r"(?:came|moved|comes|arrived) from \w+", r"gay", r"lesbian", r"trans(?:gender)?",
    r"non-binary",
)  # fmt: skip
FORMS = [
    re.compile(rf"\b(?:{'|'.join(forms)})\b", re.I)
    for forms in (STANDS_OUT, HOME, HAPPENED, FAME, FAITH_AND_ORIGIN)
]
INITIALS = re.compile(r"(?<![\w’'.])(?:[^\W\d_a-z]\. ?){1,3}[^\W\d_a-z](?![\w’'])|"
                      r"(?<![\w’'.])[B-HJ-Z](?![\w’'])")  # fmt: skip
AREA = re.compile(r"\b(?!KS|EY|PE|PA)[A-Z]{2}\d{1,2}\b")  # HG4, the first half of a postcode
NEXT = re.compile(r"[’']s\b|,? (?:is|was|has|had|will|can|and|who|[a-z]{2,}s)\b")
NO_NAMES = ORDINARY | BEGIN | THINGS | {f"{day}s" for day in CALENDAR}


def doubts(text: str) -> list[str]:
    """Words that may be a name, and what may tell who is meant. In the order of the text."""
    return list(dict.fromkeys(words for _, words in _found(text)))


def _found(text: str) -> list[tuple[int, str]]:
    """(place, words), none inside another; names beside each other are one."""
    text = MARK.sub(lambda mark: " " * len(mark[0]), text)
    spans = [word.span() for word in WORD.finditer(text) if _may_be_name(text, word)]
    for form in (*FORMS, INITIALS, AREA):
        spans += [each.span() for each in form.finditer(text)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and (start < joined[-1][1] or text[joined[-1][1] : start] == " "):
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return [(start, text[start:end].strip()) for start, end in joined]


def _may_be_name(text: str, word: re.Match) -> bool:
    """With a capital and no ordinary English, or not written as we write; where a sentence begins,
    if it does something.
    """
    words = word[0]
    if not words.isascii() and not re.search("[A-Za-zÀ-ɏ]", words):
        return True
    if not words[0].isupper() or len(words) < 2 or folded(words) in ORDINARY:
        return False
    if words.isupper():
        return words not in IN_CAPITALS and not text.isupper()
    begins = re.sub(r"[’']s$", "", words)
    if re.search(r"[a-z]ing$|.{3}-[a-z]", begins):  # Reading, Turn-taking
        return False
    if not STARTS.search(text[: word.start()]):
        return folded(begins) not in ORDINARY | THINGS
    does = NEXT.match(text, word.start() + len(begins))
    return bool(does) and folded(begins) not in NO_NAMES
