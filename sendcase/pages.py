"""Pages of a long list by keyset: the next page begins after the last row shown, so that a row
added meanwhile neither hides nor repeats another, and page 400 costs what page 1 does."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Q

LONGEST_CURSOR = 2000


@dataclass(frozen=True)
class KeysetPage:
    """Rows of one page and the addresses of its neighbours ("" where there is none).

    following: what the columns of `order` hold in the row after the last, as text or number; None
    on the last page.
    """

    rows: list
    next_url: str = ""
    previous_url: str = ""
    following: list | None = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def keyset(queryset, *, order=("sort_key", "pk"), request, size=50) -> KeysetPage:
    """The page the address asks for (?after=… or ?before=…).

    `order` names columns that are never null, "-" for descending, and ends in a unique one.
    A cursor that cannot be read shows the first page.
    """
    backwards = "before" in request.GET and "after" not in request.GET
    seen = _read(request.GET.get("before" if backwards else "after", ""), len(order))
    backwards = backwards and seen is not None
    try:
        rows = _fetch(queryset, order, seen, backwards, size)
    except (ValueError, TypeError, ValidationError, OverflowError, FieldError):
        seen, backwards = None, False
        rows = _fetch(queryset, order, None, False, size)
    more = len(rows) > size
    following = seen if backwards else _values(rows[size], order) if more else None
    rows = rows[:size]
    if backwards:
        rows.reverse()
    before = seen is not None if not backwards else more
    after = more if not backwards else True
    return KeysetPage(
        rows,
        next_url=_url(request, "after", rows[-1], order) if rows and after else "",
        previous_url=_url(request, "before", rows[0], order) if rows and before else "",
        following=following,
    )


def query_of(request) -> str:
    """What the address asks of a list, without the page of it: for a link to the whole."""
    query = request.GET.copy()
    for name in ("after", "before", "page"):
        query.pop(name, None)
    return query.urlencode()


def _fetch(queryset, order, seen, backwards, size) -> list:
    towards = [_turned(name) for name in order] if backwards else list(order)
    if seen is not None:
        queryset = queryset.filter(_beyond(towards, seen))
    return list(queryset.order_by(*towards)[: size + 1])


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order, seen) -> Q:
    """Rows that come after `seen` in `order`: the first column decides, ties go to the next."""
    condition, equal = Q(), Q()
    for name, value in zip(order, seen, strict=True):
        column = name.lstrip("-")
        way = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{way}": value})
        equal &= Q(**{column: value})
    return condition


def _url(request, way, row, order) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("before", None)
    query[way] = _write(_values(row, order))
    return f"{request.path}?{query.urlencode()}"


def _values(row, order) -> list:
    return [_value(row, name.lstrip("-")) for name in order]


def _value(row, path):
    for name in path.split("__"):
        row = row[name] if isinstance(row, dict) else getattr(row, name)
    return row.isoformat() if isinstance(row, date | datetime) else row


def _write(values) -> str:
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(cursor: str, parts: int) -> list | None:
    """The values in a cursor, or None where it was cut, mistyped or made up."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        return None
    good = isinstance(values, list) and len(values) == parts
    return values if good and all(_plain(value) for value in values) else None


def _plain(value) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and value.isprintable()
    return isinstance(value, int) and abs(value) < 2**63
