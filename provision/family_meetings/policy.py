"""What a change of the policy means for meetings with families, in counts."""

from collections.abc import Iterable

from provision.family_meetings.owed import here
from schools.policies import ParentMeetings
from schools.policy.consequences import Said, some

NAME = "parent_meetings_a_year"


def effects(school, before, after) -> Iterable[Said]:
    was, now = before["rules"][NAME], after["rules"][NAME]
    if was == now:
        return
    url = f"/{school.slug}/parent-meetings/"
    if now == ParentMeetings.NONE:
        yield Said("No meeting with a family is due any more. What was planned stays.", url)
    elif number := here(school.pk).count():
        part = "half-term" if now == ParentMeetings.HALF_TERM else "term"
        met = some(number, "family is met", "families are met")
        yield Said(f"From now on {met} in each {part}; whoever teaches the child sees it.", url)
