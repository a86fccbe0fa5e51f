"""What sorts of result there are, what each may be, and how it is read and written in words.

Numbers are kept as whole tenths; an age in months is tenths of a month.
"""

import re

from django.core.exceptions import ValidationError
from django.db import models

from sendcase.text import clean_line


class ScoreKind(models.TextChoices):
    STANDARDISED = "standardised", "Standardised score"
    SCALED = "scaled", "Scaled score"
    AGE = "age", "Age, such as a reading age"
    RAW = "raw", "Marks"
    WORD = "word", "Teacher’s assessment, in words"


# Least and most. Standardised: mean 100, standard deviation 15; four of them either way is as far
# as tests go. Scaled: key stage tests, 80 to 120. Age: 2 to 20 years, in months.
LIMITS: dict[str, tuple[int, int]] = {
    ScoreKind.STANDARDISED: (40, 160),
    ScoreKind.SCALED: (80, 120),
    ScoreKind.AGE: (24, 240),
    ScoreKind.RAW: (0, 1000),
}
IMPOSSIBLE: dict[str, str] = {
    ScoreKind.STANDARDISED: "A standardised score is from 40 to 160.",
    ScoreKind.SCALED: "A scaled score is from 80 to 120.",
    ScoreKind.AGE: "Write an age from 2 to 20 years: 7:06, or 90 for the months.",
    ScoreKind.RAW: "Write the marks as a number from 0 to 1000.",
}
SHORT: dict[str, str] = {
    ScoreKind.STANDARDISED: "standardised", ScoreKind.SCALED: "scaled", ScoreKind.AGE: "age",
    ScoreKind.RAW: "marks", ScoreKind.WORD: "teacher’s assessment",
}  # fmt: skip
LONGEST_WORD = 60
NUMBER = re.compile(r"(\d{1,4})(?:\.(\d)0*)?", re.ASCII)
AGE = re.compile(r"(\d{1,2})\s*(?::|y|yrs?|years?|-)\s*(\d{1,2})\s*(?:m|mths?|months?)?", re.I)
NAMES = {
    "standardised": "standardised", "standardisedscore": "standardised", "sas": "standardised",
    "standardagescore": "standardised", "standardized": "standardised", "ss": "standardised",
    "standardizedscore": "standardised", "scaled": "scaled", "scaledscore": "scaled",
    "age": "age", "readingage": "age", "spellingage": "age", "ageinmonths": "age",
    "ageequivalent": "age", "raw": "raw", "rawscore": "raw", "mark": "raw", "marks": "raw",
    "word": "word", "words": "word", "ta": "word", "teacherassessment": "word",
    "teachersassessment": "word", "judgement": "word", "grade": "word",
}  # fmt: skip


def kind_of(text: str) -> str:
    """What a list calls a sort of result. Raises ValidationError for what we do not know."""
    plain = re.sub(r"[^a-z]", "", text.casefold())
    if plain not in NAMES:
        raise ValidationError("Write standardised, scaled, age, marks or word.")
    return NAMES[plain]


def read(kind: str, text: str) -> tuple[int | None, str]:
    """(tenths, word): one of them is there. Raises ValidationError for a result that cannot be."""
    text = clean_line(text)
    if kind == ScoreKind.WORD:
        if not text or len(text) > LONGEST_WORD:
            raise ValidationError(f"Write a word or a few: at most {LONGEST_WORD} characters.")
        return None, text
    least, most = LIMITS[kind]
    tenths = _tenths(kind, text)
    if tenths is None or not least * 10 <= tenths <= most * 10:
        raise ValidationError(IMPOSSIBLE[kind])
    return tenths, ""


def _tenths(kind: str, text: str) -> int | None:
    if kind == ScoreKind.AGE:
        if (found := AGE.fullmatch(text)) and int(found[2]) < 12:
            return (int(found[1]) * 12 + int(found[2])) * 10
        if not text.isdecimal():  # 7.06 may be seven and a half or a misprint: nobody knows
            return None
    found = NUMBER.fullmatch(text)
    return int(found[1]) * 10 + int(found[2] or 0) if found else None


def words(kind: str, tenths: int | None, word: str) -> str:
    """103; 7 years 6 months; Working towards."""
    if kind == ScoreKind.WORD or tenths is None:
        return word
    if kind == ScoreKind.AGE:
        years, months = divmod(tenths // 10, 12)
        return f"{years} years {months} months"
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
