"""The Department's rules for provision and type of need, as sentences for the person.

Source: school census rules 2160-2175 as listed in an earlier year's rule list; re-check against
the guide of the year (docs/decisions/stages-and-register.md).
"""

from register.models import AREA_OF_TYPE, NeedType
from schools.models import Census

MOST_RETURNED = 2  # rule 2166: the census takes ranks 1 and 2; a school may hold more

# What a parent or a colleague would say; the Department's label stands beside it in the form.
PLAIN = {
    NeedType.SPLD: "a specific learning difficulty, such as dyslexia",
    NeedType.MLD: "learning more slowly in most subjects",
    NeedType.SLD: "a severe learning difficulty",
    NeedType.PMLD: "profound and multiple learning difficulties",
    NeedType.SLCN: "speech, language and communication",
    NeedType.ASD: "autism",
    NeedType.SEMH: "social, emotional and mental health",
    NeedType.HI: "hearing",
    NeedType.VI: "vision",
    NeedType.MSI: "hearing and vision together",
    NeedType.PD: "a physical disability",
    NeedType.DS: "Down syndrome",
    NeedType.OTH: "another difficulty or disability",
    NeedType.NSA: "support has started; no specialist has assessed yet",
}


def in_words(need) -> str:
    """A need as the family would say it: the school's own note, or our plain words."""
    return need.note or PLAIN[need.need_type]


def problems(census_code: str, types: list[str]) -> list[str]:
    """What stands against returning these types, first the primary one, with this code."""
    found = []
    if census_code != Census.N and not types:
        found.append(
            f"Choose a main type of need: the census asks for one with code {census_code}."
        )
    if census_code != Census.K and NeedType.NSA in types:
        found.append(
            "“No specialist assessment of type of need” is only for SEN support (census code K). "
            "Choose the type of need."
        )
    if len(set(types)) < len(types):
        found.append("The same type of need is chosen twice. Choose each one once.")
    return found


def returned(needs) -> list:
    """The needs the census takes: primary and secondary, by rank."""
    return sorted(needs, key=lambda need: need.rank)[:MOST_RETURNED]


def usual_areas(types: list[str], areas) -> list:
    """Of the school's areas, those the types usually belong to. DS, OTH and NSA have none."""
    codes = {AREA_OF_TYPE[t] for t in types if t in AREA_OF_TYPE}
    return [area for area in areas if area.code in codes]
