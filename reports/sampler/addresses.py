"""Numbers, net addresses, streets, houses and other schools in free words. Pure.

They need no record: their form tells what they are.
"""

import re

from iep.bank.names import ORDINARY
from reports.naming import STARTS, UPN
from reports.sampler.lists import BEGIN, IN_CAPITALS
from reports.sampler.marks import NUMBER, PLACE
from sendcase.text import folded

ENDINGS = (
    r"com|co\.uk|org(?:\.uk)?|sch\.uk|gov\.uk|ac\.uk|nhs\.uk|net|uk|info|app|tv|me|io|eu|pl|ro"
)
NET = re.compile(
    r"\S{1,80} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|\S{1,80}@[\w.-]*\w|\b(?:https?://|www\.)\S+|(?<!\w)@\w{2,}|"
    rf"(?<![\w@.-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}\.(?:{ENDINGS})(?:/\S*)?(?![\w.]*\w)|"
    r"(?<!\S)\S{1,80} ?[(\[]?\bat\b[)\]]? ?[\w-]+(?: ?[(\[]?\bdot\b[)\]]? ?[a-z]+)+",
    re.I,
)
NUMBERS = (
    re.compile(r"(?<!\w)\+?\(?\d(?:[\d()\s.-]{7,})\d(?!\w)"),  # a telephone, an NHS number
    re.compile(r"(?<!\w)[A-Z]?\d{5,}[A-Z]?(?!\w)", re.I),
    re.compile(r"\b[A-Z]{2,5}[/-]\d{2,}(?:[/-]\d+)*\b"),  # a case
    re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", re.I),  # a car
    re.compile(r"(?<=\bno )\d{3,}|(?<=\bno\. )\d{3,}|(?<=\bnumber )\d{3,}", re.I),
)
OLD_CAR = re.compile(r"\b[A-Z]\d{2,3}\s?([A-Z]{3})\b")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.I)
BIG = r"[^\W\d_a-z][\w’'‐‑-]*"  # a word with a capital
STREETS = (
    r"Roads?|Rd|Streets?|Avenue|Ave|Lane|Close|Drive|Court|Crescent|Cres|Gardens|Terrace|Grove|Way|"
    r"Place|Park|Hill|Rise|Row|Square|Mews|Green|Estate|Walk|View|Cottages?|House|Farm|Lodge|Barn|"
    r"Hall|Manor|Rectory|Vicarage|Flats?|Towers?|Court|Croft|Mount|Fields?|Heights|Caravan Park"
)
SMALL_STREETS = r"road|street|avenue|crescent|close|cottage|gardens|terrace|mews"
SETTINGS = (
    r"Primary|Infants?|Juniors?|Secondary|High|Grammar|Academy|College|Nursery|Pre-?school|"
    r"Playgroup|"
    r"School|Hospital|Infirmary|Clinic|Surgery|Hospice|Church|Mosque|Temple|Gurdwara|Synagogue|"
    r"(?:Medical|Health|Children[’']s|Family|Community|Leisure|Sports?|Resource|Arts) Cent(?:re|"
    r"er)|"
    r"Rovers|United|Athletic|A?FC|RFC|Harriers|Theatre(?: Company)?|Dojo|Gymnastics|Dance|Stables|"
    r"Swimming Club|Football Club|Cubs|Scouts|Brownies"
)
STREET = re.compile(rf"(?:(?:\d+\w?,?\s+)?(?<!\w)(?:{BIG}\s+){{1,3}})(?:{STREETS})\b")
NUMBERED = re.compile(
    r"\b(?:flat|house|number|no\.?)\s+\d+\w?\s*,?\s+(?=[A-Z])|\bflat\s+\d+\w?\b|"
    rf"\b\d+\w?\s+[a-z]+\s+(?:{SMALL_STREETS})\b|"
    rf"(?<=\b(?:at|on|in) )(?!the\b|our\b|her\b|his\b)[a-z]+ (?:{SMALL_STREETS})\b",
    re.I,
)
SETTING = re.compile(
    rf"(?<!\w)(?:{BIG}\s+){{1,4}}(?:(?:C of E|CE|RC|Catholic|Church of England)\s+)?"
    rf"(?:(?:{SETTINGS})\b\s?)+"
)
SAINT = re.compile(rf"\b(?:St\.?|Saint|SS)\s+{BIG}(?:\s+(?:{SETTINGS})\b)*")
# Before “School” or “House” these are no name of one.
ANY_SCHOOL = {
    "primary", "secondary", "high", "special", "infant", "infants", "junior", "nursery", "grammar",
    "middle", "upper", "lower", "sunday", "forest", "mainstream", "number", "hundred", "golden",
    "after", "breakfast", "family", "whole",
}  # fmt: skip
LITTLE = {"the", "our", "her", "his", "their", "my", "this", "at", "in", "on", "from", "to", "near",
          "was", "seen", "went", "moved", "by", "a", "an"}  # fmt: skip
# What may begin a sentence before a place: “Visits Oak Lodge”.
WORK = (BEGIN - ORDINARY) | LITTLE


def without_addresses(text: str) -> str:
    """Net addresses and UPNs: what else is looked for would find parts of them."""
    text = NET.sub(NUMBER, text).replace("_", " ")  # a_name_like_this is three words
    return UPN.sub(NUMBER, text)


def without_numbers(text: str) -> str:
    """Days are gone before: 2018-03-14 is no telephone."""
    text = POSTCODE.sub(PLACE, text)
    for form in NUMBERS:
        text = form.sub(NUMBER, text)
    return OLD_CAR.sub(lambda found: found[0] if found[1] in IN_CAPITALS else NUMBER, text)


def without_houses(text: str) -> str:
    for form in (SAINT, SETTING, STREET):
        text = form.sub(_named, text)
    return NUMBERED.sub(lambda found: PLACE + " " * found[0].endswith(" "), text)


def _named(found: re.Match) -> str:
    """The place without the word before it; “Special School” is no name."""
    words = re.findall(r"\S+\s*", found[0])
    before = 0
    while before < len(words) - 1 and _plain(words[before]) in LITTLE:
        before += 1
    is_first = bool(STARTS.search(found.string[: found.start()]))
    before = max(before, int(is_first and _plain(words[0]) in WORK))
    if all(_plain(word) in ANY_SCHOOL for word in words[before:-1]):
        return found[0]
    space = found[0][len(found[0].rstrip()) :]
    return "".join(words[:before]) + PLACE + space


def _plain(word: str) -> str:
    return folded(word.strip(" ,’'"))
