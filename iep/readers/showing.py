"""What the pages say of reading: on the plan, on the list of plans, on Today."""

from django.urls import Resolver404, resolve, reverse

from accounts.access import may
from accounts.permissions import Permission as P
from iep.dates import words
from iep.models import SupportPlan
from iep.readers.asking import day_of, own_part, readers_of, unread_by
from pupils.wording import counted


def on_page(user, plan, versions) -> dict:
    """For the page of a plan: what is asked of this person, and for the SENCO and the head who
    has read it. versions: the plan's, the newest first.
    """
    if plan.state != SupportPlan.State.SHARED or not versions:
        return {}
    version = versions[0]
    version.plan = plan
    sees_all = may(user, P.READER_LIST, plan.school_id)
    mine = own_part(user, version)
    read_at = mine and mine[0]
    return {
        "to_confirm": asked(version) if mine and not read_at else None,
        "i_read_it": words(day_of(read_at)) if read_at else "",
        "readers": [reader_line(each) for each in readers_of(version)] if sees_all else None,
        "readers_number": version.number,
    }


def asked(version) -> dict:
    """What to read: where a version came before, the change."""
    plan, number = version.plan, version.number
    return {
        "number": number,
        "url": reverse("readers:confirm", args=[plan.pk]),
        "change_url": change_url(plan, number),
    }


def change_url(plan, number) -> str:
    """What changed since the version before: the comparison where there is such a page, else the
    paper; nothing for the first version.
    """
    if number == 1:
        return ""
    compared = f"/plans/{plan.pk}/versions/compare/"
    try:
        resolve(compared)
    except Resolver404:
        return reverse("iep:version", args=[plan.pk, number])
    return compared


def reader_line(reader) -> dict:
    if reader.shared:
        return {"name": reader.person.name, "kind": "plain", "status": "Shared it"}
    if reader.read_on:
        status = f"Read {words(reader.read_on)}"
        return {"name": reader.person.name, "kind": "done", "status": status}
    status = f"Not read, since {words(reader.since)}"
    return {"name": reader.person.name, "kind": "soon", "status": status}


def to_read(user, school) -> list[dict]:
    """One line for Today and the list of plans; none where all is read."""
    plans = list(unread_by(user, school).values_list("plan", flat=True))
    if not plans:
        return []
    one = f"/plans/{plans[0]}/"
    return [
        {
            "text": f"{counted(len(plans), 'plan')} to read",
            "url": one if len(plans) == 1 else reverse("readers:mine", args=[school.slug]),
            "verb": "Read",
            "status": "",
        }
    ]
