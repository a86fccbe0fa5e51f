"""Settings come from the environment; a wrong one stops the start with a sentence."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES = ("embedded", "production", "test")


def text(name: str, default: str | None = None) -> str:
    """The value, or the default. Without either the start stops, naming the variable."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See docs/operators/settings.md.")
    return value


def flag(name: str, default: str = "false") -> bool:
    value = text(name, default)
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write true or false.")
    return value == "true"


def number(name: str, default: int, least: int, most: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write a whole number from {least} to {most}."
        )
    return int(value)


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} is {value!r}; write one of {', '.join(options)}.")
    return value


def names(name: str, default: str | None = None) -> list[str]:
    """A list written with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret(name: str, kept_in: Path | None) -> str:
    """A secret of 32 characters or more. Where a folder is given, one is made and kept there."""
    value = os.environ.get(name, "").strip()
    if not value and kept_in is not None:
        return _kept_secret(kept_in / name.lower())
    if len(value) < 32:
        raise ImproperlyConfigured(f"{name} must be a random text of 32 characters or more.")
    return value


def optional_secret(name: str) -> str:
    """A secret of 32 characters or more, or nothing."""
    return secret(name, None) if os.environ.get(name, "").strip() else ""


def secrets_before(name: str) -> list[str]:
    """Secrets that were in use before the one of today, the newest first. Often none."""
    earlier = names(name, "")
    if any(len(value) < 32 for value in earlier):
        raise ImproperlyConfigured(f"{name} must hold texts of 32 characters or more, or nothing.")
    return earlier


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # O_EXCL: of two processes starting together one writes, the other reads.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def mail(name: str, default: str | None) -> dict:
    """Django's e-mail settings from smtp://user:password@host:port?tls=true (or ssl=true)."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme != "smtp" or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like smtp://user:password@host:587?tls=true.")
    options = parse_qs(parts.query)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": options.get("tls") == ["true"],
        "EMAIL_USE_SSL": options.get("ssl") == ["true"],
        "EMAIL_TIMEOUT": 20,
    }
