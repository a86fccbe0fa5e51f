"""The policy in words: the page's tables from a snapshot, and what differs between two."""

from accounts.permissions import Role
from schools.models import Census, PlanKind
from schools.policies import ParentMeetings, PlanChecks, ProgressMeetings, ProvisionReviews
from schools.policy.snapshot import KIND, RULES, STAGE

RULE_WORDS = {
    "referral_name": "The form that asks for support is called",
    "register_name": "The register is called",
    "senco_title": "Who coordinates is called",
    "teacher_title": "Who teaches the child is called",
    "referral_answer_days": "Days to answer a referral",
    "tell_parents_days": "Days to tell the family",
    "letter_answer_days": "Days a letter waits for its answer",
    "plan_write_days": "Days to write a plan",
    "question_days": "Days to answer short questions about a pupil",
    "register_review_weeks": "Weeks between reviews of the register",
    "reminder_lead_days": "Days ahead that reminders come",
    "digest_hour": "Hour from which reminder mails go out",
    "letters_signed_by": "Letters are signed by",
    "chase_times": "Reminder letters where no answer came, at most",
    "chase_days": "Days between reminder letters",
    "review_invite_weeks": "Weeks before the review of an EHC plan that everybody is invited",
    "review_papers_weeks": "Weeks before the review of an EHC plan that its papers go out",
    "review_report_weeks": "Weeks after the review of an EHC plan that its report goes out",
    "transfer_months": "Months before September that a plan is reviewed for a change of school",
    "promise_percent": "Promised help counts as slipping where less is given than, of a hundred",
    "photos_used": "Photos of pupils are used",
    "progress_meetings": "Progress meetings of each class",
    "parent_meetings_a_year": "Each family of a child with SEN support is met in a year",
    "plan_check": "Each plan is checked by who coordinates",
    "wave_name": "The word before the number of a wave or tier",
    "provision_review": "When an intervention is reviewed",
    "outcome_not_started": "A target’s outcome, the first of five",
    "outcome_some": "A target’s outcome, the second of five",
    "outcome_partly": "A target’s outcome, the third of five",
    "outcome_met": "A target’s outcome, the fourth of five: met",
    "outcome_exceeded": "A target’s outcome, the fifth of five: more than met",
}
KIND_WORDS = {
    "name": "name",
    "short_name": "short name",
    "layout": "layout",
    "targets_least": "fewest targets",
    "targets_most": "most targets",
    "review_cycle": "when it is reviewed",
    "review_weeks": "weeks until the review",
    "agreed_by": "agreed by",
    "second_approver": "two people agree it",
    "closed_on": "closed",
}
STAGE_WORDS = {
    "name": "name",
    "description": "what it means",
    "on_register": "on the register",
    "census_code": "census code",
    "is_referral_start": "an accepted referral leads here",
    "is_monitoring": "progress is only watched here",
    "plan_kinds": "kinds of plan",
    "closed_on": "closed",
}
OUTCOMES = (
    "outcome_not_started", "outcome_some", "outcome_partly", "outcome_met", "outcome_exceeded",
)  # fmt: skip
REVIEWS = ("review_invite_weeks", "review_papers_weeks", "review_report_weeks", "transfer_months")
AREA_WORDS = {"name": "name", "is_used": "used"}
WHO = {Role.SENCO: "SENCO", Role.HEAD: "head", Role.TEACHER: "teacher"}


def differences(before: dict, after: dict) -> list[str]:
    """One sentence for each thing that is not as it was."""
    was, now = before["rules"], after["rules"]
    said = [
        f"{RULE_WORDS[name]}: {shown(name, was[name])}, from now {shown(name, now[name])}."
        for name in RULES
        if was[name] != now[name]
    ]
    said += of_list(before, after, "stages", "stage", [*STAGE[1:], "plan_kinds"], STAGE_WORDS)
    said += of_list(before, after, "kinds", "kind of plan", KIND[1:], KIND_WORDS)
    said += of_list(before, after, "areas", "area of need", ["name", "is_used"], AREA_WORDS)
    return said


def of_list(before, after, key, one, fields, labels) -> list[str]:
    """What differs in a list of rows that have a code: gone, new, changed, in another order."""
    was, now = by_code(before[key]), by_code(after[key])
    said = [f"The {one} “{was[code]['name']}” goes." for code in was if code not in now]
    said += [f"New {one}: “{now[code]['name']}”." for code in now if code not in was]
    kind_names = {row["code"]: row["name"] for row in [*before["kinds"], *after["kinds"]]}
    for code in was.keys() & now.keys():
        for name in fields:
            old, new = was[code][name], now[code][name]
            if old != new:
                old, new = shown(name, old, kind_names), shown(name, new, kind_names)
                said.append(f"“{was[code]['name']}”, {labels[name]}: {old}, from now {new}.")
    if [c for c in was if c in now] != [c for c in now if c in was]:
        order = ", ".join(row["name"] for row in after[key])
        said.append(f"The order of the {one}s is now: {order}.")
    return said


def by_code(rows) -> dict[str, dict]:
    return {row["code"]: row for row in rows}


def shown(name, value, kind_names=None) -> str:
    """One value as it stands in a sentence."""
    if name == "plan_kinds":
        return ", ".join(kind_names[code] for code in value) or "none"
    if name == "closed_on":
        return "yes" if value else "no"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in {"agreed_by", "letters_signed_by"}:
        return f"the {WHO[value]}"
    if name == "digest_hour":
        return f"{value}:00"
    if name == "progress_meetings":
        return dict(ProgressMeetings.choices)[value].lower()
    if name == "parent_meetings_a_year":
        return dict(ParentMeetings.choices)[value].lower()
    if name == "plan_check":
        return dict(PlanChecks.choices)[value].lower()
    if name == "provision_review":
        words = dict(ProvisionReviews.choices)[value]
        return words[0].lower() + words[1:]
    if name == "review_cycle":
        return dict(PlanKind.Cycle.choices)[value].lower()
    if name == "layout":
        return f"“{dict(PlanKind.Layout.choices)[value]}”"
    if isinstance(value, int) or name == "census_code":
        return str(value)
    return f"“{value}”" if value else "nothing"


def page(value: dict) -> dict:
    """The tables of the policy's page, of today or of a past version."""
    rules, kinds = value["rules"], value["kinds"]
    names = {kind["code"]: kind["name"] for kind in kinds}
    return {
        "rules": rules,
        "names": [
            ("What starts support", rules["referral_name"]),
            ("The register", rules["register_name"]),
            ("Who coordinates", rules["senco_title"]),
            ("Who teaches the child", rules["teacher_title"]),
        ],
        "stages": [stage_row(stage, names) for stage in value["stages"]],
        "kinds": [kind_row(kind, rules) for kind in kinds],
        "areas": [area["name"] for area in value["areas"] if area["is_used"]],
        "unused": [area["name"] for area in value["areas"] if not area["is_used"]],
        "clocks": clocks(rules),
    }


def stage_row(stage, kind_names) -> dict:
    code = stage["census_code"]
    return {
        "code": stage["code"],
        "name": stage["name"],
        "description": stage["description"],
        "register": "Yes" if stage["on_register"] else "No",
        "census": f"{code}: {dict(Census.choices)[code]}",
        "plans": ", ".join(kind_names[kind] for kind in stage["plan_kinds"]) or "None",
        "start": stage["is_referral_start"],
        "closed": bool(stage["closed_on"]),
    }


def kind_row(kind, rules) -> dict:
    least, most = kind["targets_least"], kind["targets_most"]
    is_senco = kind["agreed_by"] == Role.SENCO
    agreed = f"The {rules['senco_title'] if is_senco else rules['teacher_title']}"
    return {
        "code": kind["code"],
        "name": kind["name"],
        "layout": dict(PlanKind.Layout.choices)[kind["layout"]],
        "targets": f"{least}" if least == most else f"{least} to {most}",
        "review": cycle(kind),
        "agreed": f"{agreed} and a second person" if kind["second_approver"] else agreed,
        "closed": bool(kind["closed_on"]),
    }


def cycle(kind) -> str:
    if kind["review_cycle"] == PlanKind.Cycle.WEEKS:
        return f"Every {weeks(kind['review_weeks'])}"
    return dict(PlanKind.Cycle.choices)[kind["review_cycle"]]


def weeks(number: int) -> str:
    return "week" if number == 1 else f"{number} weeks"


def weeks_of(number: int) -> str:
    return f"{number} week{'' if number == 1 else 's'}"


def transfer(months: int) -> str:
    if not months:
        return "Reviewed and amended by 14 February, as the law has it"
    return f"Reviewed {months} month{'' if months == 1 else 's'} before September"


def clocks(rules) -> list[tuple]:
    photos = "Kept, and shown on the pupil's page" if rules["photos_used"] else "Not used"
    by_head = rules["letters_signed_by"] == Role.HEAD
    days = {name: value for name, value in rules.items() if name.endswith("_days")}
    return [
        (f"Each {rules['referral_name']} is answered",
         f"Within {days['referral_answer_days']} days"),
        ("A plan is written", f"Within {days['plan_write_days']} days of the decision"),
        ("The family is told", f"Within {days['tell_parents_days']} days of the decision"),
        ("A letter waits for its answer", f"{days['letter_answer_days']} days, then a reminder"),
        ("Short questions about a pupil are answered", f"Within {days['question_days']} days"),
        (f"The {rules['register_name']} is reviewed",
         f"Every {weeks(rules['register_review_weeks'])}"),
        ("Reminders come",
         f"{days['reminder_lead_days']} days ahead, from {rules['digest_hour']}:00"),
        ("Letters are signed by", "The head" if by_head else f"The {rules['senco_title']}"),
        ("Everybody is invited to the review of an EHC plan",
         f"{rules['review_invite_weeks']} weeks before; papers go out "
         f"{rules['review_papers_weeks']} weeks before"),
        ("The report of that review goes out",
         f"Within {weeks_of(rules['review_report_weeks'])} of the meeting"),
        ("Before a child with an EHC plan changes school", transfer(rules["transfer_months"])),
        ("Promised help is slipping",
         f"Where less than {rules['promise_percent']} of a hundred minutes are given"),
        ("Photos of pupils", photos),
        ("Each class has a progress meeting",
         dict(ProgressMeetings.choices)[rules["progress_meetings"]]),
        ("The family of each child with SEN support is met in a year",
         dict(ParentMeetings.choices)[rules["parent_meetings_a_year"]]),
        (f"The {rules['senco_title']} checks each plan",
         dict(PlanChecks.choices)[rules["plan_check"]]),
        ("Extra help is sorted by", f"{rules['wave_name']} 1, 2 and 3"),
        ("An intervention is reviewed",
         dict(ProvisionReviews.choices)[rules["provision_review"]]),
        ("How a target went, from least to most", ", ".join(rules[name] for name in OUTCOMES)),
    ]  # fmt: skip
