"""Promised and given by week as a small SVG: drawn here, the table beside it says the same.

An outline is what was promised, the filled part what was given. Literal presentation attributes
only, and the colour of the text around it: light, dark and paper.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

HEIGHT, TOP, FOOT, LEFT, ROOM = 132, 10, 18, 34, 240  # fits a phone of 320
MOST = 15  # the newest weeks


def chart(weeks) -> SafeString | str:
    """weeks: of a Ledger, two at least; nothing for fewer."""
    rows = list(weeks)[-MOST:]
    if len(rows) < 2:
        return ""
    top = max(max(week.promised, week.given) for week in rows) or 1
    room = HEIGHT - TOP - FOOT

    def tall(minutes) -> int:
        return round(room * minutes / top)

    step = min(ROOM // len(rows), 28)
    width, ground, bar = LEFT + step * len(rows) + 4, HEIGHT - FOOT, step - 5
    bars = [
        (LEFT + step * at, ground - tall(week.promised), tall(week.promised),
         ground - tall(week.given), tall(week.given))
        for at, week in enumerate(rows)
    ]  # fmt: skip
    drawn = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="currentColor"/>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="currentColor"/>',
        ((x, y, bar, tall_, x + 3, y2, bar - 6, tall2) for x, y, tall_, y2, tall2 in bars),
    )
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}{}{}</svg>',
        label(rows), width, HEIGHT, width, HEIGHT, drawn, _scale(top, ground), _days(rows, width),
    )  # fmt: skip


def label(rows) -> str:
    said = (f"week of {week.monday:%-d %b}: {week.given} of {week.promised} minutes"
            for week in rows)  # fmt: skip
    return f"Minutes given of those promised, {'; '.join(said)}"


def _scale(top, ground) -> SafeString:
    return format_html(
        '<text x="{0}" y="{1}" font-size="11" text-anchor="end" fill="currentColor">{2}</text>'
        '<text x="{0}" y="{3}" font-size="11" text-anchor="end" fill="currentColor">0</text>'
        '<line x1="{4}" y1="{3}" x2="{5}" y2="{3}" stroke="currentColor"/>',
        LEFT - 6, TOP + 8, top, ground, LEFT - 2, LEFT + 2,
    )  # fmt: skip


def _days(rows, width) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-size="11" fill="currentColor">{}</text>'
        '<text x="{}" y="{}" font-size="11" text-anchor="end" fill="currentColor">{}</text>',
        LEFT, HEIGHT - 4, f"{rows[0].monday:%-d %b}",
        width - 4, HEIGHT - 4, f"{rows[-1].monday:%-d %b}",
    )  # fmt: skip
