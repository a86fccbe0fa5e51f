"""What reminders.drawing draws: {% deadline_rows lines %}, lines of reminders.today.line as a list;
{% section_rows lines %}, those of a section that another app adds; {% options ways %}, what a box
offers.
"""

from django import template

from reminders import drawing

register = template.Library()


@register.simple_tag
def deadline_rows(lines) -> str:
    return drawing.rows_html(lines)


@register.simple_tag
def section_rows(lines) -> str:
    return drawing.section_html(lines)


@register.simple_tag
def options(ways) -> str:
    return drawing.options_html(ways)
