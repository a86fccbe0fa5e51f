"""What a password may not be, besides short: common with figures behind, or one's own name."""

import re
from itertools import pairwise

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from sendcase.text import folded

LEET = str.maketrans("013457@$!", "oleastasi")
LEAST_LEFT = 6
# Words everybody in a school thinks of first.
OBVIOUS = {"sendcase", "senco", "school", "primary", "secondary", "academy", "password", "welcome"}


class NotDisguised:
    """Refuses a common password made longer with figures, signs, or by writing it twice."""

    def __init__(self):
        self.common = CommonPasswordValidator().passwords

    def validate(self, password, user=None):
        plain = folded(password)
        letters = re.sub(r"[^a-z]+", "", plain)
        core = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
        swapped = re.sub(r"[^a-z]+", "", core.translate(LEET))
        half = plain[: len(plain) // 2]
        twice = plain == half * 2 and half in self.common
        if twice or is_a_run(plain) or {letters, swapped} & self.common:
            raise ValidationError(
                "This is a well-known password with something added. Choose other words.",
                code="password-disguised",
            )

    def get_help_text(self):
        return "Not a well-known password with figures behind it."


def is_a_run(text: str) -> bool:
    """1234567890, abcdefgh, aaaabbbb: few different characters, or most beside the one before."""
    beside = sum(abs(ord(a) - ord(b)) in {0, 1, 9} for a, b in pairwise(text))
    return len(set(text)) < 5 or beside > 0.7 * (len(text) - 1)


class NotAboutOneself:
    """Refuses a password that is little more than the person's name, address or school."""

    def validate(self, password, user=None):
        left = re.sub(r"[\W\d_]+", "", folded(password))
        for word in sorted(self.words(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LEAST_LEFT and not self.other_signs(password):
            raise ValidationError(
                "This is too close to your name, your e-mail address or your school. "
                "Choose other words.",
                code="password-about-oneself",
            )

    def words(self, user) -> set[str]:
        texts = [getattr(user, "name", ""), getattr(user, "email", ""), *self.places(user)]
        parts = re.split(r"[^\w]+|[\d_]+", folded(" ".join(texts)))
        return {part for part in parts if len(part) >= 3} | OBVIOUS

    def places(self, user) -> list[str]:
        """Names of the person's schools; schools.people adds them."""
        return []

    @staticmethod
    def other_signs(password) -> bool:
        """Figures alone are judged by the other checks: 12 random ones are no name."""
        return len(re.findall(r"\d", password)) >= 12

    def get_help_text(self):
        return "Not your name, your e-mail address or your school."
