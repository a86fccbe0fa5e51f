"""Free words of a plan without what names the child or anybody else. Pure.

What is taken out leaves a mark: “[name]”, “[place]”, “[date]”. Names are found by reports.naming,
the one check. Of the child itself, and of its family, a word that is also ordinary English
(“grace”) goes, too; of everybody else only where it begins with a capital or is a name and nothing
else: else no text could be read where somebody is called Green. He, she and they stay.
So does a first name that anybody could have. What the rules cannot know (a grandmother nobody wrote
down) the head finds: reports.sampler.doubts.
"""

import re
from dataclasses import dataclass, field

from iep.bank.names import ORDINARY
from reports.naming import STARTS, Found, Kind, Names, anybody, look
from reports.naming_letters import with_plain_letters
from reports.naming_words import keys_of_word
from reports.sampler.addresses import without_addresses, without_houses, without_numbers
from reports.sampler.days import without_ages, without_days
from reports.sampler.lists import IN_CAPITALS
from reports.sampler.lives import without_lives
from reports.sampler.marks import DATE, NAME, NUMBER, PLACE, into_signs, into_words
from reports.sampler.origins import without_origins
from reports.sampler.people import without_people
from reports.sampler.rare import without_needs
from sendcase.text import folded

MARK_OF = {Kind.NAME: NAME, Kind.INITIALS: NAME, Kind.BIRTHDAY: DATE, Kind.UPN: NUMBER}
TO_DO = re.compile(r"\s+(?:the|a|an|each|every|this|that|these|those|it|them|him)\b")
SPELLED = re.compile(r"(?<!\w)[^\W\d_](?:[ .·-]{1,2}[^\W\d_]){2,}(?!\w)")  # Z-o-ë
TYPED = re.compile(r"(?<!\w)(?=\w*\d)(?=\w*[^\W\d_])\w+(?!\w)")  # Z0e
AS_LETTERS = str.maketrans("0134578", "oleastb")
ABBREVIATED = {"eg", "ie", "am", "pm"}  # small letters with points that are nobody's


@dataclass(frozen=True)
class Secrets:
    """What no text may say. near: names of the child and its family; far: of everybody else.

    places: folded, longest first; classes: folded names of one word that are also words (“oak”);
    few: types of need that few have; holders: type of need → children who hold it;
    areas: broad area → words; languages: folded.
    """

    near: Names
    far: Names
    places: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    few: frozenset[str] = frozenset()
    holders: dict[str, frozenset[int]] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)


def cleaned(text: str, secrets: Secrets) -> str:
    """The text with marks where something was taken out; the same again if it is given again."""
    text = with_plain_letters(into_signs(text))
    text = without_numbers(without_days(without_addresses(text)))
    text = without_lives(text)
    text = without_houses(without_places(text, secrets))
    text = without_ages(text)
    text = without_people(text)
    text = without_spelled(text, secrets)
    text = without_names(text, secrets.near)
    text = without_initials(text, secrets.near)
    text = without_names(text, secrets.far, _counts)
    text = without_names(text, anybody(), is_usual)
    text = without_origins(text, secrets.languages)
    return into_words(without_needs(text, set(secrets.few), secrets.areas))


def without_names(text: str, names: Names, counts=lambda text, found: True) -> str:
    """look() says each thing once: it is asked again until it finds nothing that counts."""
    while found := [each for each in look(text, names) if counts(text, each)]:
        for each in reversed(found):
            end = each.at + len(each.words)
            text = text[: each.at] + MARK_OF[each.kind] + text[end:]
        for each in found:  # the same word again, elsewhere
            again = rf"(?<![^\W\d_]){re.escape(each.words)}(?![^\W\d_])"
            text = re.sub(again, MARK_OF[each.kind], text)
    return text


def _counts(text: str, found: Found) -> bool:
    """Mark is somebody; “mark the page” and “Mark the page” are work."""
    if found.is_certain or folded(found.words) not in ORDINARY:
        return True
    is_work = STARTS.search(text[: found.at]) and TO_DO.match(text, found.at + len(found.words))
    return found.words[:1].isupper() and not is_work


def is_usual(text: str, found: Found) -> bool:
    return found.kind == Kind.NAME and found.is_certain and found.words[0].isupper()


def without_spelled(text: str, secrets: Secrets) -> str:
    """A name letter by letter, or with a nought for an o."""
    every = secrets.near.first | secrets.near.last | secrets.far.first | secrets.far.last

    def named(word: str) -> bool:
        return bool(keys_of_word(word) & every - ORDINARY)

    def spelled(found: re.Match) -> str:
        return NAME if named(re.sub(r"[\W_]", "", found[0])) else found[0]

    def typed(found: re.Match) -> str:
        forms = (found[0].translate(AS_LETTERS), found[0].translate(AS_LETTERS).replace("l", "i"))
        return NAME if any(map(named, forms)) else found[0]

    return TYPED.sub(typed, SPELLED.sub(spelled, text))


def without_initials(text: str, near: Names) -> str:
    """The child’s own and its family’s: ZB, Z.B., Z B-W, z.b.; Z. and Z’s alone."""
    for one, other in filter(lambda both: len(both) == 2, near.initials):
        capitals = rf"{one.upper()}\.?[ -]?{other.upper()}(?:\.?[ -]?[A-Z])?"
        small = rf"{one}\.\s?{other}(?:\.\s?[a-z])?"
        text = re.sub(rf"(?<![\w.])(?:{capitals}|{small})(?!\w)", _unless_usual, text)
        text = re.sub(rf"\b{one.upper()}[a-z]{{1,2}}\.\s?{other.upper()}\b", NAME, text)  # Zo. B.
    alone = "".join({both[0] for both in near.initials if both} - {"i"}).upper()
    return re.sub(rf"(?<![\w.])[{alone}](?:[’']s|\.(?!\w))", NAME, text) if alone else text


def _unless_usual(found: re.Match) -> str:
    plain = re.sub(r"\W", "", found[0])
    return found[0] if plain in IN_CAPITALS | ABBREVIATED else NAME


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
