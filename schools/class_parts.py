"""What upper apps show on the page of a class. They add theirs in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.access import may
from accounts.permissions import Permission


@dataclass(frozen=True)
class Part:
    """context(request, class) → what the template needs. The person sees the class; `needs` is
    asked of the school. Which children's rows they see is the part's own to ask.
    """

    key: str
    order: int
    needs: Permission
    template: str
    context: Callable[[object, object], dict]


parts: dict[str, Part] = {}


def add_part(part: Part) -> None:
    parts[part.key] = part


def shown(request, group) -> list[dict]:
    """[{template, given}] in their order."""
    return [
        {"template": part.template, "given": part.context(request, group)}
        for part in sorted(parts.values(), key=lambda each: each.order)
        if may(request.user, part.needs, group.school_id)
    ]
