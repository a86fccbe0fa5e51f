"""The pupil's tab "Provision", the line of Now, and what other rooms add to that tab."""

from django.db.models import Prefetch

from accounts.permissions import Permission as P
from provision.interventions import listing, saying
from provision.interventions.sections import Section, said
from provision.ledger import this_week
from provision.models import InterventionStaff, Place, PlaceWish, Promise, Slot
from provision.now import now_of
from pupils.access import may_about
from pupils.leaving import has_gone
from pupils.panels import Panel, Summary, add_panel, add_summary
from pupils.wording import day_text
from sendcase import moment

sections: dict[str, Section] = {}
MOST = 3
UNKEPT = "nobody gives it yet"


def add_tab_section(key, order, needs, template, context) -> None:
    """context(request, pupil) → what the template needs, None where it says nothing."""
    sections[key] = Section(key, order, needs, template, context)


def added(request, pupil) -> list[dict]:
    return said(sections, request, pupil)


def promises_of(user, pupil):
    """With the places that keep them, each with its intervention, staff and timetable."""
    staff = InterventionStaff.objects.select_related("user").order_by("from_on", "pk")
    places = Place.objects.select_related("intervention", "promise").prefetch_related(
        Prefetch("intervention__staff", staff),
        Prefetch("intervention__slots", Slot.objects.real()),
    )
    rows = Promise.objects.visible_to(user).filter(pupil=pupil)
    return rows.prefetch_related(Prefetch("places", places.order_by("from_on", "pk")))


def context(request, pupil) -> dict:
    today = moment.today()
    edits = may_about(request.user, P.PROVISION_EDIT, pupil) and not has_gone(pupil.left_on)
    rows = list(promises_of(request.user, pupil))
    now = [row for row in rows if row.until_on is None or row.until_on >= today]
    past = [row for row in rows if row not in now]
    wishes = PlaceWish.objects.visible_to(request.user).filter(pupil=pupil).waiting()
    return {
        "pupil": pupil,
        "now": [card(row, today) for row in now],
        "past": [past_line(row) for row in reversed(past)],
        "wishes": list(wishes.select_related("intervention")),
        "may_edit": edits,
        "may_propose": may_about(request.user, P.PROVISION_PROPOSE, pupil)
        and not has_gone(pupil.left_on),
        "sections": added(request, pupil),
    }


def card(row, today) -> dict:
    """One promise in words a parent understands, and where it is kept."""
    places = [each for each in row.places.all() if (each.until_on or today) >= today]
    running = [each for each in places if kept_now(each, today)]
    coming = row.from_on > today
    return {
        "promise": row,
        "amount": saying.promised(row),
        "since": day_text(row.from_on),
        "until": day_text(row.until_on),
        "coming": coming,
        "places": [place_line(each, today) for each in places],
        "unkept": not running and not coming,
    }


def kept_now(place, today) -> bool:
    """Whether the place keeps its promise today or will from its own first day on."""
    return place.intervention.state == "agreed" and (place.until_on or today) >= today


def place_line(place, today) -> dict:
    group = place.intervention
    day = max(listing.day_of(group, today), place.from_on)
    parts = [
        saying.when_aloud(listing.held(group.slots.all(), day)),
        f"in {group.room}" if group.room else "",
        f"with {given}" if (given := saying.given_by(listing.held(group.staff.all(), day))) else "",
        f"from {day_text(place.from_on)}" if place.from_on > today else "",
        f"until {day_text(place.until_on)}" if ends_before(place) else "",
    ]
    return {"place": place, "group": group, "words": ", ".join(filter(None, parts))}


def ends_before(place) -> bool:
    """The promise says its own last day; the place only another one."""
    return place.until_on is not None and place.until_on != place.promise.until_on


def past_line(row) -> dict:
    return {
        "what": row.what,
        "amount": saying.promised(row),
        "span": saying.span(row.from_on, row.until_on),
        "reason": row.end_reason,
        "url": next((each.intervention.get_absolute_url() for each in row.places.all()), ""),
    }


def lines(user, pupil) -> list[dict]:
    """Now: what is promised, what of it nobody gives, how much was given this week."""
    read, today, url = now_of(user, pupil), moment.today(), f"/pupils/{pupil.pk}/provision/"
    kept = {
        row["promise"]
        for row in read.places
        if row["intervention__state"] == "agreed" and (row["until_on"] or today) >= today
    }
    held = listing.held(read.promises, today)
    given = [row.what for row in held if row.pk in kept]
    lost = [row.what for row in held if row.pk not in kept]
    said = [line(f"Extra help: {some(given)}", url)] if given else []
    said += [line(f"Promised: {what}", url, UNKEPT, "soon") for what in lost[:MOST]]
    week = this_week.said(read)
    return said + ([line(week, url)] if week else [])


def some(what: list[str]) -> str:
    """ "Sounds together, Lunch club and 2 more"."""
    more = [f"{len(what) - MOST} more"] if len(what) > MOST else []
    return saying.joined([*what[:MOST], *more])


def line(text, url, when="", state="plain") -> dict:
    return {"text": text, "url": url, "when": when, "state": state, "header": False}


def register() -> None:
    add_panel(
        Panel(
            key="provision", title="Provision", order=40, needs=P.PROVISION_VIEW,
            template="provision/partials/_panel.html", context=context,
        )
    )  # fmt: skip
    add_summary(Summary("provision", 35, P.PROVISION_VIEW, lines))
