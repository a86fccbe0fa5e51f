"""Interventions begin, change and end; who gives them and when in the week."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.permissions import Permission
from audit import log
from provision import hooks
from provision.interventions import states
from provision.interventions.models import Intervention, InterventionStaff, Slot
from provision.models import Place
from provision.promised import days, locking
from provision.promised.telling import tell as tell_of_child
from pupils.chronology import note
from sendcase import edits, moment
from sendcase.edits import IllegalMove

DAY = timedelta(days=1)
FACTS = (
    "name", "about", "area", "work", "wave", "agency", "room", "starts_on", "ends_on", "minutes",
    "times", "places", "success_measure",
)  # fmt: skip


@transaction.atomic
def start(*, school, by, agreed=True, programme=None, copied_from=None, **facts) -> Intervention:
    """A new one: agreed at once by the SENCO, or proposed (agreed=False) by a teacher.

    facts: FACTS. Raises IllegalMove where its last day is before its first.
    """
    refuse_days(facts["starts_on"], facts.get("ends_on"))
    decided = {"decided_by": by, "decided_on": moment.today()} if agreed else {}
    row = Intervention.objects.create(
        school=school, programme=programme, copied_from=copied_from, proposed_by=by,
        state=states.State.AGREED if agreed else states.State.PROPOSED, **facts, **decided,
    )  # fmt: skip
    tell("intervention.agreed" if agreed else "intervention.proposed", row, by)
    hooks.changed(row)
    return row


@transaction.atomic
def save(*, intervention, version, by, **facts) -> Intervention:
    """Change what it is. Raises Stale, and IllegalMove for one that is over or wrong days."""
    locking.children_of(intervention.pk)
    row = edits.locked(Intervention, intervention.pk, version)
    states.after("save", row.state)
    changed = {key: value for key, value in facts.items() if getattr(row, key) != value}
    refuse_days(facts.get("starts_on", row.starts_on), facts.get("ends_on", row.ends_on))
    before = {key: str(getattr(row, key)) for key in changed}
    first, last = row.starts_on, row.ends_on
    edits.save(row, **changed)
    if row.starts_on != first:
        _follow_first_day(row, first, by)
    if row.ends_on != last:
        days.follow_last_day(row, last, by)
    detail = {key: [before[key], str(value)] for key, value in changed.items()}
    tell("intervention.changed", row, by, detail)
    hooks.changed(row)
    return row


def _follow_first_day(row, first, by) -> None:
    """Places, who gives it and its times, where they were to begin with it."""
    days.follow_first_day(row, first, by)
    for model in (InterventionStaff, Slot):
        rows = model.objects.filter(intervention=row)
        for each in days.beginning(rows, first, row.starts_on):
            edits.save(each, from_on=row.starts_on)


@transaction.atomic
def agree(*, intervention, version, by) -> Intervention:
    """The SENCO takes a proposal up."""
    return _decide("agree", intervention, version, by, "intervention.agreed")


@transaction.atomic
def decline(*, intervention, version, by, reason) -> Intervention:
    """The SENCO says no to a proposal, and why."""
    return _decide("decline", intervention, version, by, "intervention.declined", reason)


def _decide(action, intervention, version, by, verb, reason="") -> Intervention:
    row = edits.locked(Intervention, intervention.pk, version)
    state = states.after(action, row.state)
    edits.save(
        row, state=state, decided_by=by, decided_on=moment.today(), ended_reason=reason
    )  # fmt: skip
    tell(verb, row, by, {"reason": reason} if reason else None)
    hooks.changed(row)
    return row


@transaction.atomic
def end(*, intervention, version, by, on, reason) -> Intervention:
    """Its last day is `on`; the places and staff in it end with it, the promises do not.

    Raises Stale, IllegalMove where it is not running or the day is before its first.
    """
    from provision.interventions import placing

    locking.children_of(intervention.pk)
    row = edits.locked(Intervention, intervention.pk, version)
    state = states.after("end", row.state)
    refuse_days(row.starts_on, on)
    edits.save(row, state=state, ends_on=on, ended_reason=reason)
    close(InterventionStaff.objects.filter(intervention=row), on)
    close(Slot.objects.filter(intervention=row), on)
    ended, _ = days.end_places(Place.objects.filter(intervention=row), on, by, reason)
    for place in ended:
        tell_of_child("place.ended", place, by, {"on": on.isoformat(), "reason": reason})
        note(place.pupil, f"Extra help ended: {row.name}", needs=Permission.PROVISION_VIEW, on=on)
    placing.over(row, by, reason)
    tell("intervention.ended", row, by, {"on": on.isoformat(), "reason": reason})
    hooks.changed(row)
    return row


@transaction.atomic
def add_staff(*, intervention, by, from_on, user=None, name="", until_on=None):
    """Somebody gives it from a day on. Raises IllegalMove for a person who is in it already."""
    edits.locked(Intervention, intervention.pk)
    if user and intervention.staff.filter(user=user, until_on=None).exists():
        raise IllegalMove(f"{user.name} gives this already.")
    row = InterventionStaff.objects.create(
        school_id=intervention.school_id, intervention=intervention, user=user, name=name,
        from_on=from_on, until_on=until_on,
    )  # fmt: skip
    tell("intervention.staff_added", intervention, by, {"staff": row.pk, "user": user and user.pk})
    hooks.changed(intervention)
    return row


@transaction.atomic
def end_staff(*, staff, by, until_on) -> InterventionStaff:
    row = edits.locked(InterventionStaff, staff.pk)
    edits.save(row, until_on=max(until_on, row.from_on))
    tell("intervention.staff_ended", row.intervention, by, {"staff": row.pk})
    hooks.changed(row.intervention)
    return row


@transaction.atomic
def set_timetable(*, intervention, by, from_on, slots) -> list[Slot]:
    """From that day on it takes place at these times; before it, as it was.

    slots: dicts of weekday (0 Monday … 4 Friday), starts_at, minutes, room. Slots that stay as
    they are keep their row, so that their sessions stand.
    """
    edits.locked(Intervention, intervention.pk)
    asked = [tuple(slot.get(key) for key in ("weekday", "starts_at", "minutes", "room"))
             for slot in slots]  # fmt: skip
    kept = _keep_slots(intervention, from_on, asked)
    made = [
        Slot.objects.create(
            school_id=intervention.school_id, intervention=intervention, weekday=weekday,
            starts_at=starts_at, minutes=minutes, room=room or "", from_on=from_on,
        )
        for weekday, starts_at, minutes, room in asked
    ]  # fmt: skip
    tell("intervention.timetabled", intervention, by, {"from": from_on.isoformat()})
    hooks.changed(intervention)
    return [*kept, *made]


def _keep_slots(intervention, from_on, asked: list[tuple]) -> list[Slot]:
    """Slots that stay, taken off `asked`; the others end, also those that were to begin later."""
    kept = []
    lasting = Q(until_on=None) | Q(until_on__gte=from_on)
    for row in Slot.objects.filter(lasting, intervention=intervention).real():
        said = (row.weekday, row.starts_at, row.minutes, row.room)
        if row.from_on <= from_on and said in asked:
            asked.remove(said)
            kept.append(row if row.until_on is None else edits.save(row, until_on=None))
        else:
            edits.save(row, until_on=max(row.from_on, from_on - DAY))
    return kept


def close(rows, on) -> None:
    """Rows that hold later end on that day; those that would begin later end as they begin."""
    for row in rows.filter(Q(until_on=None) | Q(until_on__gt=on)):
        edits.save(row, until_on=max(on, row.from_on))


def refuse_days(starts_on, ends_on) -> None:
    if ends_on and ends_on < starts_on:
        raise IllegalMove("The last day is before the first day. Change one of them.")


def tell(verb, row, by, detail=None) -> None:
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
