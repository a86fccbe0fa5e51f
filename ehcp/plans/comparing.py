"""Two versions of one plan in words: what was added, taken out, changed."""

from ehcp.plans import content
from ehcp.plans.models import Letter
from iep.versions.differences import ADDED, CHANGED, REMOVED, Change, Part
from pupils.wording import counted, day_text

KINDS = {ADDED: "Added", REMOVED: "Taken out", CHANGED: "Changed"}
NOTHING = "The two say the same."
FACTS = {
    "local_authority": "Local authority",
    "reference": "Their reference",
    "officer_name": "Officer",
    "issued_on": "First issued",
    "amended_on": "Last amended",
}


def differences(before: dict, after: dict) -> list[Change]:
    """From one content (ehcp.plans.content) to another, in the order of the sections."""
    found = [_text(f"fact {key}", title, _fact(before, key), _fact(after, key))
             for key, title in FACTS.items()]  # fmt: skip
    for letter in Letter:
        old, new = (value["sections"].get(letter.value, "") for value in (before, after))
        found.append(_text(f"section {letter}", f"Section {letter}: {letter.label}", old, new))
        if letter.value in content.LINES:
            found += _lines(before, after, content.LINES[letter.value])
    return [change for change in found if change is not None]


def _fact(value, key) -> str:
    return content.day_of(value[key]) if key.endswith("_on") else value[key]


def _text(key, title, old, new) -> Change | None:
    return Change(key, title, _kind(old, new), (Part("", old, new),)) if old != new else None


def _kind(old, new) -> str:
    if old and new:
        return CHANGED
    return ADDED if new else REMOVED


def _lines(before, after, key) -> list[Change]:
    """By the line's own number in the database, so that a reworded one stays the same."""
    was, now = (_said(value, key) for value in (before, after))
    found = []
    for pk in [*now, *(pk for pk in was if pk not in now)]:
        old, new = was.get(pk, {}), now.get(pk, {})
        parts = tuple(
            Part(title, old.get(title, ""), new.get(title, ""))
            for title in ("Words", "Number", "How much and when", "Links")
            if old.get(title, "") != new.get(title, "")
        )
        if parts:
            name = (new or old)["Number"]
            kind = CHANGED if old and new else (ADDED if new else REMOVED)
            found.append(Change(f"line {key} {pk}", f"Line {name}", kind, parts))
    return found


def _said(value, key) -> dict[int, dict]:
    [block] = content.blocks(value, [content.MARK[key]])
    return {
        line["id"]: {"Words": line["words"], "Number": line["name"],
                     "How much and when": line["said"], "Links": line["links"]}
        for line in block["lines"]
    }  # fmt: skip


def summary(changes: list[Change]) -> str:
    """ "2 lines were changed; 1 section was added; “Last amended” was changed." """
    if not changes:
        return NOTHING
    said = []
    words = {CHANGED: "changed", ADDED: "added", REMOVED: "taken out"}
    for what in ("line", "section"):
        for kind, done in words.items():
            count = sum(each.what == what and each.kind == kind for each in changes)
            if count:
                said.append(f"{counted(count, what)} {'was' if count == 1 else 'were'} {done}")
    said += [f"“{each.title}” was {words[each.kind]}" for each in changes if each.what == "fact"]
    return f"{'; '.join(said)}."


def shown(changes) -> list[dict]:
    """As versions/_changes.html takes them."""
    return [
        {"title": change.title, "words": KINDS[change.kind], "moved_words": "",
         "parts": [{"title": part.title, "marks": part.marks} for part in change.parts]}
        for change in changes
    ]  # fmt: skip


def choices(versions) -> list[tuple[str, str]]:
    """versions: of one plan, the oldest first."""
    return [
        (str(each.number), f"Version {each.number}: {each.get_kind_display().lower()}, "
         f"{day_text(each.dated_on)}") for each in versions
    ]  # fmt: skip
