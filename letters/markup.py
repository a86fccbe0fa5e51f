"""A school's wording to HTML: a little Markdown, no HTML, no links, no pictures.

The wording is turned into HTML first and the values are put in last, escaped, so that what stands
in a record is never read as Markdown, as HTML or as another field.
"""

import html

import nh3
from markdown_it import MarkdownIt

from letters.merge import FIELD, without_empty_lines

TAGS = {"p", "strong", "em", "ul", "ol", "li", "h2", "h3", "blockquote", "br"}
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["link", "image", "autolink", "reference", "code", "fence", "backticks", "entity", "hr"]
)


def as_html(wording: str, values: dict[str, str]) -> str:
    """Safe HTML. `wording` was checked by merge.check; an unknown field becomes nothing."""
    tokens = _markdown.parse(without_empty_lines(wording, values))
    for token in tokens:  # the page has one h1, and it is not here
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2" if token.tag in {"h1", "h2"} else "h3"
    made = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(made, tags=TAGS, attributes={}, link_rel=None)
    return FIELD.sub(lambda found: shown(values.get(found[1], "")), clean)


def shown(value: str) -> str:
    """A value as text, its line ends kept."""
    return "<br>".join(html.escape(line) for line in value.strip().splitlines())
