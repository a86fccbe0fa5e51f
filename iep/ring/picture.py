"""The ring as a small SVG: literal attributes and the colour of the text around it, so that it is
right in light, dark and on paper. The words beside it say the same.
"""

from functools import cache
from math import cos, radians, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from iep.ring.where import STEPS

SIZE, MIDDLE, RADIUS = 172, 86, 70
GAP = 8  # degrees between two quarters
HEAD = 8  # half the width of an arrow's head


@cache  # four drawings there are
def ring(step: int) -> SafeString:
    """step: 0 to 3, drawn strong. The steps go round clockwise from the top left."""
    quarters = format_html_join("", "{}", ((quarter(n, n == step),) for n in range(len(STEPS))))
    return format_html(
        '<svg aria-hidden="true" focusable="false" viewBox="0 0 {} {}" width="{}" height="{}">'
        "{}</svg>",
        SIZE, SIZE, SIZE, SIZE, quarters,
    )  # fmt: skip


def quarter(number: int, is_here: bool) -> SafeString:
    """An arc with an arrow's head, and its word."""
    start = 180 + 90 * number + GAP
    end = start + 90 - 2 * GAP
    (x1, y1), (x2, y2) = at(start), at(end)
    arc = format_html(
        '<path d="M {} {} A {} {} 0 0 1 {} {}" fill="none" stroke="currentColor" '
        'stroke-width="{}" stroke-opacity="{}"/>',
        x1, y1, RADIUS, RADIUS, x2, y2, 14 if is_here else 4, "1" if is_here else "0.45",
    )  # fmt: skip
    return format_html("{}{}{}", arc, head(end, is_here), word(number, is_here))


def head(angle: float, is_here: bool) -> SafeString:
    half = HEAD + 3 if is_here else HEAD - 2
    points = (at(angle - 1, RADIUS - half), at(angle - 1, RADIUS + half), at(angle + 2 * GAP - 4))
    return format_html(
        '<polygon points="{}" fill="currentColor" fill-opacity="{}"/>',
        " ".join(f"{x},{y}" for x, y in points), "1" if is_here else "0.45",
    )  # fmt: skip


def word(number: int, is_here: bool) -> SafeString:
    x, y = at(180 + 90 * number + 45, RADIUS - 29)
    return format_html(
        '<text x="{}" y="{}" font-size="{}" font-weight="{}" text-anchor="middle" '
        'fill="currentColor">{}</text>',
        x, round(y + 4, 1), 13, "700" if is_here else "400", STEPS[number],
    )  # fmt: skip


def at(angle: float, radius: float = RADIUS) -> tuple[float, float]:
    """A point of the ring; degrees clockwise from the right."""
    turned = radians(angle)
    return round(MIDDLE + radius * cos(turned), 1), round(MIDDLE + radius * sin(turned), 1)
