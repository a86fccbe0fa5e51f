"""The map by whole school, class, pupil, area of need or person. Pure: from runs to groups."""

from collections import defaultdict
from dataclasses import dataclass

from provision.map.reading import NOBODY, Run

WAYS = {
    "school": "Whole school",
    "class": "By class",
    "pupil": "By pupil",
    "area": "By area of need",
    "person": "By person",
}
NO_CLASS = "No class"


@dataclass(frozen=True)
class Group:
    """Some interventions under one heading. minutes: of interventions in a week; pupils: different
    children the reader may see.
    """

    title: str
    runs: list[Run]
    url: str = ""
    only: frozenset[int] | None = None  # the children this group is about; None: all

    @property
    def minutes(self) -> int:
        return sum(run.weekly for run in self.runs)

    @property
    def pupils(self) -> int:
        return len({child.pupil_id for run in self.runs for child in self.children(run)})

    def children(self, run: Run) -> list:
        return [each for each in run.pupils if self.only is None or each.pupil_id in self.only]


def grouped(runs: list[Run], way: str) -> list[Group]:
    return {
        "school": whole, "class": by_class, "pupil": by_pupil, "area": by_area,
        "person": by_person,
    }[way](runs)  # fmt: skip


def whole(runs: list[Run]) -> list[Group]:
    return [Group("Whole school", runs)] if runs else []


def by_area(runs: list[Run]) -> list[Group]:
    found = defaultdict(list)
    for run in runs:
        found[run.area_order, run.area].append(run)
    return [Group(area, found[order, area]) for order, area in sorted(found)]


def by_person(runs: list[Run]) -> list[Group]:
    found = defaultdict(list)
    for run in runs:
        for name in run.people or [NOBODY]:
            found[name].append(run)
    return [Group(name, found[name]) for name in sorted(found, key=lambda n: (n == NOBODY, n))]


def by_class(runs: list[Run]) -> list[Group]:
    return _by_children(runs, lambda each: (each.class_key, each.class_name or NO_CLASS), "")


def by_pupil(runs: list[Run]) -> list[Group]:
    return _by_children(runs, lambda each: (each.sort_key, each.name, each.pupil_id), "/pupils/{}/")


def _by_children(runs: list[Run], key_of, url) -> list[Group]:
    held, children = defaultdict(dict), defaultdict(set)
    for run in runs:
        for child in run.pupils:
            key = key_of(child)
            held[key][run.pk] = run
            children[key].add(child.pupil_id)
    return [
        Group(
            key[1], list(held[key].values()), url.format(key[2]) if url else "",
            frozenset(children[key]),
        )
        for key in sorted(held)
    ]  # fmt: skip
