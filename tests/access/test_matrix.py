"""The permission matrix: every address and every button, asked by everybody.

The tables stand beside this file, by room, written by hand from the agreed policy
(docs/decisions/permissions.md) and never computed from accounts.permissions.
"""

import pytest
from django.urls import URLPattern, get_resolver

from tests.access import matrix_own, matrix_papers, matrix_pupils, matrix_school
from tests.access.asking import ask
from tests.access.cast import ACTORS

ROOMS = (matrix_pupils, matrix_papers, matrix_school, matrix_own)
GET = [row for room in ROOMS for row in room.GET]
POST = [row for room in ROOMS for row in room.POST]
BODIES = {label: body for room in ROOMS for label, body in room.BODIES.items()}
pytestmark = pytest.mark.django_db


def body_of(row, at) -> dict:
    """What a browser sends, its token included: nobody's text must be lost for want of a body."""
    body = BODIES.get(row.label) or BODIES.get(row.route) or (lambda at: {})
    return {"csrfmiddlewaretoken": "x", **body(at)}


@pytest.mark.parametrize("row", GET, ids=lambda row: row.label)
def test_who_may_open(cast, row):
    address = row.address(cast.a)
    assert {a: ask(cast, a, "get", address).status for a in ACTORS} == row.expected


@pytest.mark.parametrize("row", POST, ids=lambda row: row.label)
def test_who_may_do(cast, row):
    """Who may, does: something is written. For everybody else nothing is."""
    address, got, idle, busy = row.address(cast.a), {}, [], []
    for actor in ACTORS:
        answer = ask(cast, actor, "post", address, body_of(row, cast.a))
        got[actor] = answer.status
        if answer.status in (200, 302) and actor != "nobody" and not answer.wrote:
            idle.append(actor)
        if answer.status in (401, 403, 404) and answer.wrote:
            busy.append((actor, answer.wrote))
    assert (got, idle, busy) == (row.expected, [], [])


@pytest.mark.parametrize("row", [r for r in GET if " " in r.label], ids=lambda row: row.label)
def test_the_other_school_has_one_of_each(cast, row):
    """Whoever is refused at Oakfield owns the like at Elm: no refusal is for want of a record."""
    best = min(status for actor, status in row.expected.items() if actor != "nobody")
    assert ask(cast, "other_senco", "get", row.address(cast.b)).status == best


def named_routes(resolver=None, space=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield space + (entry.name or f"unnamed {entry.pattern}")
        else:
            yield from named_routes(entry, f"{entry.namespace}:" if entry.namespace else space)


def test_every_route_has_a_row():
    rows = {row.route for row in GET + POST}
    assert set(named_routes()) == rows | matrix_own.PUBLIC
