"""The parts of a pupil's “EHC plan” tab. Each room below adds its own from ehcp.apps."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.permissions import Permission


@dataclass(frozen=True)
class Part:
    """context(request, pupil) → what `template` needs, or None where there is nothing to show."""

    key: str
    order: int
    needs: Permission
    template: str
    context: Callable[[object, object], dict | None]


parts: dict[str, Part] = {}


def add_part(part: Part) -> None:
    parts[part.key] = part


def in_order() -> list[Part]:
    return sorted(parts.values(), key=lambda part: part.order)
