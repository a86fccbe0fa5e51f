"""Referrals and how soon they were answered; complaints."""

from datetime import timedelta

from pupils.models import Complaint, ComplaintStep
from referrals.models import Decision, Referral
from reports.amounts import RawAmounts, Unit
from reports.figures.day import CHILDREN
from reports.figures.sheets import Cell, Sheet
from reports.figures.term.window import Event, Window, in_time
from sendcase.moment import LONDON

ASKED, GOOD, LATE = "Help asked for", "Answered in time", "Answered late, or still waiting"
RAISED = "A complaint was made"
INFORMAL, FORMAL = "Informal", "Formal"
MEDIATION, TRIBUNAL = "Mediation", "SEND Tribunal"
DAY_TENTHS = 10


def _events(school) -> list[tuple[Event, int]]:
    """(what was asked and its first answer after it was last sent, days it took). Two queries."""
    answers: dict[int, list] = {}
    for key, at in (
        Decision.objects.filter(school=school).order_by("at").values_list("referral", "at")
    ):
        answers.setdefault(key, []).append(at)
    sent = Referral.objects.filter(school=school, submitted_at__isnull=False)
    sent = sent.exclude(state=Referral.State.WITHDRAWN).order_by("pk")
    found = []
    for pk, pupil, at, days in sent.values_list("pk", "pupil", "submitted_at", "answer_days"):
        first = next((each for each in answers.get(pk, ()) if each >= at), None)
        asked = at.astimezone(LONDON).date()
        done = first.astimezone(LONDON).date() if first else None
        event = Event(pupil, asked + timedelta(days=days), done)
        found.append((event, (done - asked).days if done else 0))
    return found


def referrals(school, window: Window) -> Sheet:
    """By the school's own days, copied to each referral when it was sent."""
    events = [event for event, _ in _events(school)]
    cells = in_time(events, window, ASKED, GOOD, LATE)
    return Sheet(
        "referrals", "Requests for help", CHILDREN, (GOOD, LATE, ASKED), ASKED, True, cells
    )


def waiting(school, window: Window) -> RawAmounts:
    """Days from sending to the answer; of a child with several the longest."""
    longest: dict[int, int] = {}
    for event, days in _events(school):
        if event.done in window:
            longest[event.pupil] = max(longest.get(event.pupil, 0), days)
    days_of = {pupil: days * DAY_TENTHS for pupil, days in longest.items()}
    rows = (("Days until the answer", days_of),)
    return RawAmounts("waiting", "How long an answer took", Unit.TENTHS, rows)


def complaints(school, window: Window) -> Sheet:
    """Children about whom a complaint was made in the window, or one went to mediation or the
    Tribunal. Two queries.
    """
    cells: dict[int, set[Cell]] = {}
    days = (window.first, window.last)
    made = Complaint.objects.filter(school=school, made_on__range=days).order_by()
    for pupil, way in made.values_list("pupil", "way"):
        words = FORMAL if way == Complaint.Way.FORMAL else INFORMAL
        cells.setdefault(pupil, {(RAISED, 0)}).add((words, 0))
    Kind = ComplaintStep.Kind
    steps = ComplaintStep.objects.filter(
        school=school, on__range=days, kind__in=(Kind.MEDIATION, Kind.TRIBUNAL)
    ).order_by()
    for pupil, kind in steps.values_list("complaint__pupil", "kind"):
        words = MEDIATION if kind == Kind.MEDIATION else TRIBUNAL
        cells.setdefault(pupil, set()).add((words, 0))
    rows = (RAISED, INFORMAL, FORMAL, MEDIATION, TRIBUNAL)
    frozen = {pupil: frozenset(held) for pupil, held in cells.items()}
    return Sheet(
        "complaints", "Complaints", CHILDREN, rows, RAISED, False, frozen,
        within=(INFORMAL, FORMAL), covers=True,
    )  # fmt: skip
