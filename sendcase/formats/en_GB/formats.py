"""Dates as the interface writes them: Tue 24 Nov 2026."""

DATE_FORMAT = "D j M Y"
DATETIME_FORMAT = "D j M Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
DATE_INPUT_FORMATS = [
    "%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%d %b %Y", "%d %B %Y", "%d.%m.%Y", "%d %m %Y",
]  # fmt: skip
