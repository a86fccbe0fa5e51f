"""What the page "Look before you import" shows, of a list in one piece and of a long one."""

from collections import Counter
from itertools import chain

from pupils.roll import large as long_lists
from pupils.roll import presenting, services, who
from pupils.roll.fates import CHANGED, NEW, PROBLEM
from pupils.roll.kinds import KINDS
from pupils.roll.reading import Table

MOST_NAMES = 200  # of those who are missing


def short(upload) -> dict:
    """Raises reading.Refused where a column that is needed must be pointed out first."""
    table = services.table(upload)
    found = services.look(upload, table)
    lines = []
    if upload.kind == "roll":
        lines = who.of_fates(found.fates) + who.of_missing(found.leavers)
    return _page(upload, table, found.counts) | {
        "groups": presenting.groups(found),
        "new_classes": presenting.class_names(getattr(found, "new_classes", {})),
        "has_problems": bool(found.problems),
        "remembered": found.remembered,
        "unknown": found.unknown,
        "digest": found.digest,
        "found": found,
        "missing": _names(found.missing),
        "who": who.groups(lines),
    }


def large(upload) -> dict:
    """From what the worker kept of each piece."""
    found = upload.found
    counts = Counter(found.get("counts", {}))
    return _page(upload, Table.unpacked(upload.content), counts) | {
        "trouble": long_lists.trouble(upload),
        "groups": _groups(upload, counts),
        "new_classes": presenting.class_names(found.get("new_classes", {})),
        "has_problems": bool(counts[PROBLEM]),
        "remembered": found.get("remembered", {}),
        "unknown": found.get("unknown", []),
        "digest": found.get("digest", ""),
        "missing": None,
        "who": who.groups(who.kept(upload)),
    }


def _page(upload, table, counts) -> dict:
    return {
        "upload": upload,
        "kind": KINDS[upload.kind],
        "table": table,
        "summary": presenting.summary(counts),
        "nothing_to_do": not (counts[NEW] or counts[CHANGED]),
    }


def _names(names) -> dict:
    return {"names": names[:MOST_NAMES], "count": len(names), "more": len(names) - MOST_NAMES}


def _groups(upload, counts) -> list[dict]:
    """The first rows of each fate, from one piece after the other until there are enough."""
    kept = {kind: [] for kind in presenting.SHOWN}
    for found in upload.parts.exclude(position=0).values_list("found", flat=True).iterator():
        for group in found.get("groups", []):
            most = presenting.SHOWN[group["kind"]]
            kept[group["kind"]] += group["rows"][: most - len(kept[group["kind"]])]
        if all(len(kept[kind]) >= min(presenting.SHOWN[kind], counts[kind]) for kind in kept):
            break
    return [presenting.titled(kind, kept[kind], counts[kind]) for kind in kept if counts[kind]]


def problems(upload) -> list[list]:
    """Every one, of a long list too: (line, column, value, words)."""
    if upload.pieces:
        return list(chain.from_iterable(upload.parts.values_list("problems", flat=True)))
    return presenting.problems_of(services.look(upload)) if upload.content else []
