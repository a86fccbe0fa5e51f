"""Whose deadline it is today. One rule for opening, for handing over and for the recount.

Whoever is named on the record keeps it while they look after the child. When they no longer do, it
falls to the class teacher of today, and where there is none to everybody who is SENCO.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.grants import GRANTS
from accounts.permissions import Permission, Role
from audit import log
from pupils.models import Assignment, Pupil
from pupils.querysets import WHOLE_SCHOOL
from reminders import pages
from reminders.kinds import kinds
from reminders.models import Deadline
from schools.models import ClassStaff, Membership
from sendcase import edits

TEACHES = {Role.TEACHER, Role.SENCO, Role.HEAD}  # may be the class teacher


@dataclass(frozen=True)
class Owner:
    """A person by number, or everyone who holds a role."""

    owner_id: int | None = None
    owner_role: str = ""


SENCO = Owner(owner_role=Role.SENCO)
NOT_PUT_OFF = {"put_off_until": None, "put_off_why": ""}
NOT_GIVEN = {"given_to_id": None, "given_why": ""}


class Duties:
    """Who looks after whom at one school today. Three queries, however many children follow."""

    def __init__(self, school_id: int):
        self.roles: dict[int, set[str]] = defaultdict(set)
        held = Membership.objects.held_today().filter(school=school_id, user__is_active=True)
        for person, role in held.values_list("user", "role"):
            self.roles[person].add(role)
        self.staff: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        places = ClassStaff.objects.held_today().filter(school=school_id).order_by("from_on", "pk")
        for group, person, is_lead in places.values_list("class_group", "user", "is_lead"):
            self.staff[group].append((person, is_lead))
        pairs = Assignment.objects.held_today().filter(school=school_id)
        self.assigned = set(pairs.values_list("user", "pupil"))

    def looks_after(self, person: int, pupil) -> bool:
        """As pupils.querysets.pupil_scope says it of a member of staff."""
        roles = self.roles.get(person, set())
        in_class = any(person == each for each, _ in self.staff.get(pupil.class_group_id, []))
        return (
            not roles.isdisjoint(WHOLE_SCHOOL)
            or (Role.TEACHER in roles and in_class)
            or (Role.SUPPORT in roles and (person, pupil.pk) in self.assigned)
        )

    def class_teacher(self, pupil) -> int | None:
        """The class teacher or tutor, the longest in place; None without a class or a teacher."""
        for person, is_lead in self.staff.get(pupil.class_group_id, []):
            if is_lead and not self.roles.get(person, set()).isdisjoint(TEACHES):
                return person
        return None


def owner_for(pupil, *, named: int | None = None, or_teacher=True, duties=None) -> Owner:
    """Whose an obligation about this child is today.

    named: number of the person the record names; or_teacher: whether it falls to the class teacher
    before the SENCO; duties: those of the school, if the caller asks about many.
    """
    duties = duties or Duties(pupil.school_id)
    if named is not None and duties.looks_after(named, pupil):
        return Owner(named)
    teacher = duties.class_teacher(pupil) if or_teacher else None
    return Owner(teacher) if teacher else SENCO


def of(deadline) -> Owner:
    """Whose the row says it is. One given by hand keeps beside it the role whose it was."""
    return Owner(deadline.owner_id, "" if deadline.owner_id else deadline.owner_role)


def may_hold(person: int, deadline, duties: Duties) -> bool:
    """Whether it may be given to them by hand: they look after the child (where it is about none,
    they work for the whole school), have a list of what is due, and their roles open its page.
    """
    roles = duties.roles.get(person, set())
    granted = {permission for role in roles for permission in GRANTS[role]}
    if not {Permission.DEADLINE_OWN, page_asks(deadline)} <= granted:
        return False
    if deadline.pupil is None:
        return not roles.isdisjoint(WHOLE_SCHOOL)
    return duties.looks_after(person, deadline.pupil)


def page_asks(deadline) -> str:
    """The permission that the page behind its button declares (accounts.access.needs)."""
    return pages.permission_at(kinds[deadline.kind].link(deadline))


def holder(deadline, duties: Duties | None = None) -> Owner | None:
    """Whoever it was given to by hand, as long as they may hold it."""
    if deadline.given_to_id is None:
        return None
    duties = duties or Duties(deadline.school_id)
    may = may_hold(deadline.given_to_id, deadline, duties)
    return Owner(deadline.given_to_id) if may else None


def held_by_hand(school_id: int, duties=None) -> dict[tuple[str, int], Owner]:
    """(kind, number) → who holds it, of what was given by hand. One query, and Duties where any."""
    rows = Deadline.objects.open().filter(school=school_id).exclude(given_to=None)
    rows = list(rows.select_related("pupil"))
    duties = duties or (Duties(school_id) if rows else None)
    held = {(row.kind, row.object_id): holder(row, duties) for row in rows}
    return {key: owner for key, owner in held.items() if owner}


def recounted(school_id: int, *only: str, duties=None) -> dict[tuple[str, int], Owner]:
    """(kind, number) → whose it is by the records, of the kinds that a person may own."""
    duties = duties or Duties(school_id)
    owned = [kind for kind in kinds.values() if kind.owned and (not only or kind.key in only)]
    return {
        (kind.key, row.object_id): row.owner
        for kind in owned
        for row in kind.wanted(school_id, duties)
    }


def by_rule(deadline, wanted) -> Owner:
    """Whose it is where nobody gave it away. wanted: recounted()."""
    role = Owner(owner_role=deadline.owner_role) if deadline.owner_role else SENCO
    return wanted.get((deadline.kind, deadline.object_id), role)


def hand_over(school_id: int, by=None) -> int:
    """Give every open deadline that a person may own to whoever it falls to today, audited.

    Runs with each change of who looks after whom, and once an hour for changes that were set
    ahead: then each in a transaction of its own, so that nobody waits for a whole school. What was
    given by hand stays while its holder may hold it. Returns how many changed hands.
    """
    duties = Duties(school_id)
    wanted = recounted(school_id, duties=duties)
    owned = Q(kind__in=[kind.key for kind in kinds.values() if kind.owned])
    rows = Deadline.objects.open().filter(owned | Q(given_to__isnull=False), school=school_id)
    rows = rows.select_related("pupil").order_by("pk")
    changed = [row.pk for row in rows if _falls_to(row, wanted, duties)]
    return sum(_hand_over_one(pk, wanted, duties, by) for pk in changed)


def _falls_to(row, wanted, duties: Duties) -> Owner | None:
    """To whom it is to be handed; None where it stays."""
    if row.given_to_id is not None:
        owner = holder(row, duties)
        if owner is None:  # whoever it was given to may not hold it any more
            return by_rule(row, wanted)
    else:
        owner = wanted.get((row.kind, row.object_id), of(row))
    return None if owner == of(row) else owner


@transaction.atomic
def _hand_over_one(pk: int, wanted, duties: Duties, by) -> bool:
    """Asked again under the lock: somebody may have given it by hand since, or back."""
    owner = _falls_to(edits.locked(Deadline, pk), wanted, duties)
    return owner is not None and pass_on(pk, owner, by)


def pass_on(pk, owner: Owner, by, *, back=False) -> bool:
    """Whoever has it now did not put it off: for them it stands where it belongs. back: it is no
    longer given by hand, whoever it falls to.
    """
    row = edits.locked(Deadline, pk)
    if row.state != Deadline.State.OPEN:
        return False
    before, after = of(row), {"owner_id": owner.owner_id, "owner_role": owner.owner_role}
    if not back and row.given_to_id and owner.owner_id == row.given_to_id:
        after["owner_role"] = row.owner_role
    else:
        after |= NOT_GIVEN
    edits.save(row, **after, **NOT_PUT_OFF)
    detail = {
        "owner": [before.owner_id, owner.owner_id],
        "owner_role": [before.owner_role, owner.owner_role],
    }
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("deadline.handed_over", target=row, by=by, detail=detail, **ids)
    return True


def asked(person, permission, pupil) -> Owner:
    """Whoever was asked, while `permission` still reaches the child for them; else the SENCO.

    Asks for the child itself: may_about() trusts that the page has found it by visible_to.
    """
    if person is None:
        return SENCO
    reached = Pupil.objects.visible_to(person, permission).filter(pk=pupil.pk)
    return Owner(person.pk) if reached.exists() else SENCO


def asked_of_each(rows, permission) -> dict[int, Owner]:
    """asked() for many rows, each with `asked_of` and `pupil_id`: by number. Asks for each person,
    not for each row.
    """
    by_person = defaultdict(list)
    for row in rows:
        by_person[row.asked_of].append(row)
    found = {row.pk: SENCO for row in by_person.pop(None, [])}
    for person, theirs in by_person.items():
        pupils = Pupil.objects.visible_to(person, permission)
        reached = pupils.filter(pk__in={row.pupil_id for row in theirs})
        may = set(reached.values_list("pk", flat=True))
        found |= {row.pk: Owner(person.pk) if row.pupil_id in may else SENCO for row in theirs}
    return found
