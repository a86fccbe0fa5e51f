"""Accounts: how one begins, how it gets its password, how it ends."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import invitations, mail
from accounts.access import forget_roles
from accounts.models import Invitation, User
from accounts.permissions import Role
from audit import log
from audit.models import NO_SCHOOL
from sendcase import edits, moment


def find_account(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


@transaction.atomic
def make_account(*, name: str, email: str, by=None) -> User:
    """An account that cannot sign in yet: its person sets the password through a link.

    The address counts as checked: only a mail to it brings the link.
    """
    user = User.objects.create_user(email, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    log.record("account.made", target=user, by=by, school_id=NO_SCHOOL)
    return user


@transaction.atomic
def account_for_guest(*, name: str, email: str, by, school_id: int) -> User:
    """The account of somebody outside the school, made if there is none.

    What they may see is the caller's to grant (pupils.Share). A mail tells them: with a link to
    set a password, or, where the account is in use, with the address to sign in at.
    """
    user = find_account(email) or make_account(name=name, email=email, by=by)
    if user.is_active and user.has_usable_password():
        _mail_guest(user, settings.SITE_URL + "/", known=True, school_id=school_id)
        return user
    invitation = Invitation.objects.create(
        email=user.email, name=name, school_id=school_id, role=Role.GUEST, invited_by=by
    )
    token = invitations.new_token(edits.locked(Invitation, invitation.pk))
    log.record("invitation.sent", target=invitation, by=by, school_id=school_id)
    address = reverse("account_welcome", args=[token])
    _mail_guest(user, settings.SITE_URL + address, known=False, school_id=school_id)
    return user


def _mail_guest(user, address, *, known, school_id):
    text = render_to_string(
        "accounts/email/guest.txt", {"person": user, "address": address, "known": known}
    )
    subject = "You have been given access to SENDcase"
    mail.send(to=user.email, subject=subject, text=text, school_id=school_id)


@transaction.atomic
def accept_as_guest(*, token: str, password: str) -> User:
    """Set the first password through the link. Raises IllegalMove where the link is spent."""
    invitation = invitations.claim(token)
    if invitation.role != Role.GUEST:
        raise edits.IllegalMove("This link no longer works.")
    user = find_account(invitation.email)
    begin(user, password)
    taken_up(invitation, user)
    return user


def begin(user: User, password: str) -> None:
    """The first password, or the first one of somebody who comes back."""
    user.set_password(password)
    user.is_active, user.left_at = True, None
    user.save(update_fields=["password", "is_active", "left_at"])
    log.record("account.began", target=user, by=user, school_id=NO_SCHOOL)


def taken_up(invitation: Invitation, user: User) -> None:
    edits.save(invitation, accepted_at=moment.now(), accepted_by=user, token_hash=None)
    log.record("invitation.accepted", target=invitation, by=user, school_id=invitation.school_id)


@transaction.atomic
def deactivate(user: User, by) -> None:
    """Somebody left: every session ends now, the password and second factor are forgotten."""
    row = edits.locked(User, user.pk)
    row.set_unusable_password()
    edits.save(row, is_active=False, left_at=moment.now(), password=row.password)
    Authenticator.objects.filter(user=row).delete()
    end_sessions(row)
    log.record("account.deactivated", target=row, by=by, school_id=NO_SCHOOL)
    user.is_active = False
    forget_roles(user)


def end_sessions(user, keep: str | None = None) -> int:
    """Sign the person out everywhere, except in the session `keep`. Returns how many ended."""
    tracked = UserSession.objects.filter(user=user).exclude(session_key=keep or "")
    keys = list(tracked.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    tracked.delete()
    return len(keys)


@transaction.atomic
def reset_second_factor(user: User, by) -> None:
    """The phone is lost: forget the codes, end the sessions; the next sign-in sets up new ones."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    log.record("account.second_factor_reset", target=user, by=by, school_id=NO_SCHOOL)
    text = render_to_string("accounts/email/second_factor_reset.txt", {"person": user})
    mail.send(to=user.email, subject="Your second sign-in step was reset", text=text)
