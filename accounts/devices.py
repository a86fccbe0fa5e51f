"""Computers an account has signed in from. A cookie says so; it lets nobody in.

It only keeps tries counted apart, so that a stranger who guesses at somebody's password uses up
the tries of strangers and not those of its owner (security §3: locked out 15 minutes at most).
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing

COOKIE = "known_device"
YEAR = 365 * 24 * 3600
SALT = "accounts.devices"


def _digest(login: str) -> str:
    return hashlib.sha256(login.lower().encode()).hexdigest()[:32]


def _read(request) -> dict:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return {}


def key_for(request, login: str) -> str | None:
    """Under which name tries from this computer are counted; None where the account is new."""
    content = _read(request)
    return f"{content['id']}:{login}" if content.get("login") == _digest(login) else None


def remember(response, login: str) -> None:
    value = signing.dumps({"id": secrets.token_hex(8), "login": _digest(login)}, salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
