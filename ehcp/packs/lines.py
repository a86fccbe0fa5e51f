"""One line of the story of a case, whoever wrote it: a person's deed, or a date of the law."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Line:
    on: date
    kind: str
    words: str
    url: str = ""
    is_untold: bool = False  # the family has not been told: it stays off paper
