"""What this room adds to the site. Called once, from ehcp.apps."""

from django.urls import reverse

from accounts.access import role_sources
from accounts.permissions import Permission as P
from ehcp.disclosure import deadlines, guests, leaving, showing
from ehcp.packs import outside
from ehcp.parts import Part, add_part
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.steps import Step, add_step
from ehcp.tabs import add_tab
from pupils import contacts
from pupils.leaving import add_room
from pupils.wording import counted
from reminders.kinds import add_kind
from schools import home
from schools.context import guest_places
from sendcase.frozen.triggers import Refusal, guard

SENT = (Refusal("UPDATE", lambda differs: "OLD.state = 'sent'"), Refusal("DELETE"))


def register() -> None:
    guard("ehcp.Disclosure", SENT)
    add_tab("ehc/disclosures", "Disclosures", P.EHC_VIEW)
    add_part(Part("disclosures", 70, P.EHC_VIEW, "ehcp/disclosure/partials/_part.html",
                  showing.part))  # fmt: skip
    add_step(Step("readers", 29, "Who outside reads the papers here", readers_url, readers))
    for kind in deadlines.KINDS:
        add_kind(kind)
    add_room(leaving.ROOM)
    if guests.door not in home.doors:
        home.doors.append(guests.door)
    if guests.places not in guest_places:
        guest_places.append(guests.places)
    if guests.INVITED_TODAY not in role_sources:
        role_sources.append(guests.INVITED_TODAY)
    if guests.outside not in outside.readers:
        outside.readers.append(guests.outside)
    if guests.end_of not in contacts.on_barred:
        contacts.on_barred.append(guests.end_of)


def readers_url(row) -> str:
    open_now = row.state in AnnualReview.OPEN and row.state != AnnualReview.State.PLANNED
    return reverse("ehc_disclosures:people", args=[row.pk]) if open_now else ""


def readers(row) -> tuple[str, str]:
    reading = len(guests.readers_of(row))
    if not reading:
        return "plain", "Nobody"
    return "done", counted(reading, "person").replace("persons", "people")
