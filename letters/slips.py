"""What the slip of a letter offers beside the signature: a code, its address, and the code as a
picture for a phone.
"""

from itertools import groupby

import qrcode
from django.conf import settings
from django.utils.html import escape

from letters.purposes import purposes
from letters.replies import codes

QUIET = 4  # white modules around it, as ISO/IEC 18004 asks
MASK = 3  # any is valid; trying all eight for the prettiest took longer than the words
DAYS = 60  # a code opens the form until the letter is answered, and no longer than this


def reply_of(letter) -> dict:
    """How this letter can be answered on the page; empty where it asks for no answer."""
    purpose = purposes[letter.purpose]
    if not purpose.answer or purpose.outside:
        return {}
    code = codes.code_of(letter)
    return {
        "code": code,
        "short": f"{settings.SITE_URL}/r/",
        "url": f"{settings.SITE_URL}/r/{codes.normal(code)}/",
        "days": DAYS,
        "consent": bool(purpose.consent),
        "meets": purpose.meets,
    }


def modules_of(url: str) -> list[list[bool]]:
    """The dark (True) and light squares of the picture, without its quiet border."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=MASK
    )
    code.add_data(url)
    code.make(fit=True)
    return code.get_matrix()


def picture_of(reply: dict, said: str) -> str:
    """The address as an SVG. said: for who cannot see it. Safe HTML.

    Drawn as lines, one for each run of dark squares: a square by itself costs the PDF writer most.
    """
    rows = modules_of(reply["url"])
    size = len(rows) + 2 * QUIET
    dark = "".join(
        f"M{start + QUIET} {y + QUIET}.5h{length}"
        for y, row in enumerate(rows)
        for start, length in runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" class="qr">'
        f"<title>{escape(said)}</title>"
        f'<path fill="none" stroke="#000" stroke-width="1" d="{dark}"/></svg>'
    )


def runs(row: list[bool]) -> list[tuple[int, int]]:
    """(start, length) of each stretch of dark squares."""
    found, at = [], 0
    for is_dark, stretch in groupby(row):
        length = len(list(stretch))
        if is_dark:
            found.append((at, length))
        at += length
    return found
