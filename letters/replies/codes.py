"""The code on a slip: ten letters that nobody mishears, the same each time one letter is drawn.

It is derived from the letter and the site's secret, so it is on the paper before it is in the
database. What is looked up is its hash; the frozen letter holds it in words, as its paper does.
"""

import hashlib
import hmac

from django.conf import settings

# No vowel, so no word; no I, L, O, Q, U, V: 16 letters, 40 bits in ten of them.
ALPHABET = "BCDFGHJKMNPRSTWX"
LENGTH = 10


def code_of(letter) -> str:
    """The code of this letter: "BCDFG HJKMN"."""
    digest = _keyed("reply-code", str(letter.uid))
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
    return f"{letters[:5]} {letters[5:]}"


def normal(typed: str) -> str:
    """What somebody typed, without spaces and hyphens, in capitals."""
    return "".join(c for c in typed.upper() if c.isalpha())


def is_code(typed: str) -> bool:
    """Whether it could be one at all."""
    plain = normal(typed)
    return len(plain) == LENGTH and set(plain) <= set(ALPHABET)


def hashed(typed: str) -> str:
    """What the database keeps of a code."""
    return _keyed("reply-code-hash", normal(typed)).hex()


def hashes(typed: str) -> list[str]:
    """What it may be kept as: with the site's secret, or with one from before."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_keyed("reply-code-hash", normal(typed), secret).hex() for secret in secrets]


def _keyed(purpose: str, text: str, secret: str = "") -> bytes:
    key = f"{purpose}:{secret or settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
