"""The permission matrix: every address and every button, asked by everybody.

The tables stand beside this file, by room, written by hand from the agreed policy
(docs/decisions/permissions.md) and never computed from accounts.permissions.
"""

import pytest
from django.db import connection
from django.urls import URLPattern, get_resolver

from schools.models import Membership
from tests.access import matrix_own
from tests.access.asking import ask, undone
from tests.access.cast import ACTORS
from tests.access.rows import ASKS_ONLY, GET, POST, body_of, make_ready

pytestmark = pytest.mark.django_db
# Whom a query decides about. What the others may, their role alone says: asked on SQLite.
BY_QUERY = {"senco", "own_teacher", "other_teacher", "own_support", "guest", "two_school",
            "other_senco"}  # fmt: skip
HERE = [row for row in GET if " " in row.label]  # about a record or a school


def ask_status(cast, actor, row) -> int:
    return ask(cast, actor, "get", row.address(cast.a)).status


def asked() -> list[str]:
    return [a for a in ACTORS if connection.vendor == "sqlite" or a in BY_QUERY]


def expected(row) -> dict[str, int]:
    return {actor: row.expected[actor] for actor in asked()}


@pytest.mark.parametrize("row", GET, ids=lambda row: row.label)
def test_who_may_open(cast, row):
    """And opening writes nothing, but who looked and when the session was seen last."""
    address = row.address(cast.a)
    answers = {actor: ask(cast, actor, "get", address) for actor in asked()}
    assert {actor: answer.status for actor, answer in answers.items()} == expected(row)
    assert set().union(*(answer.wrote for answer in answers.values())) == set()


@pytest.mark.parametrize("actor", [a for a in ACTORS if a not in ("other_senco", "nobody")])
def test_a_role_at_the_other_school_gives_and_takes_nothing_here(cast, actor):
    """What opens with it opens without it; what does not was asked above, with it."""
    mine = [row for row in HERE if row.expected[actor] == 200]
    with undone():
        Membership.objects.filter(user=cast.people[actor], school=cast.elm).delete()
        got = {row.label for row in mine if ask_status(cast, actor, row) != 200}
    assert got == set()


@pytest.mark.parametrize("row", POST, ids=lambda row: row.label)
def test_who_may_do(cast, row):
    """Who may, does: something is written. For everybody else nothing is."""
    address, got, idle, busy = row.address(cast.a), {}, [], []
    for actor in asked():
        first = make_ready(row, cast.a)
        answer = ask(cast, actor, "post", address, body_of(row, cast.a), first=first)
        got[actor] = answer.status
        if answer.status in (200, 302) and actor != "nobody" and not answer.wrote:
            idle.append(actor)
        if answer.status in (401, 403, 404) and answer.wrote:
            busy.append((actor, answer.wrote))
    idle = [] if row.route in ASKS_ONLY else idle
    assert (got, idle, busy) == (expected(row), [], [])


# A page of one guest alone has nobody of its like at the other school.
STAFF = [actor for actor in ACTORS if actor not in ("guest", "nobody")]
OF_STAFF = [row for row in HERE if any(row.expected[actor] < 404 for actor in STAFF)]


@pytest.mark.parametrize("row", OF_STAFF, ids=lambda row: row.label)
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


def test_every_way_to_ask_has_a_row(cast):
    """A page that takes a POST stands in the table of POSTs, one that opens in that of GETs."""
    taken = {"GET": set(), "POST": set()}
    for row in GET + POST:
        actor = min(ACTORS[:-1], key=lambda actor, row=row: row.expected[actor])
        # The library's own pages answer PUT too; their tests send them what they want.
        if row.expected[actor] != 404 and not row.route.startswith(("mfa_", "account_")):
            answer = ask(cast, actor, "put", row.address(cast.a))
            assert answer.status == 405, row.label
            for method in taken:
                if method in answer.response["Allow"].split(", "):
                    taken[method].add(row.route)
    listed = {"GET": {row.route for row in GET}, "POST": {row.route for row in POST}}
    assert taken["POST"] - listed["POST"] == set()
    assert taken["GET"] - listed["GET"] == set()
