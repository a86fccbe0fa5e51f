"""A test's results over time as a small SVG: drawn here, the table beside it says the same.

Literal presentation attributes only, and the colour of the text around it: light, dark and paper.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, LEFT, TOP = 232, 112, 36, 20  # fits a phone of 320
ROOM = (WIDTH - LEFT - 24, HEIGHT - TOP - 24)


def chart(title: str, points: list, guide: int | None = None) -> SafeString:
    """points: (day, tenths, words), the oldest first, two at least. guide: a line to compare with,
    in tenths.
    """
    values = [tenths for _, tenths, _ in points] + ([guide] if guide is not None else [])
    low, high = min(values), max(values)
    first, last = points[0][0], points[-1][0]

    def across(day) -> int:
        return LEFT + round(ROOM[0] * (day - first).days / max((last - first).days, 1))

    def down(tenths) -> int:
        return TOP + round(ROOM[1] * (high - tenths) / max(high - low, 1))

    at = [(across(day), down(tenths), words) for day, tenths, words in points]
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="3.5" fill="currentColor"/>',
                            ((x, y) for x, y, _ in at))  # fmt: skip
    ends = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="12" text-anchor="middle" fill="currentColor">{}</text>',
        ((x, y - 8, words) for x, y, words in (at[0], at[-1])),
    )
    days = format_html(
        '<text x="{}" y="{}" font-size="11" fill="currentColor">{}</text>'
        '<text x="{}" y="{}" font-size="11" text-anchor="end" fill="currentColor">{}</text>',
        4, HEIGHT - 4, f"{first:%b %Y}", WIDTH - 4, HEIGHT - 4, f"{last:%b %Y}",
    )  # fmt: skip
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}'
        '<polyline points="{}" fill="none" stroke="currentColor" stroke-width="2"/>{}{}{}</svg>',
        f"{title}: {', '.join(words for _, _, words in points)}", WIDTH, HEIGHT, WIDTH, HEIGHT,
        _guide(guide, down), " ".join(f"{x},{y}" for x, y, _ in at), dots, ends, days,
    )  # fmt: skip


def _guide(guide, down) -> SafeString | str:
    if guide is None:
        return ""
    y = down(guide)
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" stroke-width="1" '
        'stroke-dasharray="4 4"/>'
        '<text x="4" y="{}" font-size="11" fill="currentColor">{}</text>',
        LEFT, y, WIDTH - 12, y, y + 4, guide // 10,
    )  # fmt: skip
