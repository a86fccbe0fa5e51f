"""Who is joining and who is leaving in a school year, worked out from the roll."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from iep import schooldays
from iep.moves.models import SchoolMove
from pupils.models import Pupil
from schools.models import YearGroup
from sendcase import moment

Direction = SchoolMove.Direction
ORDER = [value for value in YearGroup.values if value not in {"X", "M"}]  # youngest first


def leaving_years(school) -> list[str]:
    """The oldest year of the school; where it goes beyond Year 11, Year 11 as well: the end of
    compulsory schooling is where many go elsewhere.
    """
    here = set(Pupil.objects.on_roll().filter(school=school).order_by().values_list(
        "year", flat=True).distinct())  # fmt: skip
    ordered = [year for year in ORDER if year in here]
    oldest = ordered[-1:]
    beyond = ordered and ORDER.index(ordered[-1]) > ORDER.index("11")
    return (["11"] if beyond and "11" in here else []) + oldest


def candidates(school, direction, year, *, only_sen):
    """Pupils who join or leave, with their list of tasks or without. For visible_to to narrow."""
    has_list = Exists(moves_of(school, direction, year).filter(pupil=OuterRef("pk")))
    who = joining(year) if direction == Direction.JOINING else leaving(school, year)
    rows = Pupil.objects.filter(Q(has_list) | who, school=school)
    return rows.filter(with_needs(school, direction, year)) if only_sen else rows


def moves_of(school, direction, year):
    return SchoolMove.objects.filter(school=school, direction=direction, year=year)


def joining(year) -> Q:
    """First day ahead, from this October to the next September."""
    first, last = date(year, 9, 30), date(year + 1, 9, 30)
    ahead = max(first, moment.today())
    return Q(admitted_on__gt=ahead, admitted_on__lte=last)


def leaving(school, year) -> Q:
    """A last day in this school year that is ahead; this year also all of the leaving years."""
    today = moment.today()
    end = schooldays.last_day(year)
    noted = Q(left_on__gte=max(schooldays.first_day(year), today), left_on__lte=end)
    if schooldays.school_year(today) != year:
        return noted
    not_sooner = Q(left_on=None) | Q(left_on__gte=today)
    return noted | not_sooner & Q(year__in=leaving_years(school)) & ~Q(admitted_on__gt=end)


def with_needs(school, direction, year) -> Q:
    """On the register or watched, or on a list without somebody having said there is no need."""
    unsaid = moves_of(school, direction, year).filter(pupil=OuterRef("pk")).exclude(sen_known="no")
    return Q(stage__on_register=True) | Q(stage__is_monitoring=True) | Q(Exists(unsaid))


def year_of(pupil, direction) -> int:
    """The school year in whose spring term the tasks of this move fall."""
    today = moment.today()
    if direction == Direction.JOINING and pupil.admitted_on and pupil.admitted_on > today:
        # Who comes in September is prepared for in the school year before.
        return schooldays.school_year(pupil.admitted_on - timedelta(days=30))
    if direction == Direction.LEAVING and pupil.left_on and pupil.left_on > today:
        return schooldays.school_year(pupil.left_on)
    return schooldays.school_year(today)
