"""The school in words, for pages. Its policy: schools.policy.words."""

from schools.calendar import Calendar
from schools.models import School, YearGroup

# (field, what is missing without it)
WANTED = [
    ("safeguarding_lead", "the safeguarding lead, who stands on every form about a child"),
    ("senco_name", "the SENCO, who signs letters"),
    ("head_name", "the head"),
    ("sen_governor_name", "the SEN governor"),
    ("sendiass_contact", "SENDIASS, the impartial advice for families"),
    ("local_offer_url", "the Local Offer"),
    ("parent_meeting", "when families can talk to you: letters say it"),
]


def day(value) -> str:
    """Tue 24 Nov 2026; nothing for no day."""
    return f"{value:%a} {value.day} {value:%b %Y}" if value else ""


def span(first, last) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def about(school: School) -> list[dict]:
    """The sections of the school's page: title and rows for the summary list."""
    sections = {
        "Who is who": people(school),
        "For families": families(school),
        "How to reach the school": reach(school),
        "For the school census": census(school),
    }
    return [{"title": title, "rows": rows} for title, rows in sections.items()]


def people(school: School) -> list[tuple[str, str]]:
    return [
        ("Head", school.head_name),
        (school.policy.senco_title, school.senco_name),
        ("SEN governor", school.sen_governor_name),
        ("Safeguarding lead", school.safeguarding_lead),
        ("Designated teacher for children who are looked after", school.designated_teacher),
    ]


def families(school: School) -> list[tuple[str, str]]:
    return [
        ("When families can talk to us", school.parent_meeting),
        ("SENDIASS (impartial advice)", school.sendiass_contact),
        ("Local Offer", school.local_offer_url),
    ]


def reach(school: School) -> list[tuple[str, str]]:
    return [
        ("Address", "\n".join(part for part in (school.address, school.postcode) if part)),
        ("Phone", school.phone),
        ("E-mail", school.email),
        ("Website", school.website),
        ("Local authority", school.local_authority),
        ("URN, LAESTAB, UKPRN",
         ", ".join(filter(None, [school.urn, school.laestab, school.ukprn]))),
    ]  # fmt: skip


def census(school: School) -> list[tuple[str, str]]:
    return [
        ("Kind of school", school.get_kind_display()),
        ("SEN unit", yes_no(school.has_sen_unit)),
        ("Resourced provision", yes_no(school.has_resourced_provision)),
    ]


def yes_no(value: bool | None) -> str:
    return "" if value is None else "Yes" if value else "No"


def missing(school: School) -> list[str]:
    """What letters or the law need and the school has not said."""
    return [words for field, words in WANTED if not getattr(school, field)]


def half_terms(calendar: Calendar) -> list[tuple]:
    """Rows for the summary list: name and days of each half term."""
    return [(half.name, span(half.starts_on, half.ends_on)) for half in calendar.half_terms()]


def year(code: str) -> str:
    return dict(YearGroup.choices).get(code, code)
