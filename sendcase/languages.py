"""Languages a family may be written to in. Pure.

`code` as in HTML's lang (BCP 47). `own` is what speakers call it; a contact's language is free
text in the record and is matched by any of these names. Only scripts we ship fonts for.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    code: str
    name: str  # in English
    own: str
    rtl: bool = False


ENGLISH = Language("en", "English", "English")
LANGUAGES = [
    ENGLISH,
    Language("sq", "Albanian", "Shqip"),
    Language("ar", "Arabic", "العربية", rtl=True),
    Language("bn", "Bengali", "বাংলা"),
    Language("bg", "Bulgarian", "Български"),
    Language("cs", "Czech", "Čeština"),
    Language("nl", "Dutch", "Nederlands"),
    Language("fr", "French", "Français"),
    Language("de", "German", "Deutsch"),
    Language("el", "Greek", "Ελληνικά"),
    Language("gu", "Gujarati", "ગુજરાતી"),
    Language("hi", "Hindi", "हिन्दी"),
    Language("hu", "Hungarian", "Magyar"),
    Language("it", "Italian", "Italiano"),
    Language("ckb", "Kurdish (Sorani)", "کوردی", rtl=True),
    Language("lv", "Latvian", "Latviešu"),
    Language("lt", "Lithuanian", "Lietuvių"),
    Language("ps", "Pashto", "پښتو", rtl=True),
    Language("fa", "Persian (Farsi, Dari)", "فارسی", rtl=True),
    Language("pl", "Polish", "Polski"),
    Language("pt", "Portuguese", "Português"),
    Language("pa", "Punjabi", "ਪੰਜਾਬੀ"),
    Language("ro", "Romanian", "Română"),
    Language("ru", "Russian", "Русский"),
    Language("sk", "Slovak", "Slovenčina"),
    Language("so", "Somali", "Soomaali"),
    Language("es", "Spanish", "Español"),
    Language("ta", "Tamil", "தமிழ்"),
    Language("tr", "Turkish", "Türkçe"),
    Language("uk", "Ukrainian", "Українська"),
    Language("ur", "Urdu", "اردو", rtl=True),
    Language("vi", "Vietnamese", "Tiếng Việt"),
    Language("cy", "Welsh", "Cymraeg"),
]
by_code = {language.code: language for language in LANGUAGES}
_by_name = {
    part.strip().casefold(): language
    for language in LANGUAGES
    for name in (language.code, language.name, language.own)
    for part in name.replace("(", ",").replace(")", "").split(",")
    if part.strip()
}


def named(text: str) -> Language | None:
    """The language somebody wrote down ("Polish", "polski", "pl"); None where we know none."""
    return _by_name.get(text.strip().casefold())
