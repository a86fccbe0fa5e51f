"""Links that let somebody in: random, stored hashed, seven days, one use.

accounts knows no school: what a taken-up invitation gives is done by schools.people.
"""

import hashlib
import secrets
from datetime import timedelta

from accounts.models import Invitation
from sendcase import edits, moment

LIFE = timedelta(days=7)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(invitation: Invitation) -> str:
    """Give the (locked) invitation a new link; any older one stops working. Returns the token."""
    token, link = fresh()
    edits.save(invitation, **link)
    return token


def fresh() -> tuple[str, dict]:
    """A token, and the fields of the invitation that it opens."""
    token = secrets.token_urlsafe(32)
    now = moment.now()
    return token, {"token_hash": hashed(token), "sent_at": now, "expires_at": now + LIFE}


def find(token: str) -> Invitation | None:
    """The invitation a link belongs to, if the link still works."""
    found = Invitation.objects.open().filter(token_hash=hashed(token)).first()
    return found if found and found.expires_at > moment.now() else None


def claim(token: str) -> Invitation:
    """The same, locked until the transaction ends. Raises IllegalMove if it no longer works.

    Of two presses of the button one claims it, the other is refused.
    """
    found = find(token)
    row = edits.locked(Invitation, found.pk) if found else None
    if row is None or row.token_hash != hashed(token) or row.state != Invitation.State.INVITED:
        raise edits.IllegalMove("This link no longer works.")
    return row
