"""The weeks as bars in a small SVG, drawn here; the table beside it says the same.

Literal presentation attributes only, and the colour of the text around it: light, dark and paper.
A peak is a word and a bar that runs over its frame, never a colour.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reminders.forecast.words import in_hours, short

WIDTH, LEFT, ROOM = 280, 56, 216  # fits a phone of 320
ROW, BAR, TOP = 44, 16, 4


def chart(weeks) -> SafeString:
    """weeks: reminders.forecast.weeks.Week, in order."""
    most = max([max(week.due, week.there) for week in weeks] + [60])
    height = TOP + ROW * len(weeks)
    rows = format_html_join(
        "", "{}", ((_row(week, TOP + ROW * n, most),) for n, week in enumerate(weeks))
    )
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
        f"Work due in each week. {'; '.join(_said(week) for week in weeks)}",
        WIDTH, height, WIDTH, height, rows,
    )  # fmt: skip


def _said(week) -> str:
    peak = ", peak" if week.is_peak else ""
    return f"{short(week.first)}: {in_hours(week.due)} due, {in_hours(week.there)} there{peak}"


def _row(week, top: int, most: int) -> SafeString:
    """The day of its Monday, a full bar for the work, a frame for the hours, and the words."""
    words = in_hours(week.due) if week.due else "nothing due"
    return format_html(
        '<text x="0" y="{}" font-size="12" fill="currentColor">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="currentColor" fill-opacity="0.45"/>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="currentColor" '
        'stroke-width="1.5"/>'
        '<text x="{}" y="{}" font-size="12" font-weight="{}" fill="currentColor">{}</text>',
        top + 13, short(week.first),
        LEFT, top + 3, _wide(week.due, most), BAR - 6,
        LEFT, top, _wide(week.there, most), BAR,
        LEFT, top + BAR + 14, 700 if week.is_peak else 400,
        f"Peak: {words}" if week.is_peak else words,
    )  # fmt: skip


def _wide(minutes: int, most: int) -> int:
    return round(ROOM * minutes / most)
