"""One question to the site: by whom, which address, what came back, what was written. Undone."""

import re
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.cast import ACTORS

WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# Who looked, and when the session was seen last.
TRACES = {"audit_event", "audit_eventdetail", "django_session"}
SHORT = {
    "senco": "senco", "head": "head", "own_t": "own_teacher", "oth_t": "other_teacher",
    "own_s": "own_support", "oth_s": "other_support", "gov": "governor", "off": "office",
    "trust": "trust_lead", "guest": "guest", "two": "two_school", "left": "leaver",
    "oth_sch": "other_senco", "none": "nobody",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of a table: an address and the status each actor gets."""

    label: str  # "pupils:panel pupil/facts": route, then its arguments
    expected: dict[str, int]

    @property
    def route(self) -> str:
        return self.label.split()[0]

    def address(self, at) -> str:
        """The address of this page for the records `at` one school."""
        words, _, query = self.label.partition("?")
        route, *given = words.split()
        args = [_value(at, word) for word in given[0].split("/")] if given else []
        asked = {name: _value(at, word) for name, word in (p.split("=") for p in query.split("&"))
                 } if query else {}  # fmt: skip
        tail = "&".join(f"{name}={value}" for name, value in asked.items())
        return reverse(route, args=args) + (f"?{tail}" if tail else "")


def _value(at, word):
    found = getattr(at, word, word)
    return getattr(found, "form_id", None) or getattr(found, "pk", found)


def table(text: str) -> list[Row]:
    """Rows of a table whose columns are the actors. A dash is 404: as if it were not there."""
    head, *lines = [line for line in text.strip().splitlines() if line.strip()]
    assert [SHORT[word] for word in head.split()] == list(ACTORS)
    rows = []
    for line in lines:
        label, cells = line.split("|")
        statuses = [404 if cell == "-" else int(cell) for cell in cells.split()]
        assert len(statuses) == len(ACTORS), line
        rows.append(Row(" ".join(label.split()), dict(zip(ACTORS, statuses, strict=True))))
    return rows


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Answer:
    status: int
    wrote: frozenset  # tables changed, without the traces every request leaves
    response: object
    seen: object = None  # what `look` saw before it was undone


def ask(cast, actor, method, address, body=None, *, look=None, first=None, **options) -> Answer:
    """The answer to one request of this person. What it did is undone, with what `first` did;
    `look` sees it before, given the tables that were written.
    """
    client = cast.client(actor, **options)
    with undone():
        if first:
            first()
        with CaptureQueriesContext(connection) as caught:
            response = getattr(client, method)(address, body or {})
            if response.streaming:
                b"".join(response.streaming_content)  # to its end, where the client closes it
        wrote = frozenset(written(caught))
        seen = look(wrote) if look else None
    return Answer(response.status_code, wrote, response, seen)


def written(caught) -> set[str]:
    found = (WRITE.match(query["sql"]) for query in caught.captured_queries)
    return {match[1] for match in found if match} - TRACES
