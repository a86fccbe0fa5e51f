"""In which half-term or term a class meets, from the school's policy and its calendar."""

from datetime import date

from schools.calendar import Span, calendar_of
from schools.policies import Policy, ProgressMeetings


def period_of(school_id: int, today: date) -> Span | None:
    """The half-term or term that runs, or the last one that began; none where the school does not
    use the meetings or has entered no term that has begun. Three queries at most.
    """
    policy = Policy.objects.select_related("school").get(school=school_id)
    if policy.progress_meetings == ProgressMeetings.NONE:
        return None
    calendar = calendar_of(policy.school)
    halves = policy.progress_meetings == ProgressMeetings.HALF_TERM
    spans = calendar.half_terms() if halves else calendar.terms
    begun = [span for span in spans if span.starts_on <= today]
    return max(begun, key=lambda span: span.starts_on, default=None)
