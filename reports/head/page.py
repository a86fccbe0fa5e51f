"""The head's page: seven parts, each a list of sentences, from twelve questions at any size."""

from dataclasses import dataclass

from reports.head import asked, late, load, money, risk, staffing
from reports.head.lines import Part
from schools.calendar import calendar_from
from sendcase import moment
from sendcase.snapshot import one_moment

# Where somebody is asked for beside what is late: how the first sentence calls the part.
ALSO = {
    "load": "the SENCO’s weeks", "staff": "who gives the help", "money": "money",
    "risk": "what may go wrong",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """first: what a head who reads one line should know."""

    first: str
    parts: list[Part]


@one_moment()
def read(user, school) -> Page:
    """school: with its policy."""
    today, at = moment.today(), f"/{school.slug}/"
    found = asked.read(user, school)
    calendar = calendar_from(found)
    rows = late.at_work(found["deadline"], today)
    parts = [
        late.by_kind(rows, today, f"{at}today/"),
        late.by_person(rows, today, f"{at}today/", school.policy),
        load.of_weeks(found, calendar, today, f"{at}forecast/"),
        staffing.of_staff(found, today, at),
        money.of_year(school, found, calendar, today, f"{at}provision/cost/"),
        risk.of_school(user, school, found, calendar, today, at),
        risk.unread(school, found, at),
    ]
    return Page(f"{late.in_all(rows, today)} {look_at(parts)}".strip(), parts)


def look_at(parts: list[Part]) -> str:
    """ "Look also at money and what may go wrong." "" where nothing asks for anybody."""
    names = [
        ALSO[each.key] for each in parts
        if each.key in ALSO and any(line.status == "late" for line in each.lines)
    ]  # fmt: skip
    if not names:
        return ""
    said = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"Look also at {said}."
