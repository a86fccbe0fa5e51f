"""The tabs of the pages about the school."""

from accounts.access import may
from accounts.permissions import Permission as P

TABS = [
    ("school", "About", P.SCHOOL_VIEW),
    ("classes", "Classes", P.ROLL_VIEW),
    ("terms", "Terms", P.ROLL_VIEW),
    ("handover", "Handover", P.HANDOVER_START),
    ("moves", "Joining and leaving", P.JOINER_ADD),
    ("ehc-dates", "EHC dates", P.SCHOOL_VIEW),
    ("policy", "How we work", P.POLICY_VIEW),
    ("owed", "What we owe", P.OWED_VIEW),
    ("training", "Training", P.TRAINING_VIEW),
    ("people", "People", P.ACCOUNT_VIEW),
]


def tabs(request, here: str) -> list[dict]:
    """The pages about the school that this person may open."""
    school = request.school
    return [
        {"title": title, "url": f"/{school.slug}/{key}/", "here": key == here}
        for key, title, permission in TABS
        if may(request.user, permission, school.pk)
    ]
