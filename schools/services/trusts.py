"""Trusts: made, joined and left, and their leads invited, by whoever runs the site.

No page does this: a lead reaches every school of the trust, so no school alone may decide it. A
lead sees the schools, no child and no figure of fewer than five (docs/decisions/permissions.md).
"""

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Invitation
from accounts.permissions import Role
from accounts.services import find_account
from audit import log
from schools.models import Membership, School, Trust
from schools.services.first import link
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@transaction.atomic
def create_trust(name: str) -> Trust:
    """Raises IllegalMove where there is a trust of this name or short name."""
    slug = slugify(name)[:60] or "trust"
    if Trust.objects.filter(slug=slug).exists() or Trust.objects.filter(name=name).exists():
        raise IllegalMove(f"There is a trust called {name} already.")
    return Trust.objects.create(name=name, slug=slug)


@transaction.atomic
def join(*, trust: Trust, school: School) -> School:
    """Put the school in the trust. Raises IllegalMove while it belongs to another one."""
    row = edits.locked(School, school.pk)
    if row.trust_id == trust.pk:
        return row
    if row.trust_id:
        raise IllegalMove(f"{row.name} belongs to {row.trust.name}. Take it out of there first.")
    return _put(row, trust)


@transaction.atomic
def leave(school: School) -> School:
    """Take the school out of its trust: the leads reach it no more, from now on.

    An invitation to lead that came from this school stops working: taken up later, it would give
    whichever trust the school belongs to then.
    """
    row = edits.locked(School, school.pk)
    if row.trust_id is None:
        raise IllegalMove(f"{row.name} belongs to no trust.")
    for open_one in Invitation.objects.open().filter(school_id=row.pk, role=Role.TRUST_LEAD):
        _revoke(open_one)
    return _put(row, None)


def invite_lead(*, trust: Trust, name: str, email: str) -> str:
    """The address that makes this person lead the trust: once, for seven days.

    A second call gives a new link; the one before stops working. Raises IllegalMove for a trust
    without schools, and for somebody who leads it already.
    """
    with transaction.atomic():
        school = trust.schools.order_by("pk").first()
        if school is None:
            raise IllegalMove(f"{trust.name} has no school yet. Add one first.")
        known = find_account(email)
        leads = Membership.objects.held_today().filter(trust=trust)
        if known and leads.filter(user=known).exists():
            raise IllegalMove(f"{known.name} leads {trust.name} already.")
        same = Invitation.objects.open().filter(
            school_id=school.pk, email=email.strip().lower(), role=Role.TRUST_LEAD
        )
        for earlier in same:
            _revoke(earlier)
        return link(school, Role.TRUST_LEAD, name=name, email=email.strip().lower())


def _revoke(open_one: Invitation) -> None:
    row = edits.locked(Invitation, open_one.pk)
    edits.save(row, revoked_at=moment.now(), token_hash=None)
    log.record("invitation.revoked", target=row, by=None, school_id=row.school_id)


def _put(row: School, trust: Trust | None) -> School:
    was, now = row.trust, trust
    edits.save(row, trust=now)
    verb = "school.joined_trust" if now else "school.left_trust"
    detail = {"trust": [was and was.name, now and now.name]}
    log.record(verb, target=row, by=None, school_id=row.pk, detail=detail)
    return row
