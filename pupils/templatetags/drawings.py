"""Our own drawings in a template: {% drawing "happy" %} on a page, {% drawing_title %} on paper."""

from django import template

from pupils.profile import symbols

register = template.Library()


@register.simple_tag
def drawing(key) -> str:
    return symbols.drawing(key)


@register.simple_tag
def drawing_title(key) -> str:
    return symbols.title(key)
