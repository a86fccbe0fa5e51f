"""A school's wording to HTML: a little Markdown, no HTML, no links, no pictures.

The wording is turned into HTML first and the values are put in last, escaped, so that what stands
in a record is never read as Markdown, as HTML or as another field.
"""

import html

import nh3
from markdown_it import MarkdownIt

from letters.merge import FIELD, without_empty_lines
from letters.printed.direction import isolated

TAGS = {"p", "strong", "em", "ul", "ol", "li", "h2", "h3", "blockquote", "br"}
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["link", "image", "autolink", "reference", "code", "fence", "backticks", "entity", "hr"]
)


def as_html(wording: str, values: dict[str, str], rtl: bool = False) -> str:
    """Safe HTML. `wording` was checked by merge.check; an unknown field becomes nothing.

    rtl: whether the wording runs from right to left.
    """
    tokens = _markdown.parse(without_empty_lines(wording, values))
    for token in tokens:  # the page has one h1, and it is not here
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2" if token.tag in {"h1", "h2"} else "h3"
    made = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(made, tags=TAGS, attributes={}, link_rel=None)
    return FIELD.sub(lambda found: shown(values.get(found[1], ""), rtl), clean)


def shown(value: str, rtl: bool = False) -> str:
    """A value as text, its line ends kept."""
    lines = value.strip().splitlines()
    return "<br>".join(html.escape(isolated(line, rtl)) for line in lines)
