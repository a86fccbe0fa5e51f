"""Giving the password or a code again before something that cannot be undone lightly.

Roles, exports, erasure (security §3). Ten minutes: settings.ACCOUNT_REAUTHENTICATION_TIMEOUT.
"""

from functools import wraps

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired


def confirm_password(view):
    """Ask for it on GET and POST alike. A form that was posted goes on by itself afterwards."""

    @wraps(view)
    def confirmed(request, *args, **kwargs):
        if not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return confirmed
