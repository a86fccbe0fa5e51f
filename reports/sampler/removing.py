"""Free words of a plan without what names the child or anybody else. Pure.

What is taken out leaves a mark: “[name]”, “[place]”, “[date]”. Names are found by reports.naming,
the one check. Of the child itself, and of its family, a word that is also ordinary English
(“grace”) goes, too; of everybody else only where it begins with a capital or is a name and nothing
else: else no text could be read where somebody is called Green. He, she and they stay.
So does a first name that anybody could have. What the rules cannot know (a grandmother nobody wrote
down) the head finds: reports.sampler.doubts.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from iep.bank.names import ORDINARY
from reports.naming import UPN, Found, Kind, Names, anybody, look
from reports.naming_words import WORD
from reports.sampler.days import without_ages, without_days
from reports.sampler.lists import IN_CAPITALS
from reports.sampler.marks import DATE, LANGUAGE, NAME, NUMBER, PLACE, into_signs, into_words
from reports.sampler.rare import without_needs
from sendcase.text import folded

MARK_OF = {Kind.NAME: NAME, Kind.INITIALS: NAME, Kind.BIRTHDAY: DATE, Kind.UPN: NUMBER}
# Whoever follows such a word with a capital is somebody, also where no record knows them.
TITLES = (
    r"Mr|Mrs|Ms|(?-i:Miss)|Mx|Dr|Prof|Professor|Sir|Dame|Rev|Father|Sister|Imam|Rabbi|Nurse|Aunt|"
    r"Auntie|Aunty|Uncle|Nan|Nana|Grandma|Grandad|Brother|Cousin|Friends?|Mum|Dad|Mother|Dog|Cat|"
    r"Pupp(?:y|ies)|Called|Named"
)
TITLED = re.compile(
    rf"\b(?:{TITLES})\b\.?\s+(?:[^\W\d_]\.?\s+)?"
    r"(?-i:[^\W\d_a-z])[\w’'‐‑-]*(?:\s+(?-i:[^\W\d_a-z])[\w’'‐‑-]+)?",
    re.I,
)
ADDRESS = re.compile(r"\S+@[\w.-]*\w|\b(?:https?://|www\.)\S+|(?<!\w)@\w{2,}")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.I)
PHONE = re.compile(r"(?<!\w)\+?\(?\d(?:[\d()\s-]{7,})\d(?!\w)")
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LONG = re.compile(r"(?<!\w)[A-Z]?\d{5,}[A-Z]?(?!\w)", re.I)


@dataclass(frozen=True)
class Secrets:
    """What no text may say. near: names of the child and its family; far: of everybody else.

    places: folded, longest first; classes: folded names of one word that are also words (“oak”);
    few: types of need that few have; areas: broad area → words; languages: folded.
    """

    near: Names
    far: Names
    places: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    few: frozenset[str] = frozenset()
    areas: dict[str, str] = field(default_factory=dict)


def cleaned(text: str, secrets: Secrets) -> str:
    """The text with marks where something was taken out; the same again if it is given again."""
    text = into_signs(unicodedata.normalize("NFC", HIDDEN.sub("", text)))
    text = ADDRESS.sub(NUMBER, text).replace("_", " ")  # a_name_like_this is three words
    text = UPN.sub(NUMBER, text)
    text = without_days(text)
    text = POSTCODE.sub(PLACE, text)
    text = LONG.sub(NUMBER, PHONE.sub(NUMBER, text))
    text = without_places(text, secrets)
    text = without_ages(text)
    text = TITLED.sub(NAME, text)
    text = without_names(text, secrets.near)
    text = without_initials(text, secrets.near)
    text = without_names(text, secrets.far, _counts)
    text = without_names(text, anybody(), is_usual)
    text = _without_languages(text, secrets.languages)
    return into_words(without_needs(text, set(secrets.few), secrets.areas))


def without_names(text: str, names: Names, counts=lambda found: True) -> str:
    """look() says each thing once: it is asked again until it finds nothing that counts."""
    while found := [each for each in look(text, names) if counts(each)]:
        for each in reversed(found):
            end = each.at + len(each.words)
            text = text[: each.at] + MARK_OF[each.kind] + text[end:]
        for each in found:  # the same word again, elsewhere
            again = rf"(?<![^\W\d_]){re.escape(each.words)}(?![^\W\d_])"
            text = re.sub(again, MARK_OF[each.kind], text)
    return text


def _counts(found: Found) -> bool:
    return found.is_certain or found.words[:1].isupper() or folded(found.words) not in ORDINARY


def is_usual(found: Found) -> bool:
    return found.kind == Kind.NAME and found.is_certain and found.words[0].isupper()


def without_initials(text: str, near: Names) -> str:
    """The child’s own and its family’s, in capitals: ZB, Z.B., Z B-W; Z. and Z’s alone."""
    for one, other in filter(lambda both: len(both) == 2, near.initials):
        form = rf"(?<![\w.]){one.upper()}\.?[ -]?{other.upper()}(?:\.?[ -]?[A-Z])?(?!\w)"
        text = re.sub(form, _unless_usual, text)
    alone = "".join({both[0] for both in near.initials if both} - {"i"}).upper()
    return re.sub(rf"(?<![\w.])[{alone}](?:[’']s|\.(?!\w))", NAME, text) if alone else text


def _unless_usual(found: re.Match) -> str:
    return found[0] if re.sub(r"\W", "", found[0]) in IN_CAPITALS else NAME


def without_places(text: str, secrets: Secrets) -> str:
    plain = _plain(text)
    here = set(re.findall(r"\w+", plain))
    spans = []
    for place in secrets.places:
        if not here.issuperset(re.findall(r"\w+", place)):
            continue
        form = r"[\s,‐‑-]*".join(map(re.escape, place.split()))
        spans += [each.span() for each in re.finditer(rf"(?<!\w){form}(?:'?s)?(?!\w)", plain)]
    for each in re.finditer(r"(?<!\w)[^\W\d_]+(?!\w)", plain):
        if each[0] in secrets.classes and _is_class(text, each):
            spans.append(each.span())
    return _marked(text, spans, PLACE)


def _is_class(text: str, found: re.Match) -> bool:
    beside = re.match(r"\s+(?:class|group|form|base)\b", text[found.end() :], re.I)
    return text[found.start()].isupper() or beside is not None


def _plain(text: str) -> str:
    """Folded letter by letter, so that places in it are places in the text."""
    return "".join((folded(letter) or letter)[:1] for letter in text)


def _marked(text: str, spans, mark: str) -> str:
    taken = len(text)
    for start, end in sorted(spans, key=lambda span: (-span[1], span[0])):
        if end <= taken:
            text, taken = text[:start] + mark + text[end:], start
    return text


def _without_languages(text: str, languages) -> str:
    return WORD.sub(lambda word: LANGUAGE if folded(word[0]) in languages else word[0], text)
