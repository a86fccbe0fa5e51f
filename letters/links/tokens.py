"""The two secrets of a link: 128 random bits in its mail, six figures in a second mail. Pure."""

import hashlib
import hmac
import re
import secrets
import unicodedata

from django.conf import settings

BYTES = 16
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
FIGURES = 6


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def is_token(typed: str) -> bool:
    """Whether it could be one at all."""
    return bool(TOKEN.fullmatch(typed))


def hashed(token: str) -> str:
    """What the database keeps of it. Nobody guesses 128 bits, so it needs no key."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    return f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"


def figures(typed: str) -> str:
    """What somebody typed as plain figures, from any keyboard ("٠٤٢ ١٧٧" is "042177"); empty
    where it can be no code.
    """
    plain = "".join(str(unicodedata.decimal(c)) for c in typed if c.isdecimal())
    return plain if len(plain) == FIGURES and not any(c.isalpha() for c in typed) else ""


def code_hash(link_uid, code: str) -> str:
    """Keyed and bound to its link: a million codes are soon tried against a stolen database."""
    key = f"letter-link-code:{settings.SECRET_KEY}".encode()
    return hmac.new(key, f"{link_uid}:{code}".encode(), hashlib.sha256).hexdigest()


def is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one, other)
