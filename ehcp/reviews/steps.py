"""The review as a list of tasks. Each part of the room adds its own steps from ehcp.reviews.room.

Also what stands below the tasks on the page of a review: parts with a template of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """url(row) → address, or "" where nothing can be done now; state(row) → (kind, words) for
    components/_task_list.html; kind: done, plain, late, waiting.
    """

    key: str
    order: int
    title: str
    url: Callable[[object], str]
    state: Callable[[object], tuple[str, str]]
    hint: Callable[[object], str] = lambda row: ""


@dataclass(frozen=True)
class Below:
    """context(request, row) → what `template` needs, or None where there is nothing to show."""

    key: str
    order: int
    template: str
    context: Callable[[object, object], dict | None]


steps: dict[str, Step] = {}
below: dict[str, Below] = {}


def add_step(step: Step) -> None:
    steps[step.key] = step


def add_below(part: Below) -> None:
    below[part.key] = part


def tasks(row, may_edit: bool) -> list[dict]:
    """For components/_task_list.html."""
    found = []
    for step in sorted(steps.values(), key=lambda step: step.order):
        kind, words = step.state(row)
        found.append({
            "title": step.title, "kind": kind, "state": words, "hint": step.hint(row),
            "url": step.url(row) if may_edit else "",
        })  # fmt: skip
    return found


def parts(request, row) -> list[dict]:
    found = []
    for part in sorted(below.values(), key=lambda part: part.order):
        given = part.context(request, row)
        if given is not None:
            found.append({"template": part.template, "given": given})
    return found
