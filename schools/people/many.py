"""Inviting a whole staff at once: the rules of `services.invite`, read once for all."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import invitations, mail
from accounts.models import Invitation, User
from audit import log
from schools.models import School
from schools.people.roles import APPROVED_ROLES, invitable, mailbox, memberships_of
from schools.people.services import letter, tell_heads
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.outbox import services as outbox

ONESELF = "You can't give yourself a role. Ask a colleague in the office."


@dataclass(frozen=True)
class Person:
    """Somebody to invite. email: lower case."""

    name: str
    email: str
    role: str


class People:
    """Who is at a school and who is invited, as far as an invitation asks. Two queries."""

    def __init__(self, school: School, by: User | None):
        self.by = by
        self.roles = dict(invitable(school))
        self.held: dict[str, set[str]] = defaultdict(set)  # address → roles with no end in sight
        self.here: dict[str, User] = {}  # address → who holds a role today or later
        self.memberships = list(memberships_of(school).exclude(until_on__lt=moment.today()))
        for row in self.memberships:
            email = row.user.email.lower()
            self.here[email] = row.user
            if row.until_on is None:
                self.held[email].add(row.role)
        open_ones = Invitation.objects.open().filter(school_id=school.pk)
        self.invited = set(open_ones.values_list("email", "role"))

    def settled(self, email: str, role: str) -> bool:
        """Whether the person holds the role or is invited to it: nothing is left to do."""
        return role in self.held.get(email, ()) or (email, role) in self.invited

    def why_not(self, email: str, role: str) -> str:
        """Why this invitation cannot be made; empty where it can."""
        if role not in self.roles:
            return "Nobody is invited to this role."
        if self.by and mailbox(email) == mailbox(self.by.email):
            return ONESELF
        return ""


@transaction.atomic
def invite_many(*, school: School, people: list[Person], by: User) -> list[Invitation]:
    """Invite them all or nobody. Links go out at once, or when the head has agreed to the role.

    Mails are rows of the outbox in one statement. Raises IllegalMove for the first who may not be.
    """
    edits.locked(School, school.pk)  # two presses at once take turns
    rules = People(school, by)
    for person in people:
        if why := rules.why_not(person.email, person.role):
            raise IllegalMove(why)
        if rules.settled(person.email, person.role):
            raise IllegalMove(f"{person.name} holds this role or is invited to it already.")
    rows, mails = [], []
    for person in people:
        row, letter_of_it = _made(school, person, by)
        rows.append(row)
        mails += letter_of_it
    rows = Invitation.objects.bulk_create(rows, 200)
    log.record_many((log.of("invitation.made", row, _detail(row)) for row in rows),
                    by=by, school_id=school.pk)  # fmt: skip
    outbox.add_many(mails)
    if waiting := {row.email for row in rows if row.role in APPROVED_ROLES}:
        tell_heads(school, waiting)
    return rows


def _made(school, person, by) -> tuple[Invitation, list[outbox.Mail]]:
    row = Invitation(
        school_id=school.pk, name=person.name, email=person.email, role=person.role, invited_by=by
    )
    if row.role in APPROVED_ROLES:
        return row, []
    token, link = invitations.fresh()
    for field, value in link.items():
        setattr(row, field, value)
    address = settings.SITE_URL + reverse("people:accept", args=[token])
    return row, [mail.written(**letter(school, row, address))]


def _detail(row) -> dict:
    return {"email": [None, row.email], "role": [None, row.role]}
