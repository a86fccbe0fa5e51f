"""The line of links on every page below Provision."""

from django import template

from provision.ways import shown

register = template.Library()


@register.inclusion_tag("provision/partials/_ways.html", takes_context=True)
def provision_ways(context) -> dict:
    """Needs `request` with its school. Nothing where there is only one way."""
    request = context["request"]
    found = shown(request.user, request.school, request.path)
    return {"tabs": found if len(found) > 1 else []}
