"""Whether this session gave its second factor, and what setting one up or losing it does to it."""

import time

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator

FRESH_SECONDS = 600
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only stand in


def was_given(request) -> bool:
    """Asked of the session alone. Whoever loses a second factor loses the mark with it, below."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def is_set_up(user) -> bool:
    return Authenticator.objects.filter(user=user, type__in=REAL).exists()


def is_setting_up(request) -> bool:
    """Signed in with the password in the last ten minutes, and nothing set up before that.

    Such a session sets up its second factor and sees its recovery codes without the password
    being asked for a second time.
    """
    records = get_authentication_records(request, request.user)
    fresh = [record for record in records if time.time() - record["at"] < FRESH_SECONDS]
    by_password = any(record["method"] == "password" for record in fresh)
    just_set_up = any(record.get("set_up") == "first" for record in fresh)
    return by_password and (just_set_up or not is_set_up(request.user))


def added(request, user, authenticator, **kwargs) -> None:
    """Setting it up proved the possession: this session has given it."""
    if authenticator.type in REAL:
        others = Authenticator.objects.filter(user=user, type__in=REAL).exclude(pk=authenticator.pk)
        set_up = "another" if others.exists() else "first"
        facts = {"id": authenticator.pk, "type": authenticator.type, "set_up": set_up}
        record_authentication(request, user, "mfa", **facts)


def removed(request, user, **kwargs) -> None:
    """After the last one went, no session of the person counts as having given it."""
    from accounts.services import end_sessions

    if is_set_up(user):
        return
    end_sessions(user, keep=request.session.session_key)
    records = get_authentication_records(request, user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]
