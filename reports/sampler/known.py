"""What must not stand in any text of a sample: read once for a school, then for each child."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from agencies.models import Agency
from iep.moves.models import SchoolMove
from pupils.models import Contact, Pupil
from register.models import Need, RegisterEntry
from reports.disclosure import SMALL
from reports.naming import Known, Names, names_of
from reports.naming_people import NAMES, children, families, staff
from reports.sampler.rare import TYPES, few_together
from reports.sampler.removing import Secrets
from schools.models import ClassGroup
from sendcase import moment
from sendcase.text import folded

# Words of a school's name that are no name.
OF_SCHOOLS = {
    "primary", "secondary", "school", "academy", "college", "infant", "infants", "junior",
    "nursery", "high", "grammar", "special", "community", "church", "of", "england", "c", "e",
    "ce", "cofe", "rc", "catholic", "roman", "st", "saint", "the", "and", "for", "girls", "boys",
    "free", "federation", "trust", "first", "middle", "lower", "upper", "all", "through", "va",
    "vc", "aided",
}  # fmt: skip
OF_CLASSES = {"class", "year", "form", "group", "set", "the", "and"}
NO_LANGUAGE = {"english", "other", "not", "known", "than", "believed", "to", "be", "and", "yet",
               "obtained", "information", "language", "refused", "or"}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")


def names_of_everybody(school) -> Names:
    """Children, families and staff, also former ones. Three queries."""
    return names_of([*children(school), *families(school), *staff(school), *_of_school(school)])


def _of_school(school) -> list[Known]:
    """Those whom the school's own page names: they need no account."""
    said = (school.head_name, school.senco_name, school.sen_governor_name,
            school.safeguarding_lead.split(",")[0], school.designated_teacher)  # fmt: skip
    return [Known(tuple(words[:-1]), tuple(words[-1:])) for name in said if (words := name.split())]


def secrets_of(school) -> Secrets:
    """For any child of the school; `near` is empty. Ten queries at any size."""
    classes = list(ClassGroup.objects.filter(school=school).values_list("name", flat=True))
    words = {folded(word) for name in classes for word in WORD.findall(name) if len(word) > 2}
    holders = _holders(school)
    return Secrets(
        near=Names(),
        far=names_of_everybody(school),
        places=places_of(school, classes),
        classes=frozenset(words - OF_CLASSES),
        languages=_languages(school),
        few=frozenset(kind for kind in TYPES if len(holders.get(kind, ())) <= SMALL),
        holders=holders,
        areas=_areas(school),
    )


def near_of(secrets: Secrets, pupil, texts: Iterable[str]) -> Secrets:
    """The same for one child. pupil: with its contacts read, and its class; texts: all that is to
    be said of it together.
    """
    columns = [getattr(pupil, name) for name in NAMES]
    group = pupil.class_group.name if pupil.class_group else ""
    upn, born = pupil.upn, pupil.born_on
    people = [Known(tuple(columns[:2]), tuple(columns[2:]), group, pupil.year, born, upn)]
    people += [Known((each.first_name,), (each.last_name,)) for each in pupil.contacts.all()]
    own = tuple(filter(None, [folded(pupil.admission_number)]))
    few = secrets.few | few_together(texts, secrets.holders)
    return replace(secrets, near=names_of(people), places=(*own, *secrets.places), few=few)


def places_of(school, classes) -> tuple[str, ...]:
    """Folded, the longest first. Three queries."""
    said = [school.name, school.address, school.postcode, school.local_authority, *classes]
    rows = Contact.objects.filter(school=school).order_by()
    said += rows.exclude(address="").values_list("address", flat=True).distinct()
    said += SchoolMove.objects.filter(school=school).order_by().values_list("setting", flat=True)
    said += Agency.objects.filter(school=school).order_by().values_list("name", flat=True)
    found = {folded(part) for text in said for part in re.split(r"[\n,;]", text)}
    found |= {re.sub(r"^\d+\w?\s+", "", part) for part in found}
    # A school is also known by what is left of its name.
    settings = SchoolMove.objects.filter(school=school).order_by()
    for name in [school.name, *settings.values_list("setting", flat=True)]:
        found.add(" ".join(word for word in folded(name).split() if word not in OF_SCHOOLS))
    kept = {part for part in found if len(WORD.findall(part)) and len(part) > 2}
    singles = {folded(word) for name in classes for word in [name] if WORD.fullmatch(word)}
    return tuple(sorted(kept - singles, key=len, reverse=True))


def _languages(school) -> frozenset[str]:
    of_pupils = Pupil.objects.filter(school=school).values_list("first_language", flat=True)
    of_families = Contact.objects.filter(school=school).values_list("language", flat=True)
    said = {*of_pupils.order_by().distinct(), *of_families.order_by().distinct()}
    return frozenset({folded(word) for each in said for word in WORD.findall(each)} - NO_LANGUAGE)


def _holders(school) -> dict[str, frozenset[int]]:
    """Type of need → the children who have it today."""
    held = RegisterEntry.objects.filter(school=school).held_on(moment.today()).order_by()
    rows = Need.objects.filter(school=school, entry__in=held.values("pk")).order_by()
    found: dict[str, set[int]] = defaultdict(set)
    for kind, pupil in rows.values_list("need_type", "entry__pupil"):
        found[kind].add(pupil)
    return {kind: frozenset(pupils) for kind, pupils in found.items()}


def _areas(school) -> dict[str, str]:
    """Broad areas that more than seven children have, in the school's words."""
    held = RegisterEntry.objects.filter(school=school).held_on(moment.today()).order_by()
    rows = set(held.values_list("areas__code", "areas__name", "pupil"))
    counts = Counter((code, name) for code, name, _ in rows if code)
    return {code: name for (code, name), count in counts.items() if count > SMALL}
