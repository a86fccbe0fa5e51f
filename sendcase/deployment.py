"""Is this a place for children's records? Settings and neighbours, in plain sentences."""

import os
from collections.abc import Iterator
from contextlib import suppress

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError

from accounts.adapter import second_factors_open
from audit import sealing
from sendcase import rights
from sendcase.backup import Refused, sealed
from sendcase.celery import app

Finding = tuple[bool, str]


def findings() -> Iterator[Finding]:
    """(is good, sentence). The signs of sendcase.vitals come beside these."""
    for look in LOOKS:
        yield from look()


def mode() -> Iterator[Finding]:
    yield settings.PRODUCTION, f"SENDCASE_MODE is {settings.SENDCASE_MODE}; schools need production"
    yield not settings.DEBUG, "error pages show nothing of the inside"
    yield settings.SECOND_FACTOR, "everybody gives a second step at sign-in"


def address() -> Iterator[Finding]:
    secure = settings.SITE_URL.startswith("https://")
    yield secure, f"SITE_URL is {settings.SITE_URL}; it must begin with https://"
    cookies = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    yield cookies, "cookies travel over https only"
    everybody = any(name in {"*", "."} for name in settings.ALLOWED_HOSTS)
    yield not everybody, "the site answers to its own names only (ALLOWED_HOSTS)"


def secrets() -> Iterator[Finding]:
    keys = {"SECRET_KEY": settings.SECRET_KEY, "AUDIT_KEY": settings.AUDIT_KEY}
    for name, value in keys.items():
        random = len(value) >= 32 and len(set(value)) >= 12
        yield random, f"{name} is long and looks random"
    yield settings.SECRET_KEY != settings.AUDIT_KEY, "SECRET_KEY and AUDIT_KEY differ"
    if settings.SECRET_KEY_FALLBACKS:
        yield True, "SECRET_KEY is being changed (docs/operators/keys.md)"
    with suppress(DatabaseError):  # that it does not answer is said beside this
        yield second_factors_open(), "SECRET_KEY opens the second sign-in steps"
        yield sealing.ends_fit(), "AUDIT_KEY fits the newest rows of the audit log"


def backups() -> Iterator[Finding]:
    try:
        sealed.recipients(settings.BACKUP_RECIPIENTS)
    except Refused as why:
        yield False, str(why)
    else:
        yield True, f"{len(settings.BACKUP_RECIPIENTS)} key(s) can open a backup"


def database_user() -> Iterator[Finding]:
    try:
        found = rights.too_many()
    except DatabaseError:
        return
    words = "the site's database user can change no table and no sealed row"
    if found:
        can = ", ".join(found)
        words = f"the site's database user can do too much: {can}. See docs/operators/upgrade.md"
    yield not found, words


def files() -> Iterator[Finding]:
    writable = os.access(settings.DATA_DIR, os.R_OK | os.W_OK | os.X_OK)
    yield writable, f"the site can write to DATA_DIR ({settings.DATA_DIR})"
    open_to_all = settings.DATA_DIR.exists() and settings.DATA_DIR.stat().st_mode & 0o007
    yield not open_to_all, f"no other user of this computer can look into {settings.DATA_DIR}"


def neighbours() -> Iterator[Finding]:
    yield answers(ask_mail), "the mail server answers (EMAIL_URL)"
    yield answers(ask_queue), "the queue answers (REDIS_URL)"


def answers(ask) -> bool:
    try:
        ask()
    except Exception:  # whatever it is, it did not answer
        return False
    return True


def ask_mail() -> None:
    line = get_connection()
    line.open()
    line.close()


def ask_queue() -> None:
    with app.connection_for_write() as line:
        line.ensure_connection(max_retries=1, timeout=5)


LOOKS = (mode, address, secrets, backups, database_user, files, neighbours)
