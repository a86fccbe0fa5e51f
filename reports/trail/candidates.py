"""Who may be chosen: children with SEN support or an EHC plan today."""

from accounts.permissions import Permission as P
from pupils.wording import called
from register.models import NeedType, RegisterEntry
from reports.trail.choosing import Candidate
from schools.models import Census, YearGroup
from sendcase import moment

NEEDS, YEARS = dict(NeedType.choices), dict(YearGroup.choices)


def entries(user, school):
    """Their entries of today, by the children's names."""
    rows = RegisterEntry.objects.visible_to(user, P.CASE_TRAIL).filter(school=school)
    rows = rows.held_on(moment.today()).exclude(census_code=Census.N)
    here = rows.filter(pupil__in=school.pupils.on_roll().values("pk"))
    joined = here.select_related("pupil__class_group").prefetch_related("needs")
    return joined.order_by("pupil__sort_key", "pupil")


def candidate(entry) -> Candidate:
    return Candidate(entry.pupil_id, entry.stage_name, main_need(entry), entry.pupil.year)


def main_need(entry) -> str:
    return next((need.need_type for need in entry.needs.all() if need.rank == 1), "")


def short_year(code: str) -> str:
    """6 in place of Year 6: the column says the rest."""
    return YEARS.get(code, "").removeprefix("Year ")


def rows(entries, ticked) -> list[dict]:
    """Who is ticked stands first: six of eighty are not looked for."""
    return sorted((row(each, ticked) for each in entries), key=lambda each: not each["ticked"])


def row(entry, ticked) -> dict:
    pupil = entry.pupil
    return {
        "pk": pupil.pk, "name": called(pupil.first_name, pupil.last_name),
        "class": pupil.class_group.name if pupil.class_group else "",
        "year": short_year(pupil.year), "stage": entry.stage_name, "code": entry.census_code,
        "need": NEEDS.get(main_need(entry), ""), "ticked": pupil.pk in ticked,
    }  # fmt: skip
