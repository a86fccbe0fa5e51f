"""The page of one intervention: what, who, when, the pupils as far as one may know, its story."""

from accounts.access import may
from accounts.models import User
from accounts.permissions import Permission as P
from audit.models import Event
from provision.interventions import listing, saying, sections
from provision.interventions.views import finding
from provision.models import (
    Intervention,
    InterventionReview,
    InterventionStaff,
    Place,
    PlaceWish,
    Slot,
)
from pupils.wording import day_text
from sendcase import moment

State = Intervention.State
KINDS = {State.PROPOSED: "soon", State.AGREED: "done", State.DECLINED: "plain",
         State.ENDED: "plain"}  # fmt: skip
STORY = {
    "proposed": "Proposed", "agreed": "Agreed", "declined": "Not agreed", "changed": "Changed",
    "timetabled": "A new timetable", "staff_added": "Somebody gives it",
    "staff_ended": "Somebody no longer gives it", "reviewed": "Reviewed", "ended": "Ended",
}  # fmt: skip
MOST_EVENTS = 60


def page(request, row) -> dict:
    user, today = request.user, moment.today()
    edits = may(user, P.PROVISION_EDIT, row.school_id)
    live = row.state == State.AGREED
    waits = PlaceWish.objects.visible_to(user).filter(intervention=row).waiting()
    return {
        "row": row, "policy": row.school.policy, "facts": facts(row), "status": status(row, today),
        "staff": staff(row, today), "when": timetable(row, today), **pupils(user, row, today),
        "wishes": list(waits.select_related("pupil", "asked_by").order_by("pk")),
        "reviews": reviews(user, row), "sections": sections.shown(request, row),
        "may_edit": edits and row.state in (State.PROPOSED, State.AGREED), "is_live": live,
        "may_change": finding.may_change(user, row) and row.state in (State.PROPOSED, State.AGREED),
        "may_join": row.state in (State.PROPOSED, State.AGREED)
        and (edits or may(user, P.PROVISION_PROPOSE, row.school_id)),
        "may_see_story": edits,
        "story": story(row) if edits and "history" in request.GET else None,
    }  # fmt: skip


def status(row, today) -> dict:
    if row.state == State.AGREED:
        if row.starts_on > today:
            return {"kind": "plain", "words": f"Begins on {day_text(row.starts_on)}"}
        if row.ends_on and row.ends_on < today:
            return {"kind": "plain", "words": f"Over since {day_text(row.ends_on)}"}
        return {"kind": "done", "words": "Runs now"}
    return {"kind": KINDS[row.state], "words": row.get_state_display()}


def facts(row) -> list[tuple]:
    policy = row.school.policy
    area = row.area.name if row.area else "No area in particular"
    said = [
        ("What is done", row.about),
        ("For", f"{area}\n{row.get_work_display()}\n{policy.wave_name} {row.get_wave_display()}"),
        ("Days", saying.span(row.starts_on, row.ends_on)),
        ("How much", saying.amount(row)),
        ("Where", row.room),
    ]
    if row.agency:
        said.append(("Somebody outside the school", row.agency))
    said.append(("It worked if", row.success_measure))
    if row.programme:
        said.append(("From the library", row.programme.name))
    if row.state == State.PROPOSED:
        said.append(("Proposed by", row.proposed_by.name))
    return said


def staff(row, today) -> list[dict]:
    """Who gives it now or will; who did stands last."""
    found = InterventionStaff.objects.filter(intervention=row).select_related("user")
    return [
        {
            "pk": each.pk,
            "name": each.user.name if each.user_id else each.name,
            "days": saying.span(each.from_on, each.until_on),
            "here": (each.until_on or today) >= today,
            "may_end": each.until_on is None or each.until_on > today,
        }
        for each in sorted(found, key=lambda e: (e.until_on is not None, e.from_on, e.pk))
    ]


def timetable(row, today) -> dict:
    """The week as it is, and as it will be where that is set already."""
    slots = list(Slot.objects.filter(intervention=row).real())
    day = listing.day_of(row, today)
    later = sorted({each.from_on for each in slots if each.from_on > day})
    return {
        "now": saying.when_aloud(listing.held(slots, day)),
        "later": [
            {"from": day_text(first), "when": saying.when_aloud(listing.held(slots, first))}
            for first in later
        ],
    }


def pupils(user, row, today) -> dict:
    """Those one may see, by name; the others as a number. Who was in it stands apart."""
    seen = Place.objects.visible_to(user).filter(intervention=row)
    seen = list(seen.select_related("pupil__class_group", "promise", "intervention"))
    day = min(today, row.ends_on or today)
    now = [each for each in seen if (each.until_on or day) >= day]
    everybody = Place.objects.filter(intervention=row).held_or_later(day).count()
    return {
        "in_it": [place_line(each, today) for each in now],
        "were_in_it": [place_line(each, today) for each in seen if each not in now],
        "others": everybody - len(now), "taken": everybody,
    }  # fmt: skip


def place_line(place, today) -> dict:
    group = place.pupil.class_group
    return {
        "pk": place.pk,
        "pupil": place.pupil.name,
        "url": f"/pupils/{place.pupil_id}/provision/",
        "class": group.name if group else "",
        "promise": promise_words(place),
        "days": saying.span(place.from_on, place.until_on),
        "reason": place.end_reason,
        "may_leave": place.until_on is None or place.until_on > today,
    }


def promise_words(place) -> str:
    """What is promised, where that is not this intervention by its own name."""
    said = saying.promised(place.promise)
    same = place.promise.what == place.intervention.name
    return said if same else f"{place.promise.what}: {said}"


def reviews(user, row) -> list[dict]:
    return [
        {"on": each.reviewed_on, "by": each.reviewed_by.name, "words": each.get_finding_display(),
         "detail": each.words}
        for each in InterventionReview.objects.visible_to(user)
        .filter(intervention=row).select_related("reviewed_by")
    ]  # fmt: skip


def story(row) -> list[dict]:
    """What was done to it, the newest first, and by whom."""
    events = Event.objects.filter(
        school_id=row.school_id, object_type=row._meta.label_lower, object_id=row.pk,
        verb__in=[f"intervention.{verb}" for verb in STORY],
    )  # fmt: skip
    found = list(events.order_by("-at", "-pk").values("at", "verb", "actor_id")[:MOST_EVENTS])
    people = User.objects.filter(pk__in={each["actor_id"] for each in found})
    names = dict(people.values_list("pk", "name"))
    return [
        {"on": each["at"], "by": names.get(each["actor_id"], ""),
         "words": STORY[each["verb"].removeprefix("intervention.")]}
        for each in found
    ]  # fmt: skip
