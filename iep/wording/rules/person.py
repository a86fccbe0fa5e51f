"""Is it this child, and is it the child who does it? Pronouns, names, adults in the target."""

import re

from iep.wording.rules.base import ALL, TARGET, Hit, rule
from iep.wording.rules.lists import LISTS
from iep.wording.rules.patterns import Pattern

PRONOUN = Pattern(
    r"\b(?P<both>s/he|he/she|she/he|(?:s|S)he or he|he or she|him/her|her/him|his/her|his or her|"
    r"him or her|her/his|himself/herself)\b"
    r"|\b(?P<he>he|him|his|himself)(?:'s|'ll|'d)?\b|\b(?P<she>she|her|hers|herself)(?:'s|'ll|"
    r"'d)?\b",
    re.I,
)
# Somebody else of whom "she" or "he" may be said.
WOMAN = Pattern(
    r"\b(?:Mrs|Ms|Miss|mum|mummy|mother|nan|gran|grandma|grandmother|aunt|auntie|sister|woman|"
    r"girl|"
    r"female|TA|teacher|assistant|LSA|therapist|SENCO|partner|friend|adult|buddy|key ?worker|"
    r"mentor|ELSA|author|character|queen|peer|classmate|child who|doll|puppet)\b", re.I,
)  # fmt: skip
MAN = Pattern(
    r"\b(?:Mr|dad|daddy|father|grandad|grandpa|grandfather|uncle|brother|man|boy|male|TA|teacher|"
    r"assistant|LSA|therapist|SENCO|partner|friend|adult|buddy|key ?worker|mentor|ELSA|author|"
    r"character|king|peer|classmate|child who|doll|puppet|dog)\b", re.I,
)  # fmt: skip
SOMEBODY = {"she": WOMAN, "he": MAN}


@rule("wrong-pronoun", "wrong-pronoun", "“He” where this child is “she”, or the other way",
      where=ALL)  # fmt: skip
def wrong_pronoun(said, facts):
    if not facts.pronoun:
        return None
    for found in PRONOUN.finditer(said.own):
        spoken = found.lastgroup
        if spoken in ("both", facts.pronoun):
            continue
        if SOMEBODY[spoken].search(said.own[max(0, found.start() - 200) : found.start()]):
            continue  # "Mrs Lamb and her cards"
        told = facts.pronoun if facts.pronoun != "other" else "by name"
        return Hit(
            said.quote(found),
            f"“{said.quote(found)}” is not {facts.name}, who is spoken of as “{told}”.",
            f"Write {facts.name}, or the right word. Was this copied from another plan?",
        )
    return None


@rule("both-pronouns", "wrong-pronoun", "“His/her”, left over from a form", where=ALL)
def both_pronouns(said, facts):
    found = next((m for m in PRONOUN.finditer(said.own) if m.lastgroup == "both"), None)
    return found and Hit(
        said.quote(found),
        f"“{said.quote(found)}” sounds like a form, not like {facts.name}.",
        f"Write {facts.name}, or the word the family uses.",
    )


@rule("guessed-pronoun", "wrong-pronoun", "“He” or “she” where nobody told us", where=ALL)
def guessed_pronoun(said, facts):
    if facts.pronoun:
        return None
    for found in PRONOUN.finditer(said.own):
        if found.lastgroup == "both":
            continue
        if SOMEBODY[found.lastgroup].search(said.own[max(0, found.start() - 200) : found.start()]):
            continue
        return Hit(
            said.quote(found),
            f"We do not know how {facts.name} is spoken of.",
            f"Use the name, or write the pronouns on {facts.name}’s page once the family told you.",
        )
    return None


CAPITALISED = Pattern(r"(?<![\w'-])[^\W\d_a-z][\w-]{1,30}")
TITLE = Pattern(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Madam|Mr and Mrs)\.? ?(?:[A-Z]\. ?)?$")
ORDINARY = frozenset(LISTS["names"]["ordinary"])
COMMON = frozenset(LISTS["names"]["common"]) - ORDINARY
PERSON_BEFORE = Pattern(
    r"\b(?:with|for|by|to|and|help|helps|ask|asks|give|gives|let|if|remind|beside|near|support|"
    r"encourage|from|than|like|tell|tells|show|shows|of|when)\s$", re.I,
)  # fmt: skip
MONTH_BEFORE = Pattern(
    r"\b(?:in|by|until|till|of|before|after|since|from|to|and|\d+|end|mid)\s$", re.I
)
DOING = Pattern(
    r"'s\b|\s(?:will|can|is|has|needs|does|should|must|reads|writes|says|uses|finds|"
    r"knows|likes|chooses|asks|joins|works|sits|plays)\b"
)
DOING_SURELY = Pattern(
    r"\s(?:will|can|is able|needs to|should|must|is to|to be able|has to)\b|\sto [a-z]+\b"
)


@rule("other-child", "wrong-name", "The name of another child of the class", where=ALL)
def other_child(said, facts):
    others = {name.casefold(): name for each in facts.others for name in (each, each.split()[0])}
    mine = {
        part.casefold() for name in facts.first_names + facts.last_names for part in name.split()
    }
    for found in CAPITALISED.finditer(said.own) if others else ():
        word = found[0].removesuffix("'s")
        key = word.casefold()
        if key in others and key not in mine and is_a_person(said.own, found, word):
            return wrong(said, found, facts)
    return None


def is_a_person(text, found, word) -> bool:
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() :][:24]
    if TITLE.search(before) or word.isupper() and len(word) > 1:
        return False
    if word.casefold() not in ORDINARY:
        return True
    if word in {"May", "April", "June", "August"} and MONTH_BEFORE.search(before):
        return False
    starts = not before.strip() or before.rstrip()[-1:] in ".!?:;\n•-" or "\n" in before[-2:]
    if starts:
        return bool(DOING.match(after))  # "Mark each word"
    return bool(PERSON_BEFORE.search(before) or DOING.match(after))


def wrong(said, found, facts) -> Hit:
    quote = said.quote(found)
    return Hit(
        quote,
        f"“{quote}” is not {facts.name}. Another child’s name must not go home in this plan.",
        f"If {facts.name} is meant, put the name right; if not, say “a partner”.",
    )


@rule("unknown-child", "wrong-name", "A first name that is not this child’s, doing the target",
      where=(TARGET, "criteria", "plain_words"))  # fmt: skip
def unknown_child(said, facts):
    mine = {
        part.casefold() for name in facts.first_names + facts.last_names for part in name.split()
    }
    others = {name.casefold() for name in facts.others}
    for found in CAPITALISED.finditer(said.own):
        key = found[0].removesuffix("'s").casefold()
        if key not in COMMON or key in mine or key in others:
            continue
        before, after = (
            said.own[max(0, found.start() - 24) : found.start()],
            said.own[found.end() :],
        )
        if not TITLE.search(before) and DOING_SURELY.match(after[:24]):
            return wrong(said, found, facts)
    return None


ADULTS = (
    r"(?:(?:all |the |class |key |school |an? )?(?:staff|adults?|teachers?|teaching assistants?|"
    r"tas?|lsas?|hlta|sencos?|school|"
    r"parents?|carers?|mum|dad|family|home|therapist|salt|ep|support staff|key ?worker|(?:mr|mrs|"
    r"ms|miss) [a-z]\w+))"
)
ADULT = Pattern(
    rf"^\W*(?:for )?{ADULTS} (?:(?:and|or|/) {ADULTS} )?(?:will|to|should|must|needs? to|can|"
    rf"are to|is to|helps?|supports?|gives?|provides?|encourages?|reads?|checks?)\b"
    r"|^\W*(?:to |will |continue to |we will |we |i will )?(?:provid(?:e|es|ing)|ensur(?:e|es|"
    r"ing)|monitor(?:ing)?|mak(?:e|ing) sure|encourag(?:e|ing)|support(?:ing)? (?!a |an |each|"
    r"one|another)|differentiat(?:e|ing)|"
    r"arrang(?:e|ing) (?:a |an |for |support|for)|implement(?:ing)?|facilitat(?:e|ing)|"
    r"deliver(?:ing)? (?!a |an |the |her |his |their )|refer(?:ral)? |liais(?:e|ing)|"
    r"assess(?:ing|ment)? (?!whether)|set up|"
    r"(?:give|offer|help|remind|allow|teach|show|praise|let|prompt|enable|get|reward|sit|"
    r"seat) (?:him|her|them|the child|the pupil|(?!a |an |the |up |\d)(?-i:[A-Z])\w+)\b)"
    r"|^\W*(?:for [\w' ]{2,40} )?(?:[\w' -]{2,40}? )?(?:to |will |should |must )?(?:be (?:given|"
    r"provided|offered|reminded|taught|shown|monitored|seen|assessed|referred|seated|supported|"
    r"encouraged|helped|praised|prompted|placed|grouped|paired|read to)|receive (?!the |a |"
    r"an (?!hour))|have access to|"
    r"be in a group|"
    r"get (?:extra|more|some|daily|regular|weekly|\d+ minutes)|have (?:a |an |more |extra |some |"
    r"regular |daily |weekly |additional |\d+ )*(?:support|sessions?|help|intervention|time with|"
    r"lessons? with|ta\b|minutes)|attend (?:an? |the )?(?:intervention|phonics|nurture|speech|"
    r"therapy|sessions|group|weekly|daily|catch))",
    re.I,
)


@rule("adult-target", "adult-target", "What adults will do, written as the child’s target",
      where=(TARGET,))  # fmt: skip
def adult_target(said, facts):
    found = ADULT.match(said.own)
    return found and Hit(
        said.quote(found),
        f"This is what adults do. What will {facts.name} do?",
        "Put what adults do under strategies; here say what you will see the child do.",
    )
