"""Sessions as the pages show them: a card each, with its children and what was said of them."""

import uuid
from collections import defaultdict
from functools import cached_property

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce

from accounts.access import roles_at
from provision.models import InterventionStaff, Mark, Place
from provision.querysets import WHOLE_SCHOOL
from provision.sessions.naming import labels
from pupils.wording import day_text
from sendcase import moment

# Within a day in the order of the clock; those without a time come first.
ORDER = ("on", "clock", "pk")
REASONS = [{"key": key, "words": words} for key, words in Mark.Reason.choices]
STEP = 5  # minutes a short one is said in


def in_order(sessions):
    """Sessions with what a card needs of themselves, and `clock` for keyset's ORDER."""
    clock = Coalesce(Cast("starts_at", CharField()), Value(""), output_field=CharField())
    return sessions.select_related("intervention", "cover_by").annotate(clock=clock)


class Cards:
    """The cards of these sessions, for this person. Five queries, however many there are.

    may_tick: numbers of those that are theirs to tick; there the whole list of names is theirs, of
    others only the children they look after.
    """

    def __init__(self, sessions, user, may_tick):
        self.sessions, self.user, self.may_tick = list(sessions), user, set(may_tick)
        groups = {row.intervention_id for row in self.sessions}
        self.places, self.staff, self.marks = defaultdict(list), defaultdict(list), {}
        rows = Place.objects.filter(intervention__in=groups).select_related("pupil")
        for place in rows.order_by("pupil__sort_key", "pk"):
            self.places[place.intervention_id].append(place)
        staff = InterventionStaff.objects.filter(intervention__in=groups).select_related("user")
        for row in staff.order_by("from_on", "pk"):
            self.staff[row.intervention_id].append(row)
        marks = Mark.objects.filter(session__in=[row.pk for row in self.sessions])
        for mark in marks.select_related("marked_by"):
            self.marks[mark.session_id, mark.place_id] = mark
        self.seen = self.places_seen(groups)

    def __iter__(self):
        return map(self.card, self.sessions)

    @cached_property
    def pupils(self) -> list[int]:
        """Numbers of the children shown, for the log of who looked."""
        return sorted({p.pupil_id for row in self.sessions for p in self.places_on(row)})

    def places_seen(self, groups) -> set[int]:
        """Of sessions that are somebody else's: the places of children this person looks after."""
        if self.may_tick.issuperset(row.pk for row in self.sessions):
            return set()
        rows = Place.objects.visible_to(self.user).filter(intervention__in=groups)
        return set(rows.values_list("pk", flat=True))

    def places_on(self, session) -> list[Place]:
        """As reach.places_of says it, of those that are shown to this person."""
        own = session.pk in self.may_tick
        return [p for p in self.places[session.intervention_id]
                if (own or p.pk in self.seen) and self.is_on(p, session)]  # fmt: skip

    def card(self, session) -> dict:
        places = self.places_on(session)
        called = labels(place.pupil for place in places)
        rows = [self.row(session, place, called[place.pupil_id]) for place in places]
        waiting = [row for row in rows if not row["outcome"]]
        return {
            "pk": session.pk,
            "group": session.intervention.name,
            "when": when(session),
            "day": day_text(session.on),
            "on": session.on,
            "adults": self.adults(session),
            "covered": session.cover_by is not None and session.cover_by.name,
            "note": session.note if self.reads_note(session) else "",
            "minutes": list(range(STEP, session.minutes, STEP)) or [*range(1, session.minutes)],
            "rows": rows,
            "all_seen": ",".join(row["seen"] for row in waiting),
            "waiting": len(waiting),
            "tick": uuid.uuid4(),
            "may_tick": session.pk in self.may_tick and session.on <= moment.today(),
            "may_log": session.pk in self.may_tick,
            "is_over": session.on < moment.today(),
            "url": session.get_absolute_url(),
        }

    def reads_note(self, session) -> bool:
        """It may speak of any child in the group."""
        whole = set(WHOLE_SCHOOL) & roles_at(self.user, session.school_id)
        return session.pk in self.may_tick or bool(whole)

    def is_on(self, place, session) -> bool:
        held = holds(place, session.on)
        gone = place.pupil.left_on is not None and place.pupil.left_on < session.on
        mark = self.marks.get((session.pk, place.pk))
        return held and not gone or (mark is not None and mark.outcome != "")

    def adults(self, session) -> str:
        rows = [row for row in self.staff[session.intervention_id] if holds(row, session.on)]
        return ", ".join(row.user.name if row.user else row.name for row in rows)

    def row(self, session, place, label) -> dict:
        mark = self.marks.get((session.pk, place.pk))
        version = mark.version if mark else 0
        return {
            "place": place.pk, "pupil": place.pupil_id, "label": label, "version": version,
            "seen": f"{place.pk}:{version}", "tick": uuid.uuid4(), **said_of(mark, self.user),
        }  # fmt: skip


def said_of(mark, user) -> dict:
    """{outcome, said, by, is_of_today} of a mark; of none too."""
    if mark is None or not mark.outcome:
        return {"outcome": "", "said": "", "by": "", "is_of_today": False}
    return {
        "outcome": mark.outcome,
        "said": words(mark),
        "by": "" if mark.marked_by_id == user.pk else mark.marked_by.name,
        "is_of_today": mark.marked_at.astimezone(moment.LONDON).date() == moment.today(),
    }


def words(mark) -> str:
    """ "Cut short, 10 minutes: No room"."""
    said = mark.get_outcome_display()
    if mark.outcome == Mark.Outcome.SHORT:
        said += f", {mark.minutes} minute{'' if mark.minutes == 1 else 's'}"
    return f"{said}: {mark.get_reason_display()}" if mark.reason else said


def when(session) -> str:
    """ "9:15, 20 minutes, The Den"."""
    clock = f"{session.starts_at.hour}:{session.starts_at:%M}" if session.starts_at else ""
    minutes = f"{session.minutes} minute{'' if session.minutes == 1 else 's'}"
    return ", ".join(part for part in (clock, minutes, session.room) if part)


def holds(row, day) -> bool:
    return row.from_on <= day and (row.until_on is None or day <= row.until_on)
