"""The school and its policy in words, for pages."""

from schools.calendar import Calendar
from schools.models import PlanKind, School, YearGroup

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
    address = "\n".join(part for part in (school.address, school.postcode) if part)
    numbers = ", ".join(filter(None, [school.urn, school.laestab, school.ukprn]))
    policy = school.policy
    return [
        {
            "title": "Who is who",
            "rows": [
                ("Head", school.head_name),
                (policy.senco_title, school.senco_name),
                ("SEN governor", school.sen_governor_name),
                ("Safeguarding lead", school.safeguarding_lead),
                ("Designated teacher for children who are looked after",
                 school.designated_teacher),
            ],
        },
        {
            "title": "For families",
            "rows": [
                ("When families can talk to us", school.parent_meeting),
                ("SENDIASS (impartial advice)", school.sendiass_contact),
                ("Local Offer", school.local_offer_url),
            ],
        },
        {
            "title": "How to reach the school",
            "rows": [
                ("Address", address),
                ("Phone", school.phone),
                ("E-mail", school.email),
                ("Website", school.website),
                ("Local authority", school.local_authority),
                ("URN, LAESTAB, UKPRN", numbers),
            ],
        },
    ]  # fmt: skip


def missing(school: School) -> list[str]:
    """What letters or the law need and the school has not said."""
    return [words for field, words in WANTED if not getattr(school, field)]


def half_terms(calendar: Calendar) -> list[tuple]:
    """Rows for the summary list: name and days of each half term."""
    return [(half.name, span(half.starts_on, half.ends_on)) for half in calendar.half_terms()]


def policy(school: School) -> dict:
    """How the school works, as sentences and tables. Editing comes with a later page."""
    rules = school.policy
    return {
        "names": [
            ("What starts support", rules.referral_name),
            ("The register", rules.register_name),
            ("Who coordinates", rules.senco_title),
            ("Who teaches the child", rules.teacher_title),
        ],
        "stages": [stage_row(s) for s in school.stages.prefetch_related("plan_kinds")],
        "kinds": [kind_row(kind, rules) for kind in school.plan_kinds.all()],
        "areas": [area.name for area in school.areas.all()],
        "clocks": clocks(rules),
    }


def stage_row(stage) -> dict:
    return {
        "name": stage.name,
        "description": stage.description,
        "register": "Yes" if stage.on_register else "No",
        "code": f"{stage.census_code}: {stage.get_census_code_display()}",
        "plans": ", ".join(kind.name for kind in stage.plan_kinds.all()) or "None",
        "start": stage.is_referral_start,
    }


def kind_row(kind: PlanKind, rules) -> dict:
    least, most = kind.targets_least, kind.targets_most
    agreed = rules.senco_title if kind.agreed_by == "senco" else rules.teacher_title
    return {
        "name": kind.name,
        "layout": kind.get_layout_display(),
        "targets": f"{least}" if least == most else f"{least} to {most}",
        "review": f"Every {weeks(kind.review_weeks)}",
        "agreed": f"The {agreed}",
    }


def weeks(number: int) -> str:
    return "week" if number == 1 else f"{number} weeks"


def clocks(rules) -> list[tuple]:
    signer = "The head" if rules.letters_signed_by == "head" else f"The {rules.senco_title}"
    return [
        (f"Each {rules.referral_name} is answered", f"Within {rules.referral_answer_days} days"),
        ("A plan is written", f"Within {rules.plan_write_days} days of the decision"),
        ("The family is told", f"Within {rules.tell_parents_days} days of the decision"),
        ("A letter waits for its answer", f"{rules.letter_answer_days} days, then a reminder"),
        (f"The {rules.register_name} is reviewed", f"Every {weeks(rules.register_review_weeks)}"),
        ("Reminders come", f"{rules.reminder_lead_days} days ahead, from {rules.digest_hour}:00"),
        ("Letters are signed by", signer),
    ]


def year(code: str) -> str:
    return dict(YearGroup.choices).get(code, code)
