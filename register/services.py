"""Placing, moving and closing: the only code that writes the register.

One entry holds on any day. A move ends the entry before it on the day before; a move on the day
the entry itself began corrects that entry, because it never held for a whole day.
"""

from datetime import timedelta

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from pupils.chronology import note
from pupils.models import Pupil
from pupils.wording import day_text
from register import codes, hooks, telling
from register.models import Need, RegisterEntry
from schools.models import Area
from sendcase import edits, moment
from sendcase.edits import IllegalMove

ONE_DAY = timedelta(days=1)


def newest(pupil: Pupil) -> RegisterEntry | None:
    """The pupil's latest entry, open or ended."""
    return pupil.register_entries.order_by("-from_on", "-pk").first()


@transaction.atomic
def place(
    *, pupil, stage, reason, evidence="", needs=(), areas=(), by, on=None, version=None, origin=""
):
    """Put a pupil on a stage from `on` (today if not given); returns the RegisterEntry.

    needs: (NeedType, note in plain words) in order of rank, the primary first; areas: Area rows,
    or none to take those the types usually belong to; version: of the newest entry the person
    saw (0: there was none), to raise edits.Stale if somebody was quicker.
    Raises IllegalMove, writing nothing, for a date, type or stage that cannot be.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    on, before = on or moment.today(), newest(pupil)
    refuse_stale(before, version)
    refuse_impossible(pupil, stage, reason, [need_type for need_type, _ in needs], areas)
    refuse_closed(before, stage)
    refuse_day(pupil, before, on)
    was = before.stage_name if before and before.until_on is None else None
    facts = {"decided_by": by, "decided_at": moment.now(), "reason": reason, "evidence": evidence}
    facts |= facts_of(stage) | carried_telling(before, stage) | {"origin": origin}
    entry = enter(pupil, before, on, facts)
    set_needs(entry, needs, areas)
    show_stage(pupil, stage)
    tell_the_record(entry, was, needs, by)
    telling.open_duty(entry)
    hooks.changed(pupil)
    return entry


def facts_of(stage) -> dict:
    """What an entry copies from its stage on the day: a later change of policy is not history."""
    return {
        "stage": stage,
        "stage_name": stage.name,
        "on_register": stage.on_register,
        "census_code": stage.census_code,
        "tell_days": stage.school.policy.tell_parents_days,
        "asks_plan": stage.plan_kinds.filter(closed_on=None).exists(),
    }


def enter(pupil, before, on, facts) -> RegisterEntry:
    """The entry from `on`: a new one, or the one that began that very day, corrected."""
    if before and before.from_on == on:
        return correct(before, facts)
    if before and before.until_on is None:
        why, by = facts["reason"], facts["decided_by"]
        before = end(before, last_day=on - ONE_DAY, reason=why, by=by)
    return RegisterEntry.objects.create(
        school=pupil.school, pupil=pupil, from_on=on, version=version_of(before) + 1, **facts
    )


def refuse_stale(before, version) -> None:
    """Versions count on from entry to entry, so one number says whether anything changed."""
    if version is not None and version != version_of(before):
        raise edits.Stale(before)


def version_of(entry: RegisterEntry | None) -> int:
    return entry.version if entry else 0


def refuse_impossible(pupil, stage, reason, types, areas) -> None:
    if stage.school_id != pupil.school_id:
        raise IllegalMove("This stage belongs to another school. Choose one of this school's.")
    if any(area.school_id != pupil.school_id for area in areas):
        raise IllegalMove("This area of need belongs to another school.")
    if not reason.strip():
        raise IllegalMove("Say why: the reason stands in the record.")
    if found := codes.problems(stage.census_code, types):
        raise IllegalMove(" ".join(found))


def refuse_closed(before, stage) -> None:
    """Whoever is at a stage when it closes stays; nobody comes to it."""
    stays = before and before.until_on is None and before.stage_id == stage.pk
    if stage.closed_on and not stays:
        raise IllegalMove(f"{stage.name} is closed in your policy. Choose another stage.")


def refuse_day(pupil, before, on) -> None:
    """A day the entry cannot start on: each sentence says which two dates disagree."""
    name, day = pupil.first_name, day_text(on)
    if on > moment.today():
        raise IllegalMove(f"{day} has not come yet. An entry starts today or earlier.")
    if on < pupil.born_on:
        raise IllegalMove(f"{day} is before {name} was born ({day_text(pupil.born_on)}).")
    if pupil.left_on and on > pupil.left_on:
        raise IllegalMove(f"{day} is after {name} left ({day_text(pupil.left_on)}).")
    if before is None:
        return
    if on < before.from_on:
        raise IllegalMove(
            f"{day} is before {before.stage_name} began ({day_text(before.from_on)}). "
            "History cannot be changed from here; choose that day or a later one."
        )
    if before.until_on and before.from_on < on <= before.until_on:
        raise IllegalMove(
            f"{name} was on {before.stage_name} until {day_text(before.until_on)}. "
            f"{day} is before that ended; choose a later day."
        )


def carried_telling(before, stage) -> dict:
    """A family told of this stage need not be told again when only the needs change."""
    if before and before.until_on is None and before.stage_id == stage.pk:
        return {
            "family_told_on": before.family_told_on,
            "family_told_how": before.family_told_how,
        }
    return {"family_told_on": None, "family_told_how": ""}


def correct(entry, facts) -> RegisterEntry:
    """The entry began today and is changed again today (reopened, if it was closed)."""
    entry = edits.locked(RegisterEntry, entry.pk)
    entry.needs.all().delete()
    return edits.save(entry, **facts, until_on=None, end_reason="", ended_by=None)


def show_stage(pupil, stage) -> None:
    """What lists show. Not a change of the pupil's own facts: nobody's open form goes stale."""
    pupil.stage = stage
    pupil.save(update_fields=["stage"])


def end(entry, *, last_day, reason, by) -> RegisterEntry:
    entry = edits.save(
        edits.locked(RegisterEntry, entry.pk), until_on=last_day, end_reason=reason, ended_by=by
    )
    telling.open_duty(entry)
    return entry


def set_needs(entry, needs, areas) -> None:
    Need.objects.bulk_create(
        Need(school_id=entry.school_id, entry=entry, need_type=kind, rank=rank, note=plain)
        for rank, (kind, plain) in enumerate(needs, start=1)
    )
    types = [kind for kind, _ in needs]
    of_school = Area.objects.filter(school=entry.school_id, is_used=True)
    entry.areas.set(areas or codes.usual_areas(types, of_school))


def tell_the_record(entry, was, needs, by) -> None:
    """Audit and chronology of a placement, a move or a correction."""
    moved = f"Moved from {was} to {entry.stage_name}" if was else f"Placed at {entry.stage_name}"
    register = entry.school.policy.register_name
    where = f"on the {register}" if entry.on_register else f"not on the {register}"
    detail = {
        "stage": [was, entry.stage_name],
        "on_register": [None, entry.on_register],
        "census_code": [None, entry.census_code],
        "from_on": [None, entry.from_on],
        "reason": [None, entry.reason],
        "needs": [None, [str(kind) for kind, _ in needs]],
    }
    write(entry, "placed", f"{moved} ({where})", by=by, on=entry.from_on, detail=detail)


def write(entry, done, words, *, by, on, detail) -> None:
    """The audit row and the line in the pupil's story that every change leaves."""
    log.record(
        f"register_entry.{done}",
        target=entry,
        by=by,
        school_id=entry.school_id,
        pupil_id=entry.pupil_id,
        detail=detail,
    )
    url = f"/pupils/{entry.pupil_id}/register/"
    note(entry.pupil, words, needs=Permission.REGISTER_VIEW, url=url, on=on)


def refuse_end(entry, reason, on) -> None:
    if entry.until_on is not None:
        raise IllegalMove(f"{entry.stage_name} had ended on {day_text(entry.until_on)}.")
    if not reason.strip():
        raise IllegalMove("Say why: the reason stands in the record.")
    if on > moment.today():
        raise IllegalMove(f"{day_text(on)} has not come yet. Choose today or earlier.")
    if on < entry.from_on:
        raise IllegalMove(
            f"{day_text(on)} is before {entry.stage_name} began ({day_text(entry.from_on)})."
        )


@transaction.atomic
def close(*, entry, reason, by, on=None, version=None) -> RegisterEntry:
    """Take a pupil off all stages from `on` (the first day without one; today if not given).

    Raises IllegalMove for an ended entry or an impossible day, edits.Stale for an old version.
    """
    pupil = edits.locked(Pupil, entry.pupil_id)
    entry, on = edits.locked(RegisterEntry, entry.pk, version), on or moment.today()
    refuse_end(entry, reason, on)
    last_day = max(entry.from_on, on - ONE_DAY)
    entry = end(entry, last_day=last_day, reason=reason, by=by)
    show_stage(pupil, None)
    detail = {"until_on": [None, last_day], "end_reason": ["", reason]}
    write(entry, "closed", f"{entry.stage_name} ended", by=by, on=on, detail=detail)
    hooks.changed(pupil)
    return entry


def refuse_telling(entry, on) -> None:
    day, born_on = day_text(on), entry.pupil.born_on
    if on > moment.today():
        raise IllegalMove(f"{day} has not come yet. Give the day they were told.")
    if on < born_on:
        name = entry.pupil.first_name
        raise IllegalMove(f"{day} is before {name} was born ({day_text(born_on)}).")


@transaction.atomic
def mark_family_told(*, entry, on, by, how="letter") -> RegisterEntry:
    """Record the day the family was told, and meet the deadline. A second telling changes nothing.

    Raises IllegalMove for a day in the future or before the child's birth.
    """
    entry = edits.locked(RegisterEntry, entry.pk)
    if entry.family_told_on is not None:
        return entry
    refuse_telling(entry, on)
    edits.save(entry, family_told_on=on, family_told_how=how)
    telling.open_duty(entry)
    detail = {"family_told_on": [None, on], "family_told_how": ["", how]}
    words = f"The family was told about {entry.stage_name} ({how})"
    write(entry, "family_told", words, by=by, on=on, detail=detail)
    return entry
