"""A table of figures as bars in a small SVG, drawn here; the table beside it says the same.

Literal presentation attributes only, and the colour of the text around it: light, dark, paper and a
grey copier. What tells columns apart is the way a bar is filled, and the key above says which is
which. Each bar has its figure at its end. A figure that may not be known is a dashed bar as long as
the largest it can be.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.disclosure import SMALL

WIDTH, ROOM = 280, 220  # fits a phone of 320
LETTER = 7.5  # of a figure at the end of a bar, at most
WORDS, BAR, GAP, KEY = 17, 12, 4, 18  # heights
MOST_BARS = 30
HATCH = 4  # between the lines of a hatched bar
FONT = "Atkinson Hyperlegible Next, sans-serif"


@dataclass(frozen=True)
class Bar:
    """value: None where it may not be known; words: what stands at its end."""

    value: int | None
    words: str


@dataclass(frozen=True)
class Row:
    words: str
    bars: tuple[Bar, ...]


def chart(title: str, columns: tuple[str, ...], rows: tuple[Row, ...]) -> SafeString | str:
    """Nothing where there is nothing to draw: one bar, too many, or none that is known."""
    known = [bar.value for row in rows for bar in row.bars if bar.value is not None]
    bars = sum(len(row.bars) for row in rows)
    if not known or not 1 < bars <= MOST_BARS:
        return ""
    most = max(known) or 1  # amounts may all be nothing
    top = KEY * len(columns) + GAP if len(columns) > 1 else 0
    height_of = WORDS + len(columns) * (BAR + GAP) + GAP
    drawn = [_key(at, words) for at, words in enumerate(columns)] if top else []
    longest = max(len(bar.words) for row in rows for bar in row.bars)
    scale = min(ROOM, WIDTH - 6 - LETTER * longest) / most
    drawn += [_row(row, top + n * height_of, scale) for n, row in enumerate(rows)]
    height = top + len(rows) * height_of
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
        said(title, columns, rows), WIDTH, height, WIDTH, height,
        format_html_join("", "{}", ((each,) for each in drawn)),
    )  # fmt: skip


def said(title, columns, rows) -> str:
    """The whole chart as a sentence, for who does not see it."""
    parts = (f"{row.words}: {_figures(columns, row)}" for row in rows)
    return f"{title}. {'; '.join(parts)}."


def _figures(columns, row) -> str:
    if len(columns) == 1:
        return row.bars[0].words
    return ", ".join(f"{column} {bar.words}" for column, bar in zip(columns, row.bars, strict=True))


def _key(at: int, words: str) -> SafeString:
    top = KEY * at
    return format_html("{}{}", _bar(0, top + 2, 20, at), _text(26, top + BAR, words))


def _row(row: Row, top: int, scale: float) -> SafeString:
    drawn = [_text(0, top + 13, row.words)]
    for at, bar in enumerate(row.bars):
        under = top + WORDS + at * (BAR + GAP)
        is_known = bar.value is not None
        wide = max(2, round(scale * (bar.value if is_known else SMALL)))
        drawn.append(_bar(0, under, wide, at) if is_known else _unknown(under, wide))
        drawn.append(_text(wide + 6, under + BAR - 1, bar.words, weight=700))
    return format_html_join("", "{}", ((each,) for each in drawn))


def _text(left: int, base: int, words: str, weight: int = 400) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-size="12" font-family="{}" font-weight="{}" '
        'fill="currentColor">{}</text>', left, base, FONT, weight, words,
    )  # fmt: skip


def _bar(left: int, top: int, wide: int, way: int) -> SafeString:
    """The ways to fill one: full, empty, hatched, half grey."""
    fill = {0: "currentColor", 3: "currentColor"}.get(way % 4, "none")
    frame = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="{}" '
        'stroke="currentColor" stroke-width="1"/>',
        left, top, wide, BAR, fill, "0.35" if way % 4 == 3 else "1",
    )  # fmt: skip
    if way % 4 != 2:
        return frame
    lines = format_html_join(
        "", '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="currentColor"/>',
        ((x, top, top + BAR) for x in range(left + HATCH, left + wide, HATCH)),
    )  # fmt: skip
    return format_html("{}{}", frame, lines)


def _unknown(top: int, wide: int) -> SafeString:
    return format_html(
        '<rect x="0" y="{}" width="{}" height="{}" fill="none" stroke="currentColor" '
        'stroke-dasharray="2 2"/>', top, wide, BAR,
    )  # fmt: skip
