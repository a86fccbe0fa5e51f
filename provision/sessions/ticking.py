"""Saying of a session how it was for each pupil. The same tap sent twice has one effect; a tap
from a page that had not seen the newest state changes nothing and is told what that is.
"""

import uuid
from dataclasses import dataclass, field

from django.db import transaction

from audit import log
from provision.models import Mark, Place, Session
from provision.sessions import deadlines, reach
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove

Outcome = Mark.Outcome
VERBS = {True: "session.tick_taken_back", False: "session.ticked"}
FACTS = ("outcome", "minutes", "reason")


@dataclass
class Ticked:
    """How it stands now, by place (None: nothing was ever said), and the places that had changed
    since the page was seen: there nothing was done.
    """

    marks: dict[int, Mark | None] = field(default_factory=dict)
    clashes: list[int] = field(default_factory=list)


@transaction.atomic
def tick(*, session, seen, outcome, by, tick, minutes=0, reason="") -> Ticked:
    """seen: place number → version of its mark as the page knew it, 0 for none; outcome: of
    Mark.Outcome, "" takes back; minutes: of a short one; tick: the UUID of this tap.

    Raises PermissionDenied, Session.DoesNotExist where it fell away, Place.DoesNotExist for a
    place of another intervention or day, IllegalMove.
    """
    row = edits.locked(Session, session.pk)
    reach.require_log(by, row)
    said = checked(row, outcome, minutes, reason)
    places = {place.pk: place for place in reach.places_of(row).filter(pk__in=seen)}
    if len(places) != len(seen) or not seen:
        raise Place.DoesNotExist
    there = Mark.objects.select_for_update().filter(session=row, place__in=places)
    marks = {mark.place_id: mark for mark in there.select_related("marked_by")}
    told = Ticked()
    for pk, version in sorted(seen.items()):
        one(told, Tap(row, places[pk], version, said, by, uuid.uuid5(tick, f"{row.pk}-{pk}")),
            marks.get(pk))  # fmt: skip
    deadlines.keep(row.school_id, [row.intervention_id])
    return told


def checked(session, outcome, minutes, reason) -> dict:
    """The facts of a mark. Raises IllegalMove with a sentence for the person."""
    if session.on > moment.today():
        raise IllegalMove(f"This session is on {day_text(session.on)}. Tick it then.")
    if outcome in ("", Outcome.DELIVERED):
        took = session.minutes if outcome else 0
        return {"outcome": outcome, "minutes": took, "reason": ""}
    if outcome not in Outcome.values or reason not in Mark.Reason.values:
        raise IllegalMove("Choose why.")
    if outcome == Outcome.MISSED:
        return {"outcome": outcome, "minutes": 0, "reason": reason}
    if not 1 <= minutes < session.minutes:
        raise IllegalMove(f"How many minutes took place, of {session.minutes}?")
    return {"outcome": outcome, "minutes": minutes, "reason": reason}


@dataclass(frozen=True)
class Tap:
    """One tap, for one pupil."""

    session: Session
    place: Place
    version: int
    said: dict
    by: object
    number: uuid.UUID


def one(told: Ticked, tap: Tap, mark: Mark | None) -> None:
    """Do it, unless it was done before or the mark has moved on."""
    told.marks[tap.place.pk] = mark
    if mark is None and (tap.version or not tap.said["outcome"]):
        return
    if mark is None:
        told.marks[tap.place.pk] = create(tap)
    elif mark.tick == tap.number or facts(mark) == tap.said:
        return
    elif mark.version != tap.version:
        told.clashes.append(tap.place.pk)
    else:
        change(tap, mark)


def create(tap: Tap) -> Mark:
    mark = Mark.objects.create(
        school_id=tap.session.school_id, session=tap.session, place=tap.place,
        pupil_id=tap.place.pupil_id, tick=tap.number, marked_by=tap.by, **tap.said,
    )  # fmt: skip
    tell(tap, mark, dict.fromkeys(FACTS))
    return mark


def change(tap: Tap, mark: Mark) -> None:
    """Raises IllegalMove for a tick of an earlier day that is to be taken back."""
    day = mark.marked_at.astimezone(moment.LONDON).date()
    if not tap.said["outcome"] and day != moment.today():
        raise IllegalMove(f"This was ticked on {day_text(day)}. Say how it was instead.")
    before = facts(mark)
    edits.save(mark, tick=tap.number, marked_by=tap.by, marked_at=moment.now(), **tap.said)
    tell(tap, mark, before)


def facts(mark) -> dict:
    return {name: getattr(mark, name) for name in FACTS}


def tell(tap: Tap, mark, before) -> None:
    """The log keeps what stood before. The pupil's story has no line of it: there are hundreds."""
    detail = {name: [before[name], tap.said[name]] for name in FACTS}
    log.record(
        VERBS[not tap.said["outcome"]], target=mark, by=tap.by, school_id=mark.school_id,
        pupil_id=mark.pupil_id, detail=detail | {"on": tap.session.on.isoformat()},
    )  # fmt: skip
