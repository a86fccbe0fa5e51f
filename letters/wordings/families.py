"""Which languages the school's families read, and where a wording waits to be written."""

from django.db.models import Q

from letters.languages import ENGLISH, named
from letters.models import LetterTemplate
from letters.purposes import purposes
from pupils.models import Contact, Pupil


def languages(user, school) -> list[dict]:
    """Other than English, most children first: {name, children, written, missing}, the last two as
    lists of {title, url}. Two queries more than the records', however many families.
    """
    children: dict = {}
    for language, pupil in _read(user, school):
        if (known := named(language)) and known is not ENGLISH:
            children.setdefault(known, set()).add(pupil)
    rows = LetterTemplate.objects.filter(school=school, replaced_at=None, for_young_person=False)
    kept = set(rows.values_list("purpose", "language"))
    ranked = sorted(children.items(), key=lambda pair: (-len(pair[1]), pair[0].name))
    return [_row(school, language, len(pupils), kept) for language, pupils in ranked]


def unknown(user, school) -> list[str]:
    """What the record calls a language and we cannot write letters in: English goes."""
    return sorted({text for text, _ in _read(user, school) if text and not named(text)})


def _read(user, school) -> list[tuple[str, int]]:
    """(language, pupil) of those letters go to: with parental responsibility, not barred."""
    pupils = Pupil.objects.visible_to(user).filter(school=school).on_roll()
    rows = Contact.objects.visible_to(user).current()
    rows = rows.filter(pupil__in=pupils, parental_responsibility=True, do_not_contact=False)
    rows = rows.exclude(Q(language="") | Q(language=ENGLISH.name)).order_by()
    return list(rows.values_list("language", "pupil").distinct())


def _row(school, language, count, kept) -> dict:
    base = f"/{school.slug}/letters/templates/"
    wordings = [
        {"title": purpose.title, "url": f"{base}{key}/families/{language.code}/",
         "is_written": (key, language.code) in kept}
        for key, purpose in purposes.items()
        if not purpose.outside and not purpose.superseded
    ]  # fmt: skip
    return {
        "name": language.name,
        "children": count,
        "written": [each for each in wordings if each["is_written"]],
        "missing": [each for each in wordings if not each["is_written"]],
    }
