"""The head's page: six parts, each a list of sentences, from eight questions at any size."""

from reports.head import asked, late, load, money, risk, staffing
from reports.head.lines import Part
from schools.calendar import calendar_from
from sendcase import moment


def parts(user, school) -> list[Part]:
    """school: with its policy."""
    today, at = moment.today(), f"/{school.slug}/"
    found = asked.read(user, school)
    calendar = calendar_from(found)
    rows = late.at_work(found["deadline"], today)
    return [
        late.by_kind(rows, today, f"{at}today/"),
        late.by_person(rows, today, f"{at}today/", school.policy),
        load.of_weeks(found, calendar, today, f"{at}forecast/"),
        staffing.of_staff(found, today, at),
        money.of_year(school, found, calendar, today, f"{at}provision/cost/"),
        risk.of_school(user, school, found, calendar, today, at),
        risk.unread(school, found, at),
    ]


def summary(found: list[Part]) -> str:
    """How many lines ask for somebody, in a sentence."""
    late_ones = sum(line.status == "late" for each in found for line in each.lines)
    if not late_ones:
        return "Nothing here is late or missing today."
    return f"{late_ones} line{'s ask' if late_ones > 1 else ' asks'} for somebody today."
