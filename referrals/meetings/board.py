"""The whole class on one page: what is known of each child, in a fixed number of queries."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q

from accounts.permissions import Permission
from pupils.models import Pupil
from pupils.scores.panel import newest_of
from referrals.meetings.models import Judgement, ProgressMeeting, ProgressRow
from referrals.meetings.signs import signs
from register.models import NeedType, RegisterEntry
from sendcase import moment

P = Permission
TREND, YEAR = 3, timedelta(days=400)
MARKS = {Judgement.CONCERN: "late", Judgement.WATCH: "soon", Judgement.SAME: "done"}
LABELS = dict(Judgement.choices)
NEEDS = dict(NeedType.choices)


def children(user, meeting) -> list[Pupil]:
    """Whom the meeting is about, as far as this person sees them: while it is open, the class of
    today and whoever has a judgement; afterwards those who were looked at.
    """
    looked_at = Q(pk__in=meeting.rows.exclude(judgement="").values("pupil"))
    about = looked_at
    if meeting.is_open:
        here = Q(left_on=None) | Q(left_on__gte=moment.today())
        about = looked_at | Q(class_group=meeting.class_group_id) & here
    found = Pupil.objects.visible_to(user, P.MEETING_VIEW).filter(about)
    return list(found.select_related("stage").order_by("sort_key", "pk"))


def facts(user, meeting, pupils) -> dict[int, dict]:
    """Number → {place, trend, scores, open}: words for the page."""
    numbers = [pupil.pk for pupil in pupils]
    places, before = _places(user, numbers), _before(user, meeting, numbers)
    scores = newest_of(user, numbers, since=meeting.held_on - 2 * YEAR)
    stands: dict[int, list[str]] = defaultdict(list)
    for sign in signs:
        for number, words in sign(user, numbers):
            if words not in stands[number]:
                stands[number].append(words)
    return {
        number: {
            "place": places.get(number, ""),
            "trend": before.get(number, []),
            "scores": scores.get(number, []),
            "stands": stands.get(number, []),
        }
        for number in numbers
    }


def _places(user, numbers) -> dict[int, str]:
    """Stage and first need in plain words."""
    rows = RegisterEntry.objects.visible_to(user).filter(pupil__in=numbers, until_on=None)
    said = {}
    shown = rows.prefetch_related("needs").only("pupil_id", "stage_name")
    for entry in shown:
        need = next(iter(entry.needs.all()), None)
        words = (need.note or NEEDS[need.need_type]) if need else ""
        said[entry.pupil_id] = ": ".join(filter(None, [entry.stage_name, words]))
    return said


def _before(user, meeting, numbers) -> dict[int, list[dict]]:
    """The last judgements of earlier meetings, the newest first."""
    earlier = ProgressMeeting.objects.finished().filter(
        school=meeting.school_id, held_on__lte=meeting.held_on,
        held_on__gte=meeting.held_on - YEAR,
    ).exclude(pk=meeting.pk)  # fmt: skip
    rows = ProgressRow.objects.visible_to(user).filter(pupil__in=numbers, meeting__in=earlier)
    found: dict[int, list[dict]] = defaultdict(list)
    order = rows.exclude(judgement="").order_by("-meeting__held_on", "-pk")
    for number, judgement, day in order.values_list("pupil", "judgement", "meeting__held_on"):
        if len(found[number]) < TREND:
            words = f"{LABELS[judgement]}, {day.day} {day:%b %Y}"
            found[number].append({"kind": MARKS[judgement], "words": words})
    return found
