"""How long a task takes, in minutes: what the site assumes, and what a school says instead.

The figures are a start, not a measure: every school sets its own. What waits for others costs the
SENCO no time here, so those kinds count the look when the answer comes, and only where they do
not wait.
"""

from reminders.forecast.models import Duration
from reminders.kinds import kinds

# Heading → kind → minutes. A test asks that every kind of the site stands here.
ASSUMED: dict[str, dict[str, int]] = {
    "Plans and reviews": {
        "write-plan": 60, "review-plan": 45, "next-plan": 45, "change-plan": 30, "check-plans": 90,
        "decide-stage": 20, "review-register": 120,
    },
    "Annual reviews and EHC plans": {
        "ehc-plan-meeting": 150, "ehc-plan-review": 30, "ehc-review-invite": 45,
        "ehc-review-papers": 45, "ehc-review-report": 90, "ehc-review-decision": 15,
        "ehc-review-final": 30, "ehc-review-transfer": 60, "ehc-advice-awaited": 10,
        "ehc-advice": 120, "ehc-consultation": 60, "ehc-authority": 15, "ehc-after-no": 15,
        "ehc-appeal": 10, "ehc-disclosure-second": 20, "ehc-disclosure-send": 20,
    },
    "Meetings": {"progress-meeting": 45, "decide-concern": 15, "talk-wanted": 30,
                 "parent-meeting": 30, "parent-meeting-action": 20},
    "Letters and families": {
        "check-letter": 15, "check-letters": 30, "letter-unanswered": 15, "letter-came-back": 15,
        "answer-family": 30, "tell-parents": 20, "tell-review": 15, "consent-ending": 20,
        "share-ending": 15, "share-own-answer": 20, "arrangement-ending": 45,
        "answer-complaint": 60, "quiet-complaint": 60,
    },
    "Concerns and questions": {
        "answer-referral": 45, "complete-referral": 30, "tell-raiser": 10, "answer-questions": 15,
    },
    "Interventions": {"tick-sessions": 10},
    "Outside agencies": {
        "agency-ask": 45, "agency-advice": 15, "agency-decide": 45, "agency-tell": 30,
        "agency-look": 20,
    },
    "What the school owes": {
        "owed-information-report": 240, "owed-parents-report": 120, "owed-policy-review": 120,
        "owed-senco-qualification": 30, "training-expiring": 30, "board-report": 90,
        "board-report-confirm": 20, "school-export-second": 10, "publish-public-document": 60,
        "begin-public-document": 60, "census-check": 90, "census-approve": 20,
        "visit-questions": 30,
    },
    "Provision": {"decide-intervention": 20, "review-intervention": 20},
    "Joining, leaving, handing over": {
        "write-handover": 60, "accept-handover": 30, "answer-handover": 15, "move-visit": 60,
        "move-records": 15, "move-parents": 45, "move-first-weeks": 30, "move-talk": 30,
        "move-meeting": 20, "move-papers": 30, "move-consent": 15, "begin-transition": 30,
    },
}  # fmt: skip
OTHER, OTHER_MINUTES = "Other", 20


def groups() -> dict[str, dict[str, int]]:
    """Heading → kind → assumed minutes, of the kinds this site has."""
    shown = {
        title: {key: minutes for key, minutes in group.items() if key in kinds}
        for title, group in ASSUMED.items()
    }
    known = {key for group in shown.values() for key in group}
    shown[OTHER] = {key: OTHER_MINUTES for key in kinds if key not in known}
    return {title: group for title, group in shown.items() if group}


def assumed() -> dict[str, int]:
    return {key: minutes for group in groups().values() for key, minutes in group.items()}


def of_school(school) -> dict[str, int]:
    """kind → minutes, for every kind. One query."""
    own = Duration.objects.filter(school=school).values_list("kind", "minutes")
    return assumed() | {kind: minutes for kind, minutes in own if kind in kinds}
