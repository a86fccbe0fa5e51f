"""Words that somebody typed to search by: they may name a child, and the log outlives the child.

Kept as a sign that is the same for the same words. Who was searched for cannot be read from it;
whoever holds AUDIT_KEY can ask whether it was a certain name.
"""

import hashlib
import hmac

from django.conf import settings

LETTERS = 16


def sign(words: str) -> str:
    """ "" for nothing. Capitals and spaces around do not matter."""
    plain = " ".join(words.casefold().split())
    if not plain:
        return ""
    key, text = settings.AUDIT_KEY.encode(), f"typed {plain}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:LETTERS]
