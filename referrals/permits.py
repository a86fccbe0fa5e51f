"""Who may change an open referral: its author, and who decides on referrals."""

from django.core.exceptions import PermissionDenied

from accounts.access import may
from accounts.permissions import Permission


def may_change(user, referral) -> bool:
    if not referral.is_open or not may(user, Permission.REFERRAL_CREATE, referral.school_id):
        return False
    return referral.raised_by_id == user.pk or may_decide(user, referral)


def may_decide(user, referral) -> bool:
    return may(user, Permission.REFERRAL_DECIDE, referral.school_id)


def require_writer(user, referral) -> None:
    """403 unless the person wrote it or decides on it, open or not: closed ones say so."""
    if referral.raised_by_id != user.pk and not may_decide(user, referral):
        raise PermissionDenied
