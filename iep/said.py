"""What the pupil said last, beside the question what they say: a hint, never filled in."""

import json

from django.db.models import OuterRef, Subquery
from django.utils.text import Truncator

from iep import dates
from pupils.profile.models import PupilView
from pupils.profile.questions import as_lines

LONGEST = 300  # characters of one answer; the link leads to all of it


def joined(plans, user):
    """Plans with the newest views this person may read, in the same query."""
    readable = PupilView.objects.visible_to(user).standing()
    newest = readable.filter(pupil=OuterRef("pupil")).newest_first()
    names = ("pk", "on", "content")
    return plans.annotate(**{f"said_{name}": Subquery(newest.values(name)[:1]) for name in names})


def beside(plan) -> dict | None:
    """{on: in words, lines: [(question, words)], url}; None for none. The plan is `joined`."""
    if plan.said_pk is None:
        return None
    lines = as_lines(json.loads(plan.said_content))
    return {
        "on": dates.words(plan.said_on),
        "lines": [(question, Truncator(words).chars(LONGEST)) for question, words in lines],
        "url": PupilView(pk=plan.said_pk).get_absolute_url(),
    }
