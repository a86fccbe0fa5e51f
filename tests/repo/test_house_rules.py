"""House rules that a reader would otherwise have to remember."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["audit", "accounts", "schools", "pupils", "reminders", "letters", "register",
         "referrals", "provision", "iep", "agencies", "ehcp", "reports"]  # fmt: skip
CODE = [
    path
    for room in [*ROOMS, "sendcase"]
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]
RECORDS = (
    "Pupil|Referral|Letter|Contact|SupportPlan|Target|RegisterEntry|Need|Document|"
    "ChronologyEntry|Deadline|Share|Assignment|ExamAccess|Consent|Complaint|ComplaintStep|"
    "Batch|BatchRow|BatchPrint|LetterLink|ReplyCode|FamilyWord|Chase|"
    "EhcPlan|Section|EhcNeed|EhcOutcome|EhcProvision|EhcPlanVersion|AssessmentRequest|"
    "Consultation|Dispute|DateCorrection|AnnualReview|Invitation|OutcomeProgress|SectionChange|AuthorityForm|"
    "FilledForm|Pack|Disclosure|Obligation|Fulfilment|"
    "Intervention|Slot|Place|Promise|Session|Mark|Programme|InterventionStaff|PlaceWish|"
    "InterventionReview|Measure|CostRules|Grade|GradeRate|GradeHolder|Charge|Funding|"
    "PromiseLook|TargetProvision|LineProvision|"
    "ParentMeeting|MeetingAction|MeetingNote|Training|"
    "PublicDocument|PublicSection|BudgetLine|PublicPdf|PublicVersion|"
    "Agency|AgencyRequest|AgencyChase|Advice|Recommendation|"
    "CensusDay|CensusVersion|CaseTrail|CaseTrailPupil|"
    "Sample|SampleItem|SampleRelease|VisitNote|VisitQuestion|SchoolExport"
)


def found(pattern: str, files=CODE, but=()) -> list[str]:
    """Places where the pattern stands, as path:line."""
    rule = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        if str(path.relative_to(ROOT)) not in but
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if rule.search(line)
    ]


def test_only_the_one_clock_is_asked():
    banned = r"timezone\.now\(|datetime\.now\(|datetime\.utcnow\(|date\.today\(|localdate\("
    assert found(banned, but={"sendcase/moment.py"}) == []


def test_views_and_forms_use_the_front_door():
    files = [
        path
        for path in CODE
        if path.stem in {"views", "forms"} or path.parent.name in {"views", "forms"}
    ]
    unscoped = rf"\b({RECORDS})\.(objects|_base_manager|_default_manager)\.(?!visible_to\()"
    assert files
    assert found(unscoped, files) == []


def test_grants_are_never_asked_of_guardian():
    asked = r"\bhas_perm\(|assign_perm|get_objects_for_user|get_perms\(|remove_perm"
    assert found(asked) == []


def test_no_task_runs_in_place_of_the_queue():
    assert found("ALWAYS_" + "EAGER|task_always_" + "eager") == []


def test_there_is_no_django_admin():
    assert found(r"django\.contrib\.admin\b") == []


def test_foreign_keys_point_left_only():
    place = {name: number for number, name in enumerate(ROOMS)}
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in place
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False)
        and field.is_relation
        and field.related_model._meta.app_label in place
        and place[field.related_model._meta.app_label] > place[model._meta.app_label]
    ]
    assert wrong == []


def test_templates_carry_no_inline_style_or_script():
    inline = re.compile(r"\sstyle=\"|\son[a-z]+=\"|<script(?![^>]*(src=|nonce=|application/json))")
    pages = [
        path
        for path in (ROOT / "templates").rglob("*.html")
        if "print" not in str(path) and "letters/pdf" not in str(path)
    ]
    assert pages
    assert [str(p.relative_to(ROOT)) for p in pages if inline.search(p.read_text())] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_stays_short_enough_to_read(path):
    assert path.read_text().count("\n") < 400


def test_nothing_of_the_workshop_is_committed():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    words = re.compile("/" + r"work/|\.\./shared|" + "farm-" + r"(studio|bench)")
    wrong = []
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in {".woff2", ".png", ".ttf", ".ico"} or not path.is_file():
            continue
        if words.search(path.read_text(errors="replace")):
            wrong.append(name)
    assert wrong == []
