"""What the people page shows, as ready strings: people, invitations, those who left lately."""

from datetime import timedelta

from accounts.access import may
from accounts.models import Invitation
from accounts.permissions import Permission as P
from accounts.permissions import Role
from schools.people.roles import memberships_of, when, words
from sendcase import moment
from sendcase.outbox import came_back

ENDED_SHOWN_DAYS = 365
KINDS = {"waiting": "soon", "invited": "plain", "run_out": "late"}


def page_of(school, user) -> dict:
    """Context of the list: three queries, whatever the size of the school."""
    today = moment.today()
    since = today - timedelta(days=ENDED_SHOWN_DAYS)
    active, ended = [], []
    for row in memberships_of(school).exclude(until_on__lt=since).order_by("user__name", "pk"):
        (ended if row.until_on and row.until_on < today else active).append(row)
    gone = set(came_back.of_school(school.pk).values_list("address", flat=True))
    for row in active:
        row.mail_comes_back = row.user.email.lower() in gone
    can_edit, can_approve = (may(user, p, school.pk) for p in (P.ACCOUNT_EDIT, P.ACCOUNT_APPROVE))
    return {
        "people": [_person(row, today, user, can_edit, can_approve) for row in active],
        "ended": [_person(row, today, user, False, False) for row in ended],
        "invitations": [
            _invitation(row, user, can_edit, can_approve) for row in invitations(school)
        ],
        "can_edit": can_edit,
        "can_approve": can_approve,
        "no_head": not any(r.role == Role.HEAD and r.from_on <= today for r in active),
    }


def invitations(school):
    """Open ones of this school; those of guests belong to the pupil they are about."""
    open_ones = Invitation.objects.open().filter(school_id=school.pk).exclude(role=Role.GUEST)
    return open_ones.select_related("invited_by")


def _person(row, today, user, can_edit, can_approve) -> dict:
    if row.until_on and row.until_on < today:
        state = ("plain", "Ended")
    elif row.from_on > today:
        state = ("plain", "Begins later")
    elif row.until_on:
        state = ("soon", "Ends")
    else:
        state = ("done", "Active")
    may_change = row.user_id != user.pk and (can_edit or (can_approve and row.deputy_for_id))
    return {
        "pk": row.pk,
        "name": row.user.name,
        "email": row.user.email,
        "mail_comes_back": getattr(row, "mail_comes_back", False),
        "role": words(row),
        "when": when(row),
        "kind": state[0],
        "state": state[1],
        "is_me": row.user_id == user.pk,
        "may_change": may_change,
    }


def _invitation(row, user, can_edit, can_approve) -> dict:
    waits = row.state == Invitation.State.WAITING
    own = user.pk == row.invited_by_id or user.email == row.email
    return {
        "pk": row.pk,
        "name": row.name,
        "email": row.email,
        "role": row.get_role_display(),
        "asked_by": row.invited_by.name,
        "kind": KINDS[row.state],
        "state": row.get_state_display(),
        "may_approve": can_approve and waits and not own,
        "own_wait": can_approve and waits and own,
        "may_resend": can_edit and not waits,
        "may_revoke": can_edit,
    }
