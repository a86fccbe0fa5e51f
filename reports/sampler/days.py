"""Days, ages and year groups in free words, made into marks. Pure."""

import re

from reports.naming_dates import BORN, FORMS, MONTH
from reports.sampler.marks import AGE, DATE, YEAR_GROUP

ONES = "one|two|three|four|five|six|seven|eight|nine"
WORDS = rf"{ONES}|ten|eleven|twelve|\w+teen"
YEARS_OLD = r"(?:years?|yrs?)"
COUNT = rf"(?:\d{{1,2}}|{WORDS}|twenty)"
FIRSTS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth))"
)
OTHERS = (
    re.compile(rf"\b{FIRSTS}\s+(?:of\s+)?(?:{MONTH})\b(?:,?\s+\d{{4}})?", re.I),
    re.compile(rf"\b(?:{MONTH})\s+(?:the\s+)?{FIRSTS}\b", re.I),
    re.compile(rf"\b(?:{MONTH})(?:[, ]+(?:19|20)\d\d|\s+[’']\d\d)\b", re.I),
    re.compile(r"(?<!\d)(?:19|20)\d\d(?:[/–-]\d{2,4})?(?!\d)"),
)
SHORT = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}(?!\d)")
AGES = (
    re.compile(rf"\b{COUNT}[- ]?{YEARS_OLD}[- ]olds?\b", re.I),
    re.compile(rf"\b{COUNT}\s?{YEARS_OLD}(?:\s+and)?,?\s+{COUNT}\s?(?:months?|mths?)\b", re.I),
    re.compile(rf"\baged?\s+(?:of\s+|is\s+)?{COUNT}(?:[:;.]\d{{1,2}})?\b", re.I),
    re.compile(r"\b\d{1,2}y(?:rs?)?\s?\d{1,2}m(?:ths?)?\b", re.I),
    re.compile(r"\b\d{1,2}\s?y\.?/?o\b", re.I),
    re.compile(rf"\bturn(?:s|ed|ing)?\s+{COUNT}\b", re.I),
    re.compile(rf"\b(?:{FIRSTS}|\d{{1,2}}(?:st|nd|rd|th)) (?=birthday)", re.I),
    # A sentence that says no more than how old: "She is seven."
    re.compile(rf"(?:(?<=\bis )(?:{WORDS})|(?:(?<=he is )|(?<=he was )|(?<=he[’']s ))"
               rf"(?:{WORDS}|\d{{1,2}}))(?=[.,;]|$)", re.I),
)  # fmt: skip
YEARS = re.compile(
    rf"\b(?:(?:year|yr)s?[ -]?(?:\d{{1,2}}|{ONES}|ten|eleven|twelve|thirteen)|Y\d{{1,2}}|"
    r"(?:KS|key stage)\s?\d|(?-i:Reception|Nursery)(?= (?:class|year|pupil|child))|"
    r"(?<=\bin )(?-i:Reception|Nursery))\b",
    re.I,
)
NEAR = 30  # characters between "born" and a day without a year


def without_days(text: str) -> str:
    """Every day that names one; a month alone ("in March") stays, it is half a term."""
    for form in FORMS + OTHERS:
        text = form.sub(_date, text)
    return SHORT.sub(lambda found: DATE if _is_birthday(text, found) else found[0], text)


def _date(found: re.Match) -> str:
    """The mark, and the comma or space that stood behind the day."""
    return DATE + found[0][len(found[0].rstrip(" ,.")) :]


def _is_birthday(text: str, found: re.Match) -> bool:
    return bool(BORN.search(text[max(found.start() - NEAR, 0) : found.end() + NEAR]))


def without_ages(text: str) -> str:
    for form in AGES:
        text = form.sub(lambda found: AGE + found[0][len(found[0].rstrip()) :], text)
    return YEARS.sub(YEAR_GROUP, text)
