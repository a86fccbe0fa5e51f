"""How long a session lives: 30 minutes without a request, 12 hours in all. And which are open."""

import time
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

BEGAN, SEEN = "began_at", "seen_at"
EVERY_SECONDS = 60


def begin(request) -> None:
    """At sign-in: both clocks start."""
    request.session[BEGAN] = request.session[SEEN] = _now()


def still_good(request) -> bool:
    """Whether the session may go on; notes at most once a minute that it was seen.

    A session without a beginning was not begun by signing in: it is no good.
    """
    now, session = _now(), request.session
    if not _alive(session, now):
        return False
    if now - session[SEEN] >= EVERY_SECONDS:
        session[SEEN] = now
    return True


def renew(request) -> None:
    """A new session id: what the person may do has changed."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def open_sessions(user, *, current: str) -> list[dict]:
    """The person's live sessions, this one first: device, address, began, seen (London time)."""
    tracked = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    rows = []
    for stored in Session.objects.filter(session_key__in=tracked):
        data, row = SessionStore().decode(stored.session_data), tracked[stored.session_key]
        if _alive(data, _now()):
            rows.append(
                {
                    "here": stored.session_key == current,
                    "device": device(row.user_agent),
                    "address": row.ip,
                    "began": _at(data[BEGAN]),
                    "seen": _at(data[SEEN]),
                }
            )
    return sorted(rows, key=lambda row: (not row["here"], row["began"]))


def device(user_agent: str) -> str:
    """ "Firefox on Windows": enough to know one's own computer by."""
    browsers = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {
        "Windows": "Windows", "iPhone": "iPhone", "iPad": "iPad", "Android": "Android",
        "CrOS": "Chromebook", "Mac OS": "Mac", "Linux": "Linux",
    }  # fmt: skip
    browser = next((name for mark, name in browsers.items() if mark in user_agent), "A browser")
    system = next((name for mark, name in systems.items() if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def _alive(data, now: int) -> bool:
    began, seen = data.get(BEGAN), data.get(SEEN)
    if began is None or seen is None:
        return False
    idle = now - seen > settings.SESSION_IDLE_MINUTES * 60
    return not idle and now - began <= settings.SESSION_COOKIE_AGE


def _now() -> int:
    # Not the movable clock of sendcase.moment: no pretended day may lengthen a session.
    return int(time.time())


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
