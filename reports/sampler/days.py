"""Days, ages and year groups in free words, made into marks. Pure."""

import calendar
import re

from reports.naming_dates import BORN, FORMS, MONTH
from reports.sampler.marks import AGE, DATE, YEAR_GROUP

TITLED_MONTH = "|".join(calendar.month_name[1:])
ONES = "one|two|three|four|five|six|seven|eight|nine"
WORDS = rf"{ONES}|ten|eleven|twelve|\w+teen"
YEARS_OLD = r"(?:years?|yrs?)"
COUNT = rf"(?:\d{{1,2}}|{WORDS}|twenty)"
FIRSTS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth))"
)
WEEKDAY = "|".join(calendar.day_name)
YEAR_IN_WORDS = (
    rf"two thousand(?: and)? (?:{WORDS}|twenty(?:[- ](?:{ONES}))?)|"
    rf"twenty[- ](?:ten|eleven|twelve|\w+teen|twenty(?:[- ](?:{ONES}))?)"
)
OTHERS = (
    re.compile(
        rf"\b(?:\d{{1,2}}|{WORDS})\s+(?:of\s+)?(?-i:{TITLED_MONTH})\b(?:\s+(?:{YEAR_IN_WORDS}))?",
        re.I,
    ),
    re.compile(rf"\b(?:{YEAR_IN_WORDS})\b", re.I),
    re.compile(rf"\b{FIRSTS}\s+(?:of\s+)?(?:{MONTH})\b(?:,?\s+\d{{4}})?", re.I),
    re.compile(rf"\b(?:{MONTH})\s+(?:the\s+)?{FIRSTS}\b", re.I),
    re.compile(rf"\b(?:{MONTH})(?:[, ]+(?:19|20)\d\d|\s+[’']\d\d)\b", re.I),
    re.compile(
        rf"\b(?:(?:{WEEKDAY}),?\s+(?:the\s+)?|on\s+the\s+)(?:\d{{1,2}}(?:st|nd|rd|th)|{FIRSTS})\b",
        re.I,
    ),
    re.compile(r"(?<!\d)(?:19|20)\d\d(?:[/–-]\d{2,4})?(?!\d)"),
)
# A month in which something was: half a term, and who joined or was born in it is few. “By July”,
# “before March”, “the end of May” say when a target ends.
SINCE = re.compile(
    r"\b(?P<before>(?:in|since|during|last|from)(?:\s+(?:late|early|mid|last|about|around))?"
    rf"[\s-]+)(?P<month>{MONTH})\b(?!\s+(?:need|be|have|use)\b)", re.I,
)  # fmt: skip
SHORT = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}(?!\d)")
YOUNG = rf"(?:[1-9]|1\d|2[0-5]|{WORDS})"
ENDS = (
    r"(?:\s+and\s+a\s+half)?(?=\s*(?:[.,;:!?)]|$)|\s+(?:and|but|he|she|they|when|because|so|soon|"
    r"now|next|in|when|with|"
    r"years?|months?|his|her)\b)(?!\s+and\s+(?:\d|is\s+\d))"
)
AGES = (
    re.compile(rf"\b{COUNT}[- ]?{YEARS_OLD}[- ]olds?\b", re.I),
    re.compile(rf"\b{COUNT}\s?{YEARS_OLD}(?:\s+and)?,?\s+{COUNT}\s?(?:months?|mths?)\b", re.I),
    re.compile(rf"\b(?:aged?|age of)\s+(?:of\s+|is\s+|about\s+)?{COUNT}(?:[:;.]\d{{1,2}})?\b"
               r"(?!\s+months?\s+(?:below|above|behind|ahead))(?:\s+and\s+a\s+half)?", re.I),
    re.compile(r"\b\d{1,2}y(?:rs?)?\s?\d{1,2}m(?:ths?)?\b", re.I),
    re.compile(r"\b\d{1,2}\s?y\.?/?o\b", re.I),
    re.compile(rf"\bturn(?:s|ed|ing)?\s+{COUNT}\b", re.I),
    re.compile(rf"\b(?:{FIRSTS}|\d{{1,2}}(?:st|nd|rd|th)) (?=birthday)", re.I),
    re.compile(rf"\b(?<!years )(?:at|from|until|since)\s+{COUNT}\s+months?(?:\s+old)?\b", re.I),
    # A sentence that says no more than how old: "She is seven." Nobody is one of five here.
    re.compile(rf"(?:(?<=\bis )(?:{WORDS})|(?:(?<=he is )|(?<=he was )|(?<=he[’']s ))"
               rf"(?:{WORDS}|\d{{1,2}}))(?=[.,;]|$)", re.I),
)  # fmt: skip
# Words before an age; they stay, the age does not.
BEFORE_AGES = (
    re.compile(rf"\b(?P<before>(?:when|until|since|before|after|while)\s+(?:\w+\s+)?\S+\s+"
               rf"(?:was|were|is|turned)\s+(?:only\s+|about\s+|just\s+|"
               rf"nearly\s+)?){YOUNG}{ENDS}", re.I),
    re.compile(rf"(?P<before>\b(?:she|he|they)(?:\s+(?:will|is|was|has|were|are|just|only|now|"
               rf"nearly|"
               rf"almost|about)|[’'](?:s|ll))*\s+(?:be|been|is|was|were|are|just|nearly|almost|"
               rf"now)\s+)"
               rf"(?!one\b){YOUNG}{ENDS}", re.I),
    re.compile(rf"(?P<before>\b(?:diagnosed|born|moved|arrived|adopted|walked|talked|"
               rf"started(?:\s+\w+)?|school)\s+at\s+)"
               rf"{YOUNG}{ENDS}", re.I),
    re.compile(rf"(?P<before>(?:^|[.!?]\s+)(?:is\s+|now\s+)?(?:nearly|almost|just|now)\s+)"
               rf"{YOUNG}{ENDS}", re.I),
)  # fmt: skip
YEARS = re.compile(
    rf"\b(?:(?:year|yr)s?[ -]?(?:\d{{1,2}}|{ONES}|ten|eleven|twelve|thirteen)|Y\d{{1,2}}|"
    r"(?:KS|key stage)\s?\d|(?-i:Reception|Nursery)(?= (?:class|year|pupil|child))|"
    r"(?:(?<=\bin )|(?<=\bto )|(?<=\bfrom )|(?<=\bsince )|(?<=\binto ))(?-i:Reception|Nursery))\b",
    re.I,
)
NEAR = 30  # characters between "born" and a day without a year


def without_days(text: str) -> str:
    """Every day that names one, and a month in which something was."""
    for form in FORMS + OTHERS:
        text = form.sub(_date, text)
    text = SINCE.sub(lambda found: found["before"] + DATE, text)
    return SHORT.sub(lambda found: DATE if _is_birthday(text, found) else found[0], text)


def _date(found: re.Match) -> str:
    """The mark, and the comma or space that stood behind the day."""
    return DATE + found[0][len(found[0].rstrip(" ,.")) :]


def _is_birthday(text: str, found: re.Match) -> bool:
    return bool(BORN.search(text[max(found.start() - NEAR, 0) : found.end() + NEAR]))


def without_ages(text: str) -> str:
    for form in BEFORE_AGES:
        text = form.sub(lambda found: found["before"] + AGE, text)
    for form in AGES:
        text = form.sub(lambda found: AGE + found[0][len(found[0].rstrip()) :], text)
    return YEARS.sub(YEAR_GROUP, text)
