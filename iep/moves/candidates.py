"""Who is joining and who is leaving in a school year, worked out from the roll."""

from datetime import date, timedelta

from django.db.models import Exists, Func, IntegerField, OuterRef, Q, Subquery

from iep import schooldays
from iep.moves.models import SchoolMove
from pupils.models import Pupil
from schools.models import YearGroup
from sendcase import moment

Direction = SchoolMove.Direction
ORDER = [value for value in YearGroup.values if value not in {"X", "M"}]  # youngest first
BEYOND = ORDER[ORDER.index("11") + 1 :]


class Place(Func):
    """A year's place in ORDER."""

    places = " ".join(f"WHEN '{year}' THEN {place}" for place, year in enumerate(ORDER))
    template = f"CASE %(expressions)s {places} END"
    output_field = IntegerField()


def in_leaving_years(school) -> Q:
    """The oldest year of the school; where it goes beyond Year 11, Year 11 as well: the end of
    compulsory schooling is where many go elsewhere. As a filter: no query of its own.
    """
    here = Pupil.objects.on_roll().filter(school=school, year__in=ORDER)
    oldest = here.order_by(Place("year").desc()).values("year")[:1]
    return Q(year=Subquery(oldest)) | Q(Exists(here.filter(year__in=BEYOND)), year="11")


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
    return noted | not_sooner & in_leaving_years(school) & ~Q(admitted_on__gt=end)


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
