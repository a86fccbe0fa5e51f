"""Which extra help the children of a class have: who, what, when. On the page of the class, and
below the lesson sheet, where their teacher looks.
"""

from collections import defaultdict

from django.db.models import Q

from accounts.permissions import Permission as P
from provision.interventions import listing, saying
from provision.models import InterventionStaff, Place, Slot
from pupils.models import Pupil
from pupils.wording import day_text
from schools.class_parts import Part, add_part
from sendcase import moment
from sendcase.at_once import at_once

TEMPLATE = "provision/partials/_class_help.html"
PLACE = ("pk", "pupil", "from_on", "intervention", "intervention__name", "intervention__room",
         "intervention__sort_key", "intervention__starts_on")  # fmt: skip
NAME = ("pupil__preferred_first_name", "pupil__legal_first_name", "pupil__preferred_last_name",
        "pupil__legal_last_name", "pupil__sort_key")  # fmt: skip
TIME = ("weekday", "starts_at", "from_on", "until_on")
SLOT = ("pk", "intervention", *TIME)
STAFF = ("pk", "intervention", "user__name", "name", "from_on", "until_on")


def rows(user, children: Q, called: dict[int, str] | None = None) -> list[dict]:
    """What these children have now or from a day to come, as far as the person may read it: an
    intervention each, with no other child's name. One query. children: a filter of places;
    called: how each child is named here, by their own name otherwise.
    """
    today = moment.today()
    places = Place.objects.visible_to(user).filter(children).held_or_later(today).filter(
        Q(pupil__left_on=None) | Q(pupil__left_on__gte=today),
        Q(intervention__ends_on=None) | Q(intervention__ends_on__gte=today),
        intervention__state="agreed",
    )  # fmt: skip
    theirs = {"intervention__in": places.order_by().values("intervention")}
    found = at_once({
        "place": (places, PLACE + NAME),
        "slot": (Slot.objects.real().filter(_to_come(today), **theirs), SLOT),
        "staff": (InterventionStaff.objects.filter(_to_come(today), **theirs), STAFF),
    })  # fmt: skip
    slots, staff, groups = (_by_intervention(found[kind]) for kind in ("slot", "staff", "place"))
    said = [_row(groups[key], slots[key], staff[key], today, called or {}) for key in groups]
    return sorted(said, key=lambda row: row["sort_key"])


def _to_come(today) -> Q:
    return Q(until_on=None) | Q(until_on__gte=today)


def _by_intervention(found) -> dict[int, list[dict]]:
    grouped = defaultdict(list)
    for row in sorted(found, key=lambda row: row["pk"]):
        grouped[row["intervention"]].append(row)
    return grouped


def _row(places, slots, staff, today, called) -> dict:
    """places: of one intervention, at least one."""
    first = places[0]
    begins = max(today, first["intervention__starts_on"], min(row["from_on"] for row in places))
    times = listing.held([Slot(**{key: row[key] for key in TIME}) for row in slots], begins)
    people = listing.held([InterventionStaff(**_named(row)) for row in staff], begins)
    children = {row["pupil"]: row for row in sorted(places, key=lambda row: row["pupil__sort_key"])}
    when = [
        saying.when_aloud(times),
        f"in {first['intervention__room']}" if first["intervention__room"] else "",
        f"from {day_text(begins)}" if begins > today else "",
    ]
    return {
        "sort_key": first["intervention__sort_key"], "what": first["intervention__name"],
        "url": f"/interventions/{first['intervention']}/",
        "when": ", ".join(filter(None, when)), "with": saying.given_by(people),
        "pupils": [{"name": called.get(pk) or _name(row), "url": f"/pupils/{pk}/"}
                   for pk, row in children.items()],
    }  # fmt: skip


def _named(row) -> dict:
    """Whoever gives it by name, with an account or without."""
    return {"name": row["user__name"] or row["name"], "from_on": row["from_on"],
            "until_on": row["until_on"]}  # fmt: skip


def _name(row) -> str:
    return Pupil(**{key.removeprefix("pupil__"): row[key] for key in NAME}).name


def context(request, group) -> dict:
    return {"rows": rows(request.user, Q(pupil__class_group=group))}


def register() -> None:
    add_part(Part("provision", 40, P.PROVISION_VIEW, TEMPLATE, context))
