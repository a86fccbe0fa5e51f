"""A list of staff: who is invited to which role, who is given which class.

Nobody comes in by a list who would not come in by hand: an unknown person is an invitation, roles
that need the head's word wait for it, and nobody gives themselves a role or a class
(docs/decisions/nobody-lets-themselves-in.md). Who left is only reported.
"""

from collections import Counter
from dataclasses import dataclass, field

from accounts.permissions import Role
from pupils.roll import cells
from pupils.roll.fates import CHANGED, NEW, PROBLEM, SAME, Fate, Found
from pupils.roll.staff_columns import STAFF
from schools.models import ClassGroup
from schools.people.many import People, Person, invite_many
from schools.people.roles import APPROVED_ROLES, CLASS_ROLES
from schools.services.classes import MAY_HOLD
from schools.services.many import Holders, Place, put_many
from sendcase import moment

WAITS = "Waits until the head agrees."
INVITED = "Invited already, and has not taken it up yet."
CLASS_LATER = (
    "The class comes with the next import of this list, once the invitation has been taken up."
)
NO_CLASS = "Support staff hold no class: assign them on the child's People tab."
NO_SUCH_CLASS = "No open class here has this name. Import the classes first, or mend the name."


@dataclass
class StaffFound(Found):
    absent: list = field(default_factory=list)  # memberships of people who are not in the file

    @property
    def missing(self) -> list[str]:
        return [f"{row.user.name} ({row.get_role_display()})" for row in self.absent]


class Known:
    """Who works at one school, its classes, and what the file says twice."""

    def __init__(self, school, by, rows):
        self.people, self.holders = People(school, by), Holders(school, by)
        groups = ClassGroup.objects.filter(school=school, closed_on=None)
        self.groups = {group.name.casefold(): group for group in groups}
        self.rows = Counter(_key(row) for row in rows)
        self.places = Counter((_email(row), _class(row)) for row in rows)
        self.led = {pk for pk, places in self.holders.places.items()
                    if any(place.is_lead for place in places)}  # fmt: skip
        self.asked: set[tuple] = set()  # (address, role) that a row before invites


def preview(table, school, by=None, chosen=None) -> StaffFound:
    """Raises reading.Refused where the file is no list of staff."""
    found = cells.read(table, STAFF, chosen or {}, check)
    known = Known(school, by, found.rows)
    fates = [_fate(row, known) for row in found.rows]
    named = {_email(row) for row in found.rows}
    absent = [row for row in known.people.memberships if row.user.email.lower() not in named]
    return StaffFound(fates, found.unknown, found.remembered, absent)


def check(row) -> None:
    """What one row alone must have. The name is put together where it comes in parts."""
    said = row.values
    if not row.raw.get("email"):
        row.wrong("email", "This is missing.")
    parts = [said.get(key, "") for key in ("title", "first_name", "last_name")]
    said.setdefault("name", " ".join(part for part in parts if part))
    if not said["name"] and not row.problems:
        row.wrong("name", "There is no name.")


def _email(row) -> str:
    return row.values.get("email", "")


def _class(row) -> str:
    return row.values.get("class", "").casefold()


def _key(row) -> tuple:
    return _email(row), row.values.get("role"), _class(row)


def _fate(row, known) -> Fate:
    user = known.people.here.get(_email(row))
    fate = Fate(row, SAME, target=user, shown=_shown(row))
    twice = _class(row) and known.places[_email(row), _class(row)] > 1
    if _email(row) and (twice or known.rows[_key(row)] > 1):
        row.wrong("email", "Two rows say this of the same person.")
    if not row.problems:
        _role(fate, known)
        _place(fate, user, known)
    if row.problems:
        fate.kind = PROBLEM
    elif fate.changes:
        fate.kind = CHANGED if user else NEW
    return fate


def _shown(row) -> dict:
    said = row.values
    role = Role(said["role"]).label if "role" in said else ""
    return {"name": said.get("name", ""), "facts": [said.get("email", ""), role]}


def _role(fate, known) -> None:
    """Invite, unless the role is held or offered already."""
    row, people = fate.row, known.people
    email, role = _email(row), row.values.get("role")
    if role is None:
        if fate.target is None:
            row.wrong("role", "This person is new here: say the role.")
        return
    if people.settled(email, role) or (email, role) in known.asked:
        if role not in people.held.get(email, ()):
            fate.notes.append(INVITED)
        return
    if why := people.why_not(email, role):
        row.wrong("role", why)
        return
    known.asked.add((email, role))
    fate.changes["role"] = (None, Role(role).label)
    if role in APPROVED_ROLES:
        fate.notes.append(WAITS)


def _place(fate, user, known) -> None:
    """Put somebody who works here already into the class the row names."""
    row = fate.row
    if not _class(row):
        return
    group, day = known.groups.get(_class(row)), row.values.get("from_on") or moment.today()
    if group is None:
        row.wrong("class", NO_SUCH_CLASS)
    elif user is None:
        fate.notes.append(NO_CLASS if row.values.get("role") not in MAY_HOLD else CLASS_LATER)
    elif known.holders.holds(group, user, day):
        return
    elif _supports_only(user, known):
        fate.notes.append(NO_CLASS)
    elif why := known.holders.why_not(user, day):
        row.wrong("class", why)
    else:
        leads = row.values.get("is_lead", group.pk not in known.led)
        known.led |= {group.pk} if leads else set()
        fate.changes["class"] = (None, group.name)
        fate.wanted = Place(group, user, day, leads)


def _supports_only(user, known) -> bool:
    held = {row.role for row in known.people.memberships if row.user_id == user.pk}
    return bool(held) and held.isdisjoint(MAY_HOLD) and not held.isdisjoint(CLASS_ROLES)


def write(found: StaffFound, *, school, by) -> dict:
    """Invite and place them, in the caller's transaction. Returns counts."""
    asked = [fate.row.values for fate in found.fates if "role" in fate.changes]
    made = invite_many(
        school=school, by=by,
        people=[Person(said["name"], said["email"], said["role"]) for said in asked],
    )  # fmt: skip
    places = [fate.wanted for fate in found.fates if fate.wanted]
    put_many(school=school, places=places, by=by)
    waiting = sum(row.token_hash is None for row in made)
    return {
        **found.counts, "invited": len(made) - waiting, "waiting": waiting,
        "placed": len(places), "left": len(found.absent),
    }  # fmt: skip
