"""Inviting people to a school, approving, and what taking up an invitation does."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import invitations, mail
from accounts.access import forget_roles
from accounts.models import Invitation, User
from accounts.permissions import Role
from accounts.services import begin, find_account, make_account, taken_up
from audit import log
from schools import duties
from schools.models import Membership, School
from schools.people.roles import APPROVED_ROLES, holds, mailbox, memberships_of
from sendcase import edits, moment
from sendcase.edits import IllegalMove

State = Invitation.State


@transaction.atomic
def invite(*, school: School, name: str, email: str, role: str, by: User) -> Invitation:
    """Ask somebody to hold a role. The link goes out now, or once the head has agreed."""
    email = email.strip().lower()
    edits.locked(School, school.pk)  # two presses at once take turns
    if mailbox(email) == mailbox(by.email):
        raise IllegalMove("You can't give yourself a role. Ask a colleague in the office.")
    known = find_account(email)
    # Who came in with an imported school holds the role, and cannot sign in yet.
    if known and in_use(known) and holds(known, school, role):
        raise IllegalMove(f"{known.name} holds this role already.")
    if Invitation.objects.open().filter(school_id=school.pk, email=email, role=role).exists():
        raise IllegalMove("There is an invitation to this role already. You can send it again.")
    made = Invitation.objects.create(
        school_id=school.pk, name=name, email=email, role=role, invited_by=by
    )
    invitation = edits.locked(Invitation, made.pk)
    _note("invitation.made", invitation, by, {"email": [None, email], "role": [None, role]})
    if role in APPROVED_ROLES:
        tell_heads(school, {email})
    else:
        _send(school, invitation)
    return invitation


@transaction.atomic
def approve(*, school: School, invitation: Invitation, by: User) -> Invitation:
    row = _in_state(invitation, State.WAITING)
    _second_person(row, by)
    edits.save(row, approved_by=by)
    _note("invitation.approved", row, by)
    _send(school, row)
    return row


@transaction.atomic
def refuse(*, school: School, invitation: Invitation, by: User) -> Invitation:
    row = _in_state(invitation, State.WAITING)
    _second_person(row, by)
    edits.save(row, refused_at=moment.now())
    _note("invitation.refused", row, by)
    return row


@transaction.atomic
def revoke(*, school: School, invitation: Invitation, by: User) -> Invitation:
    """Withdraw it: the link stops working."""
    row = _in_state(invitation, State.WAITING, State.INVITED, State.RUN_OUT)
    edits.save(row, revoked_at=moment.now(), token_hash=None)
    _note("invitation.revoked", row, by)
    return row


@transaction.atomic
def resend(*, school: School, invitation: Invitation, by: User) -> Invitation:
    """A new link for seven days; the one before stops working."""
    row = _in_state(invitation, State.INVITED, State.RUN_OUT)
    _note("invitation.resent", row, by)
    _send(school, row)
    return row


@transaction.atomic
def accept(*, token: str, password: str = "", user: User | None = None) -> User:
    """Take up the role. Somebody new sets a password; an account in use must be signed in.

    Raises IllegalMove where the link is spent or belongs to somebody else.
    """
    invitation = invitations.claim(token)
    account = find_account(invitation.email)
    if in_use(account):
        if user is None or user.pk != account.pk:
            raise IllegalMove("This invitation is for another account.")
    elif user is not None or not password or invitation.role == Role.GUEST:
        raise IllegalMove("This link no longer works.")
    else:
        account = account or make_account(name=invitation.name, email=invitation.email)
        begin(account, password)
    _begin_role(account, invitation)
    taken_up(invitation, account)
    return account


def in_use(account: User | None) -> bool:
    return account is not None and account.is_active and account.has_usable_password()


def _begin_role(user: User, invitation: Invitation) -> None:
    school = School.objects.get(pk=invitation.school_id)
    if holds(user, school, invitation.role):
        return
    of_trust = invitation.role == Role.TRUST_LEAD
    if of_trust and school.trust_id is None:
        raise IllegalMove("This link no longer works.")  # the school left its trust
    membership = Membership.objects.create(
        user=user,
        school=None if of_trust else school,
        trust=school.trust if of_trust else None,
        role=invitation.role,
        from_on=moment.today(),
    )
    detail = {"role": [None, membership.role]}
    log.record("role.began", target=membership, by=user, school_id=school.pk, detail=detail)
    forget_roles(user)
    duties.changed(school.pk, user)


def _in_state(invitation, *states) -> Invitation:
    row = edits.locked(Invitation, invitation.pk)
    if row.state not in states:
        raise IllegalMove(f"You can't do this any more: {row.state.label.lower()}.")
    return row


def _second_person(row: Invitation, by: User) -> None:
    if by.pk == row.invited_by_id or mailbox(by.email) == mailbox(row.email):
        raise IllegalMove("Two people are needed for this: somebody else has to agree.")


def _send(school, row) -> None:
    address = settings.SITE_URL + reverse("people:accept", args=[invitations.new_token(row)])
    mail.send(**letter(school, row, address))


def letter(school, invitation, address) -> dict:
    """The words of the mail with the link."""
    context = {"invitation": invitation, "school": school, "address": address}
    return {
        "to": invitation.email,
        "subject": f"Your invitation to SENDcase at {school.name}",
        "text": render_to_string("schools/people/email/invitation.txt", context),
        "school_id": school.pk,
    }


def tell_heads(school, invited: set[str]) -> None:
    """Roles wait for the head: one mail to each, however many. invited: addresses that get none."""
    address = settings.SITE_URL + reverse("people:list", args=[school.slug])
    context = {"school": school, "address": address}
    held = memberships_of(school).held_today().filter(role=Role.HEAD)
    for email in sorted({row.user.email for row in held} - invited):
        mail.send(
            to=email,
            subject="A new role waits for you to agree",
            text=render_to_string("schools/people/email/waiting.txt", context),
            school_id=school.pk,
        )


def _note(verb, row, by, detail=None) -> None:
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
