"""Can a family read it: words of the trade, short forms, long sentences, hard words."""

from iep.wording.rules.base import ALL, FOR_FAMILY, GOAL, PLAIN, PROVISION, TARGET, Hit, rule, say
from iep.wording.rules.lists import LISTS, any_of
from iep.wording.rules.patterns import Pattern
from iep.wording.rules.shape import LOUD, shouted
from sendcase import prose

PLAINLY = {**LISTS["jargon"], **LISTS["short_forms"]}
TERMS = any_of(LISTS["jargon"])
BEGINNINGS = frozenset(term.split()[0] for term in LISTS["jargon"])
SHORT_TERMS = any_of(LISTS["short_forms"])


@rule("jargon", "jargon", "A word of the trade that a family may not know", where=ALL)
def jargon(said, facts):
    if BEGINNINGS & said.parts:
        for found in TERMS.finditer(said.low):
            if not in_brackets(said.own, found):
                return trade_word(said, found)
    for found in SHORT_TERMS.finditer(said.own):
        if not in_brackets(said.own, found):
            return trade_word(said, found)
    return None


def in_brackets(text, found) -> bool:
    """Whether brackets explain the word, or hold it behind what explains it."""
    return text[found.end() : found.end() + 2] == " (" or text[: found.start()].endswith("(")


def trade_word(said, found) -> Hit:
    quote = said.quote(found)
    term = found[0].replace("-", " ")
    plain = PLAINLY.get(term) or PLAINLY[term.lower()]
    return Hit(
        quote,
        f"A family may not know “{quote}”.",
        f"Say “{plain}”, or put that in brackets behind it.",
    )


SHORT = Pattern(r"(?<![\w'&/.-])[A-Z]{3,5}s?(?![\w'&/-])")
KNOWN_SHORT = frozenset(LISTS["known"]["short"])


@rule("abbreviation", "jargon", "Letters that stand for something unsaid", where=ALL)
def abbreviation(said, facts):
    for found in SHORT.finditer(said.own):
        short = found[0].removesuffix("s")
        if short in KNOWN_SHORT or LOUD.fullmatch(short) or shouted(said):
            continue
        if SHORT_TERMS.fullmatch(found[0]) or in_brackets(said.own, found):
            continue
        return say(said, found, "“{}” is short for something. Will the family know?",
                   "Write it out once.")  # fmt: skip
    return None


@rule("long-sentence", "too-long", f"A sentence of more than {prose.LONG_SENTENCE} words",
      where=(*GOAL, *PROVISION, *FOR_FAMILY))  # fmt: skip
def long_sentence(said, facts):
    if not (long := prose.long_sentence(said)):
        return None
    start, count = long
    return Hit(start, f"This sentence is long: {count} words.", "Two short ones read better aloud.")


LONGEST_TARGET = 40


@rule("long-target", "too-long", f"A target of more than {LONGEST_TARGET} words", where=(TARGET,))
def long_target(said, facts):
    count = len(said.words)
    if count <= LONGEST_TARGET or prose.long_sentence(said):
        return None
    return Hit(
        prose.start_of(said.text),
        f"This target has {count} words. A child can carry one short sentence about.",
        "Keep what the child will do; the rest belongs in the other boxes.",
    )


def too_hard(said, facts, most):
    level = prose.grade(said)
    if level is None or level <= most or prose.long_sentence(said):
        return None
    names = {name.casefold() for name in facts.first_names + facts.last_names}
    hard = prose.hard_words(said, names)[:3]
    if hard:
        quoted = ", ".join(f"“{word}”" for word in hard)
        why = f"Hard to read aloud: {quoted}."
    else:
        why = "Hard to read aloud: the sentences are long."
    return Hit(", ".join(hard), why, "Say it as you would at the school gate, in short sentences.")


@rule("hard-to-read", "reading-age", f"Words for the family above grade {prose.AIM_GRADE}",
      where=FOR_FAMILY)  # fmt: skip
def hard_to_read(said, facts):
    return too_hard(said, facts, prose.AIM_GRADE)


@rule(
    "hard-target", "reading-age", "A target that is hard to read, and no plain words", scope="row"
)
def hard_target(row, facts):
    if row[PLAIN].strip() or not row[TARGET].strip():
        return None
    hit = too_hard(prose.Said(row[TARGET]), facts, prose.AIM_GRADE + 4)
    return hit and Hit(hit.quote, hit.why, "Say it in the box “In plain words”.", TARGET)
