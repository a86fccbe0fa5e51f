"""Gaps in a text, in braces: {name} and {date} are filled here, the others by whoever writes."""

import re

from iep.dates import words

GAP = re.compile(r"\{[^{}\n]{1,40}\}")
BY_NAME = {"name", "the name", "child"}
BY_DAY = {"date", "review date", "the date"}


def filled(text: str, *, name: str, review_on) -> str:
    """name: the child's first name; review_on: a date, None where it is not known yet."""

    def fill(gap):
        asked = gap[0][1:-1].strip().casefold()
        if asked in BY_NAME:
            return name
        return words(review_on) if asked in BY_DAY and review_on else gap[0]

    return GAP.sub(fill, text)


def open_gaps(text: str) -> list[str]:
    """["{how many}", …] in order, each once."""
    return list(dict.fromkeys(GAP.findall(text or "")))


def open_in(targets) -> list[str]:
    """Sentences for rows of iep.content: "Target 2: {how many}"."""
    said = []
    for number, row in enumerate(targets, start=1):
        texts = "\n".join(value for value in row.values() if isinstance(value, str))
        if found := open_gaps(texts):
            said.append(f"Target {number}: {', '.join(found)}")
    return said


def mark(formset) -> None:
    """Say under each box of the editor which gaps are still to be filled in."""
    for form in formset.forms:
        for box in form:
            value = box.value()
            if found := open_gaps(value) if isinstance(value, str) else []:
                box.help_text = f"Still to fill in: {', '.join(found)}"
                box.field.widget.attrs["data-gaps"] = "open"
