"""Two contents of one plan (iep.content), in words: what was added, removed, changed, moved."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from iep import dates
from sendcase.marks import Mark, marks

HEAD = {
    "strengths": "Strengths",
    "concerns": "Concerns",
    "sen_level": "Level of SEN",
    "home_support": "Parents can support by",
    "pupil_views": "What the child says",
    "parent_views": "What parents or carers say",
}
ROW = {
    "target": "Target",
    "plain_words": "In plain words",
    "criteria": "Achievement criteria",
    "resources": "Resources and techniques",
    "strategies": "Class strategies and support",
    "delivered_by": "Who delivers it",
}
ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True)
class Part:
    """One text before and after. `title` is "" where the change has only this one."""

    title: str
    before: str
    after: str

    @property
    def marks(self) -> list[Mark]:
        return marks(self.before, self.after)


@dataclass(frozen=True)
class Change:
    """One thing that differs. key: "strengths", "area 3", "target 12" (its number in the database).

    title: what it is, in words; a target has its place now, one taken out its place before.
    moved: (place before, place now) of a target that changed places with another.
    """

    key: str
    title: str
    kind: str
    parts: tuple[Part, ...] = ()
    moved: tuple[int, int] | None = None

    @property
    def what(self) -> str:
        """ "target", "area", or the key itself."""
        return self.key.split(" ")[0]


def differences(before: dict, after: dict) -> list[Change]:
    """From one content to another, in the order of the page. Two that say the same: []."""
    return [
        *_facts(before, after),
        *_areas(before, after),
        *_texts(before, after),
        *_targets(before, after),
    ]


def _facts(before, after) -> list[Change]:
    """Name, dates, lead: one line each."""
    pairs = [
        ("plan", "Name of the plan", lambda value: value["plan"]),
        ("name", "Child’s name", lambda value: value["pupil"]["name"]),
        ("born_on", "Date of birth", lambda value: _day(value["pupil"]["born_on"])),
        ("year", "Year", lambda value: value["pupil"]["year"]),
        ("school", "School", lambda value: value["school"]),
        ("starts_on", "Start date", lambda value: _day(value["starts_on"])),
        ("review_on", "Review date", lambda value: _day(value["review_on"])),
        ("lead", "Led by", lambda value: value["lead"]["name"]),
    ]
    return _changed((key, title, read(before), read(after)) for key, title, read in pairs)


def _day(iso: str) -> str:
    return dates.words(date.fromisoformat(iso))


def _changed(pairs) -> list[Change]:
    """(key, title, before, after) → a change where they differ."""
    return [
        Change(key, title, _kind(old, new), (Part("", old, new),))
        for key, title, old, new in pairs
        if old != new
    ]


def _kind(old: str, new: str) -> str:
    if old and new:
        return CHANGED
    return ADDED if new else REMOVED


def _areas(before, after) -> list[Change]:
    """The areas of need that the plan is about."""
    was, now = (
        {area["id"]: area["name"] for area in value["areas"] if area["applies"]}
        for value in (before, after)
    )
    pairs = ((pk, was.get(pk, ""), now.get(pk, "")) for pk in [*was, *(now.keys() - was.keys())])
    return _changed((f"area {pk}", "Area of need", old, new) for pk, old, new in sorted(pairs))


def _texts(before, after) -> list[Change]:
    """The questions of every plan, then those of its layout."""
    titles = HEAD | _titles(before) | _titles(after)
    pairs = [(key, titles[key], before[key], after[key]) for key in HEAD]
    was, now = ({row["key"]: row for row in _own(value)} for value in (before, after))
    none = {"text": ""}
    for key in [*now, *(key for key in was if key not in now)]:
        title = now.get(key, was.get(key))["title"]
        pairs.append((f"answer {key}", title, was.get(key, none)["text"],
                      now.get(key, none)["text"]))  # fmt: skip
    return _changed(pairs)


def _own(value) -> list[dict]:
    return value["sections"].get("rows", [])


def _titles(value) -> dict:
    return {key: words for key, words in value["sections"].get("titles", {}).items() if key in HEAD}


def _targets(before, after) -> list[Change]:
    """By the target's own number, so that one that moved or was reworded stays the same one."""
    was, now = (
        {row["id"]: (place, row) for place, row in enumerate(value["targets"], start=1)}
        for value in (before, after)
    )
    moved = _moved(was, now)
    changes = []
    for pk, (place, row) in now.items():
        old_place, old = was.get(pk, (None, {}))
        parts = _parts(old, row)
        shift = (old_place, place) if pk in moved else None
        if parts or shift or not old:
            kind = (CHANGED if parts else MOVED) if old else ADDED
            changes.append(Change(f"target {pk}", f"Target {place}", kind, parts, shift))
    for pk, (place, row) in was.items():
        if pk not in now:
            title = f"Target {place} of before"
            changes.append(Change(f"target {pk}", title, REMOVED, _parts(row, {})))
    return changes


def _parts(old, new) -> tuple[Part, ...]:
    pairs = [(title, old.get(name, ""), new.get(name, "")) for name, title in ROW.items()]
    return tuple(Part(*pair) for pair in pairs if pair[1] != pair[2])


def _moved(was, now) -> set[int]:
    """Targets that changed places: not those that only stand after one added or taken out."""
    old, new = [pk for pk in was if pk in now], [pk for pk in now if pk in was]
    stays = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return set(new) - {pk for block in stays for pk in old[block.a : block.a + block.size]}
