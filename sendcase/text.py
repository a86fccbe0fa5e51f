"""What may stand in a name or in prose, and how names sort and are searched.

Names: NFC, trimmed, any script, apostrophes and emoji kept; control characters, direction
overrides and stray zero-width characters are refused, nothing is ever cut (security §3).
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

# A joiner is part of some scripts and of emoji; at either end it is a stray.
JOINERS = {"\u200c", "\u200d"}
DIRECTION = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"}
STRAY = {"\u200b", "\u2060", "\ufeff", "\u00ad"}
# 50,000 combining accents stall the PDF writer; no language stacks more than a few.
MOST_MARKS = 6


def clean_prose(value: str) -> str:
    """Free text: NFC, line ends made equal. Raises ValidationError for what must not be there."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    refuse_hidden(value, allowed_controls="\n\t")
    return value.strip()


def clean_line(value: str) -> str:
    """One line, such as a name: as prose, and inner runs of spaces made one."""
    value = unicodedata.normalize("NFC", value)
    refuse_hidden(value, allowed_controls="")
    return re.sub(r"\s+", " ", value).strip()


def refuse_hidden(value: str, allowed_controls: str) -> None:
    """Raise ValidationError where a character cannot be seen or would change what is seen."""
    marks = 0
    for place, character in enumerate(value):
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        hidden = category in {"Cc", "Cs"} and character not in allowed_controls
        stray = character in JOINERS and place in {0, len(value) - 1}
        if hidden or stray or character in DIRECTION | STRAY or marks > MOST_MARKS:
            raise ValidationError(
                "This contains a hidden character, often copied from elsewhere. "
                "Type it again here.",
                code="hidden-character",
            )


def folded(value: str) -> str:
    """Lower case without accents: for sorting and finding, never for showing."""
    plain = unicodedata.normalize("NFKD", value.replace("’", "'").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()


def sort_key(*parts: str) -> str:
    """A key under which names sort as people expect: O'Neil and ONeil stand together."""
    return " ".join(re.sub(r"[^\w ]+", "", folded(part)) for part in parts)[:300]


def counting_key(value: str) -> str:
    """A key under which names that hold numbers sort as people count: 3 Willow before 10 Oak."""
    return re.sub(r"\d+", lambda found: found[0].zfill(6), sort_key(value))[:300]


class LineFormField(forms.CharField):
    """One line of text; refuses hidden characters with a sentence."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class ProseFormField(forms.CharField):
    """Several lines of text; refuses hidden characters with a sentence."""

    widget = forms.Textarea

    def to_python(self, value):
        return clean_prose(super().to_python(value))


class LineField(models.CharField):
    """A model field for names and other single lines. Give max_length."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": LineFormField, **kwargs})


class ProseField(models.TextField):
    """A model field for free text. Give max_length: the form refuses more, nothing is cut."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10_000)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": ProseFormField, **kwargs})


class CountingKeyField(models.CharField):
    """The key a row sorts by, made from another field whenever the row is saved, also in bulk."""

    def __init__(self, *args, of="name", **kwargs):
        self.of = of
        super().__init__(*args, **{"max_length": 300, "editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, row, add):
        key = counting_key(getattr(row, self.of))
        setattr(row, self.attname, key)
        return key
