"""{% deadline_rows lines %}: lines of reminders.today.line as a list."""

from django import template

from reminders import drawing

register = template.Library()


@register.simple_tag
def deadline_rows(lines) -> str:
    return drawing.rows_html(lines)
