"""Which state of one piece of a review a form was opened with.

In a meeting two people write in one row at once: one the views, one the needs. Only the same piece
written twice is a clash, so a form carries a number made from what its piece said.
"""

import copy
import json
import zlib

from sendcase.edits import Stale


def of(*values) -> int:
    """One number for what stands there; another as soon as a word is another."""
    return zlib.crc32(json.dumps(values, default=str).encode())


def of_fields(row, names) -> int:
    return of(*(getattr(row, name) for name in sorted(names)))


def of_people(people) -> int:
    """people: invitations in their order."""
    return of(*((each.pk, each.came) for each in people))


def refuse(row, seen: int | None, now: int, shown: dict | None = None) -> None:
    """Raise Stale where a form saw another state than stands there. seen None: not asked.

    shown: further names and values by which the page with both texts finds what stands there.
    """
    if seen is None or seen == now:
        return
    current = copy.copy(row)
    current.version = now
    vars(current).update(shown or {})
    raise Stale(current)
