"""The tabs of a pupil's page. Upper apps register theirs in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.permissions import Permission


@dataclass(frozen=True)
class Panel:
    """One tab: `context(request, pupil)` returns what `template` needs; loads on its own."""

    key: str  # in the address: /pupils/7/plan/
    title: str
    order: int
    needs: Permission
    template: str
    context: Callable[[object, object], dict]


@dataclass(frozen=True)
class Summary:
    """Lines of the Now tab: lines(user, pupil) → [{text, url, when, state}] in few queries.

    when: words ("by Tue 24 Nov 2026"); state: late, soon, done or plain; url may be empty.
    A line with `template` stands above the others, drawn by that template from its dict `given`.
    With in_header the lines stand in the header of every tab: the needs in plain words.
    """

    key: str
    order: int
    needs: Permission
    lines: Callable[[object, object], list[dict]]
    in_header: bool = False


@dataclass(frozen=True)
class Action:
    """A link beside the child's name: address(pupil) → where it leads, "" where it is of no use."""

    key: str
    words: str
    order: int
    needs: Permission
    address: Callable[[object], str]


panels: dict[str, Panel] = {}
summaries: dict[str, Summary] = {}
actions: dict[str, Action] = {}


def add_panel(panel: Panel) -> None:
    panels[panel.key] = panel


def add_action(action: Action) -> None:
    actions[action.key] = action


def add_summary(summary: Summary) -> None:
    summaries[summary.key] = summary
