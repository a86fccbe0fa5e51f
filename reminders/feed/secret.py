"""The secret in the address of a calendar: 128 random bits, kept as a hash. Pure."""

import hashlib
import re
import secrets

BYTES = 16
SHAPE = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


def new() -> str:
    return secrets.token_urlsafe(BYTES)


def is_one(typed: str) -> bool:
    """Whether it could be one at all."""
    return bool(SHAPE.fullmatch(typed))


def hashed(secret: str) -> str:
    """What the database keeps of it. Nobody guesses 128 bits, so it needs no key."""
    return hashlib.sha256(secret.encode()).hexdigest()
