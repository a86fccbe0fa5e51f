"""Figures within a sentence."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
WHOLE = re.compile(r"\d+–\d+|\d[\d,.]* (?:%|hours)")


@register.filter
def unbroken(words: str) -> SafeString:
    """A figure and its sign stay on one line: “0–7” is one symbol, not two numbers."""
    text = WHOLE.sub(r'<span class="one-line">\g<0></span>', conditional_escape(words))
    return mark_safe(text)  # noqa: S308 - escaped the line before
