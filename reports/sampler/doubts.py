"""What a head looks at twice in a line before it is released: no rule can tell. Pure."""

import re

from iep.bank.names import ORDINARY
from reports.naming import STARTS
from reports.naming_words import WORD
from reports.sampler.lists import BEGIN, IN_CAPITALS
from sendcase.text import folded

MARK = re.compile(r"\[[^\]]*\]")
LONGEST_SHORT = 3  # letters: shorter words in capitals are mostly PE or TA
# Said of one child among all, in words of which each is common.
STANDS_OUT = re.compile(
    r"\b(?:(?:the|our|my) only(?: \w+){1,3}|only (?:child|boy|girl|one|pupil)\b|"
    r"the one (?:who|with|whose|that|in)(?: \w+){1,3}|(?:young|old|eld|tall|small|short)est \w+|"
    r"(?:famous|well known|known) for(?: \w+){1,3}|in the (?:news|paper|newspaper)|"
    r"(?:his|her|their|whose) (?:mum|dad|mother|father|parents?|gran\w*) "
    r"(?:is|are|was|works?|runs?|owns?|drives?)(?: \w+){1,3})",
    re.I,
)
FAITH_AND_ORIGIN = re.compile(
    r"\b(?:muslim|islam\w*|mosque|madrasah?|ramadan|eid|christian|catholic|church|chapel|bapti\w+|"
    r"jehovah\S*(?: witness\w*)?|jewish|judaism|synagogue|shabbat|hindu\w*|mandir|diwali|sikh\w*|"
    r"gurdwara|buddhis[mt]|roma|romany|gyps(?:y|ies)|hijab|turban|kippah|"
    r"(?:black|white|asian|mixed) (?:boy|girl|child|pupil|family|heritage)|"
    r"born in \w+|(?:came|moved|comes|arrived) from \w+|gay|lesbian|trans(?:gender)?|non-binary)\b",
    re.I,
)
NAMELESS = re.compile(r"(?<![\w’'.])[B-HJ-Z](?![\w’'])")  # “sits with K”
NEXT = re.compile(r"[’']s\b|,? (?:is|was|has|had|will|can|and|who|[a-z]{2,}s)\b")


def doubts(text: str) -> list[str]:
    """Words that may be a name, and what may tell who is meant. In the order of the text."""
    text = MARK.sub(lambda mark: " " * len(mark[0]), text)
    found = [(word.start(), word[0]) for word in WORD.finditer(text) if _may_be_name(text, word)]
    for form in (STANDS_OUT, FAITH_AND_ORIGIN, NAMELESS):
        found += [(each.start(), each[0].strip()) for each in form.finditer(text)]
    return list(dict.fromkeys(words for _, words in sorted(found)))


def _may_be_name(text: str, word: re.Match) -> bool:
    """With a capital and no ordinary English; where a sentence begins, if it does something."""
    words = word[0]
    if not words[0].isupper() or len(words) < 2 or folded(words) in ORDINARY:
        return False
    if words.isupper():
        return len(words) > LONGEST_SHORT and words not in IN_CAPITALS and not text.isupper()
    if not STARTS.search(text[: word.start()]):
        return True
    begins = re.sub(r"[’']s$", "", words)
    does = NEXT.match(text, word.start() + len(begins))
    return bool(does) and folded(begins) not in BEGIN
