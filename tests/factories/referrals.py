"""Referrals: a full draft, and one that was sent through the real service."""

from referrals import services
from referrals.models import Referral

WORDS = {
    "concern": "send",
    "raised_on": None,
    "carer_name": "Ms Leila Brightwater",
    "reasons": "Loses her place when reading aloud. Read 12 of 45 words in September, 14 now.",
    "interventions": "Precision teaching, 10 minutes, 4 times a week, for 6 weeks.",
    "parent_said": "She hides her reading book at home.",
    "parent_spoken_by": "Mrs Holt",
    "pupil_said": "The words move about.",
    "pupil_spoken_by": "Mrs Holt",
    "underneath": "Sight test passed in June. Attendance 97%.",
}
TESTS = [("peers", "standardised reading score 78", "NGRT, September 2026")]


def draft(pupil, by, **values) -> Referral:
    """A complete draft, not sent."""
    words = {field: words for field, words in (WORDS | values).items() if words is not None}
    area = pupil.school.areas.get(code="cl")
    return services.start(pupil=pupil, by=by, values=words, areas=[area], tests=TESTS)


def sent(pupil, by, **values) -> Referral:
    """One that waits for its answer."""
    row = draft(pupil, by, **values)
    return services.submit(referral=row, version=row.version, by=by)


def posted(about, **values) -> dict:
    """What a browser posts for a full referral."""
    words = {k: v for k, v in WORDS.items() if v is not None}
    return {
        "pupil": about.pk, "source": "staff", "raised_on": "2026-01-12",
        "areas": [area.pk for area in about.school.areas.filter(code="cl")],
        "test_peers": "on", "figure_peers": TESTS[0][1], "source_peers": TESTS[0][2],
        **words, **values,
    }  # fmt: skip
