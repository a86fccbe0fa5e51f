"""What stands on the page of an intervention besides what it is. Other rooms add theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.access import may
from accounts.permissions import Permission


@dataclass(frozen=True)
class Section:
    """context(request, intervention) → what the template needs, None where it says nothing.

    The person sees the intervention; `needs` is asked of the school. Which children's rows they
    see is the section's own to ask.
    """

    key: str
    order: int
    needs: Permission
    template: str
    context: Callable[[object, object], dict | None]


sections: dict[str, Section] = {}


def add_section(key, order, needs, template, context) -> None:
    sections[key] = Section(key, order, needs, template, context)


def shown(request, intervention) -> list[dict]:
    """[{template, given}] of each section that says something, in their order."""
    return said(sections, request, intervention)


def said(of: dict[str, Section], request, about) -> list[dict]:
    """about: what these sections tell of, a row of a school."""
    found = []
    for section in sorted(of.values(), key=lambda each: each.order):
        if may(request.user, section.needs, about.school_id):
            given = section.context(request, about)
            if given is not None:
                found.append({"template": section.template, "given": given})
    return found
