"""The whole policy as one plain value: what is compared, said in words, and kept as a version.

Count SCHEMA up when the shape changes: kept versions keep the shape they were made in.
"""

import hashlib
import json

from django.db.models import Max

from audit.log import canonical
from schools.models import PolicyVersion
from sendcase import moment

# 2: photos_used, progress_meetings, question_days; 3: plan_check, outcomes, cycle; 4: chase_*;
# 5: review_*, transfer_months; 6: wave_name, provision_review, promise_percent,
# parent_meetings_a_year
SCHEMA = 6
RULES = (
    "referral_name", "register_name", "senco_title", "teacher_title", "referral_answer_days",
    "tell_parents_days", "letter_answer_days", "plan_write_days", "question_days",
    "register_review_weeks", "reminder_lead_days", "digest_hour", "letters_signed_by",
    "photos_used", "progress_meetings", "plan_check", "outcome_not_started", "outcome_some",
    "outcome_partly", "outcome_met", "outcome_exceeded", "chase_times", "chase_days",
    "review_invite_weeks", "review_papers_weeks", "review_report_weeks", "transfer_months",
    "wave_name", "provision_review", "promise_percent",
    "parent_meetings_a_year",
)  # fmt: skip
# What schemas 1 to 5 did not hold.
ASKED_LATER = {
    "photos_used": False, "progress_meetings": "none", "question_days": 7, "plan_check": "none",
    "outcome_not_started": "Not started", "outcome_some": "Some progress",
    "outcome_partly": "Partly met", "outcome_met": "Met", "outcome_exceeded": "Exceeded",
    "chase_times": 2, "chase_days": 7, "review_invite_weeks": 2, "review_papers_weeks": 2,
    "review_report_weeks": 2, "transfer_months": 0, "wave_name": "Wave",
    "provision_review": "end", "promise_percent": 80, "parent_meetings_a_year": 3,
}  # fmt: skip
ASKED_LATER_OF_KINDS = {"review_cycle": "weeks"}
KIND = (
    "code", "name", "short_name", "layout", "targets_least", "targets_most", "review_cycle",
    "review_weeks", "agreed_by", "second_approver", "closed_on",
)  # fmt: skip
STAGE = (
    "code", "name", "description", "on_register", "census_code", "is_referral_start",
    "is_monitoring", "closed_on",
)  # fmt: skip
AREA = ("code", "name", "is_used")


def facts(row, names) -> dict:
    return {name: getattr(row, name) for name in names}


def take(school) -> dict:
    """How the school works now, lists in their order. Days are text, as JSON has them."""
    stages = school.stages.prefetch_related("plan_kinds").order_by("order", "pk")
    value = {
        "rules": facts(type(school.policy).objects.get(school=school), RULES),
        "areas": [facts(row, AREA) for row in school.areas.order_by("order", "pk")],
        "kinds": [facts(row, KIND) for row in school.plan_kinds.order_by("order", "pk")],
        "stages": [
            facts(row, STAGE) | {"plan_kinds": sorted(k.code for k in row.plan_kinds.all())}
            for row in stages
        ],
    }
    return json.loads(canonical(value))


def keep(school, *, words: list[str], by) -> PolicyVersion:
    """The next version, in the caller's transaction; the caller holds the policy's row locked."""
    last = PolicyVersion.objects.filter(school=school).aggregate(last=Max("number"))["last"]
    text = canonical(take(school))
    return PolicyVersion.objects.create(
        school=school,
        number=(last or 0) + 1,
        made_by=by,
        from_on=moment.today(),
        words="\n".join(words),
        schema=SCHEMA,
        content=text,
        sha256=digest(text),
    )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(version: PolicyVersion) -> dict:
    """As `take` writes it; what a version was not asked about then has its first value."""
    content = json.loads(version.content)
    content["rules"] = ASKED_LATER | {"wave_name": _word_of(content)} | content["rules"]
    content["kinds"] = [ASKED_LATER_OF_KINDS | kind for kind in content["kinds"]]
    return content


def _word_of(content) -> str:
    """Before the word was asked: that of its own stages, where they are numbered tiers."""
    named = any(stage["name"].casefold().startswith("tier ") for stage in content["stages"])
    return "Tier" if named else ASKED_LATER["wave_name"]
