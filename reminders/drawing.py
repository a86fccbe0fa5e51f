"""The rows of Today as HTML, and what its boxes offer. In Python and not in a template: fifty rows
of some thirty pieces each took an eighth of the page. Every word is escaped.

Close together: each blank between two rows is sent with every one of them.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def rows_html(lines: Iterable[dict]) -> SafeString:
    """lines: of reminders.today.line."""
    return mark_safe(f'<ul class="rows">\n{"".join(map(_row, lines))}</ul>\n')


def _row(line: dict) -> str:
    said = {name: escape(value) for name, value in line.items() if isinstance(value, str)}
    pk, words = line["pk"], said["text"]
    group = f' <span class="quiet row-class">{said["class"]}</span>' if said["class"] else ""
    return (
        f'<li><div class="row-words"><p><strong id="t{pk}">{words}</strong>{group}</p>\n'
        f'<p class="row-facts">{_facts(line, said)}</p>\n{_ways(pk, said)}'
        f'<details class="why"><summary>Why this day?</summary><p>{said["rule"]}</p></details>'
        f'</div>\n<a class="btn btn-sm btn-outline-primary" href="{said["url"]}">{said["verb"]}'
        f'<span class="visually-hidden">: {words}</span></a></li>\n'
    )


def _facts(line: dict, said: dict[str, str]) -> str:
    late = (
        '<span class="status status-late"><span class="icon icon-late" aria-hidden="true"></span>'
        f"{said['late_words']}</span>"
    )
    by_law = ", by law" if line["is_legal"] else ""
    put_off = (
        f'<span>put off until {said["off_until"]}: <span dir="auto">{said["off_why"]}</span></span>'
    )
    given = f'<span>given by hand: <span dir="auto">{said["given_why"]}</span></span>'
    return (
        f"{late if line['is_late'] else ''}<span>due {said['due']}{by_law}</span>"
        f"<span>{said['owner']}</span>"
        f"{put_off if said['off_until'] else ''}{given if said['given_why'] else ''}"
    )


def _ways(pk: int, said: dict[str, str]) -> str:
    """To put it off, to give it to somebody else."""
    ways = (
        (said["off_url"], "Change or take back" if said["off_until"] else "Put off"),
        (said["give_url"], "Give to somebody else"),
    )
    links = " ".join(
        f'<a href="{url}" aria-describedby="t{pk}">{words}</a>' for url, words in ways if url
    )
    return f'<p class="row-more">{links}</p>\n' if links else ""


def section_html(lines: Iterable[dict]) -> SafeString:
    """lines: of reminders.today.Section."""
    return mark_safe(f'<ul class="rows">\n{"".join(map(_section_row, lines))}</ul>\n')


def _section_row(line: dict) -> str:
    words, url, verb = (escape(line[name]) for name in ("text", "url", "verb"))
    return (
        f'<li><p class="row-words">{words}{_state(line)}</p>\n'
        f'<a class="btn btn-sm btn-outline-primary" href="{url}">{verb}'
        f'<span class="visually-hidden">: {words}</span></a></li>\n'
    )


def _state(line: dict) -> str:
    """As components/_status.html."""
    if not line.get("status"):
        return ""
    kind, words = escape(line.get("kind") or "plain"), escape(line["status"])
    icon = f'<span class="icon icon-{kind}" aria-hidden="true"></span>'
    return f' <span class="status status-{kind}">{icon}{words}</span>'


def options_html(ways: Iterable[tuple[str, str, bool]]) -> SafeString:
    """ways: (value, words, chosen) of reminders.filters.Filters.boxes."""
    return mark_safe("".join(
        f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(words)}</option>'
        for value, words, chosen in ways
    ))  # fmt: skip
