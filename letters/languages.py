"""Languages a family may be written to in: kept lower down, where a contact’s form asks too."""

from sendcase.languages import ENGLISH, LANGUAGES, Language, by_code, named

__all__ = ["ENGLISH", "LANGUAGES", "Language", "by_code", "named"]
