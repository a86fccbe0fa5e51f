"""What the pages of wording show: the list of purposes, the languages, the fields."""

from letters import merge, wording
from letters.languages import ENGLISH, LANGUAGES, Language, by_code
from letters.models import LetterTemplate
from letters.purposes import purposes
from sendcase.moment import LONDON

AUDIENCE_WORDS = {"families": "to families", "young-people": "to young people over school age"}
OUTSIDE = {"families": "to a professional"}


def audiences(purpose) -> dict[str, str]:
    """{address: words}. What goes outside has one reader."""
    return OUTSIDE if purpose.outside else AUDIENCE_WORDS


def is_one(purpose_key, audience, language) -> bool:
    """Whether there is such a wording. Only families are written to in their own language."""
    purpose = purposes.get(purpose_key)
    if purpose is None or audience not in audiences(purpose) or language not in by_code:
        return False
    return language == ENGLISH.code or (audience == "families" and not purpose.outside)


def key_of(school, purpose, audience, language) -> str:
    """Of the draft: as it was before there were languages."""
    tail = "" if language == ENGLISH.code else f"-{language}"
    return f"{school.pk}-{purpose}-{audience}{tail}"


def rows(school, path) -> list[dict]:
    """A line for each purpose: {title, readers: [{words, url, languages written}]}."""
    kept = LetterTemplate.objects.filter(school=school, replaced_at=None)
    have = set(kept.values_list("purpose", "for_young_person", "language"))
    written = {}
    for key, young, language in have:
        written.setdefault((key, young), set()).add(language)
    return [
        {
            "title": purpose.title,
            "readers": [
                {
                    "words": words[:1].upper() + words[1:],
                    "url": f"{path}{key}/{audience}/",
                    "languages": _written(written.get((key, audience == "young-people"), set()),
                                          f"{path}{key}/{audience}/"),
                }
                for audience, words in audiences(purpose).items()
            ],
        }
        for key, purpose in purposes.items()
        if not purpose.superseded or any(have_key == key for have_key, _, _ in have)
    ]  # fmt: skip


def _written(codes, url) -> list[dict]:
    return [
        {"name": each.name, "url": f"{url}{each.code}/"}
        for each in LANGUAGES
        if each.code in codes and each is not ENGLISH
    ]


def about(template, audience, language: Language) -> dict:
    """The context of the editor, but for its form and the preview."""
    purpose = purposes[template.purpose]
    fields = [
        {"name": f"{{{name}}}", "bare": name, "what": what or asked(purpose, name),
         "example": example}
        for name, (what, example) in merge.known(template.purpose).items()
    ]  # fmt: skip
    is_english = language is ENGLISH
    return {
        "title": purpose.title,
        "audience": audiences(purpose)[audience],
        "language": language,
        "is_english": is_english,
        "english": None if is_english else english_of(template),
        "languages": [] if audience != "families" or purpose.outside else choices(template),
        "own_fields": [each for each in fields if each["bare"] in purpose.facts],
        "common_fields": [each for each in fields if each["bare"] not in purpose.facts],
        "history": wording.history(template)[:20],
        "versions_url": f"{url_of(template)}versions/",
    }


def english_of(template):
    return wording.shown(
        template.school, template.purpose, for_young_person=template.for_young_person
    )


def asked(purpose, name) -> str:
    """What a person is asked for it, if one types it."""
    label = purpose.asked[name].label if name in purpose.asked else ""
    return label[:1].lower() + label[1:]


def choices(template) -> list[dict]:
    """Every language: {name, own, url, is_written, here}."""
    kept = LetterTemplate.objects.filter(
        school=template.school, purpose=template.purpose, replaced_at=None,
        for_young_person=template.for_young_person,
    )  # fmt: skip
    have = set(kept.values_list("language", flat=True)) | {ENGLISH.code}
    base = f"/{template.school.slug}/letters/templates/{template.purpose}/families/"
    return [
        {
            "name": each.name,
            "own": each.own,
            "code": each.code,
            "rtl": each.rtl,
            "url": base if each is ENGLISH else f"{base}{each.code}/",
            "is_written": each.code in have,
            "here": each.code == template.language,
        }
        for each in LANGUAGES
    ]


def versions(template) -> dict[int, LetterTemplate]:
    """By number in the database, the one in force first; what is not written down is none."""
    rows = [*([template] if template.pk else []), *wording.history(template)[:50]]
    return {row.pk: row for row in rows}


def version_words(row) -> str:
    if row.replaced_at is None:
        return "The words now"
    return f"Until {row.replaced_at.astimezone(LONDON):%-d %b %Y, %H:%M}"


def url_of(row) -> str:
    """Of the editor."""
    audience = "young-people" if row.for_young_person else "families"
    tail = "" if row.language == ENGLISH.code else f"{row.language}/"
    base = f"/{row.school.slug}/letters/templates/{row.purpose}/{audience}/"
    return f"{base}{tail}" if tail else f"{base}{ENGLISH.code}/"
