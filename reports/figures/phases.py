"""Which schools of England a school is held against: told by the years its children are in."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count

from pupils.models import Pupil
from reports.disclosure import SMALL
from reports.figures.national import Schools
from schools.models import School, YearGroup

NURSERY = {YearGroup.E1, YearGroup.E2, YearGroup.N1, YearGroup.N2}
PRIMARY = {YearGroup.R, *(YearGroup(str(number)) for number in range(1, 7))}
SECONDARY = {YearGroup(str(number)) for number in range(7, 15)}


def phases_of(school) -> list[Schools]:
    """Of a school with younger and older children (all-through, middle) both. Nothing for a special
    school or a pupil referral unit, of which no figure was read. One query.
    """
    if school.kind != School.Kind.MAINSTREAM:
        return []
    here = Pupil.objects.filter(school=school, left_on=None).order_by()
    return of_years(dict(here.values_list("year").annotate(Count("pk"))))


def of_years(children: Mapping[str, int]) -> list[Schools]:
    """children: year → how many. A few in a year that the school does not have are a slip. A
    nursery class belongs to its primary school. Pure.
    """
    found: Counter[Schools] = Counter()
    for year, number in children.items():
        for phase, years in (
            (Schools.NURSERY, NURSERY), (Schools.PRIMARY, PRIMARY), (Schools.SECONDARY, SECONDARY),
        ):  # fmt: skip
            found[phase] += number * (year in years)
    there = [phase for phase in (Schools.PRIMARY, Schools.SECONDARY) if found[phase] > SMALL]
    return there or [Schools.NURSERY] * (found[Schools.NURSERY] > SMALL)
