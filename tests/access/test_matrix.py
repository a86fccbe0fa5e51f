"""The permission matrix: every address and every button, asked by everybody.

The tables stand beside this file, by room, written by hand from the agreed policy
(docs/decisions/permissions.md) and never computed from accounts.permissions.
"""

from functools import partial

import pytest
from django.db import connection
from django.urls import URLPattern, get_resolver

from schools.models import Membership
from tests.access import matrix_own
from tests.access.asking import ask
from tests.access.cast import ACTORS, YESTERDAY
from tests.access.headers import assert_not_kept_framed_or_scripted_by_others
from tests.access.plainly import plainly_done
from tests.access.rows import ASKS_ONLY, GET, POST, body_of, make_ready, who_may

pytestmark = pytest.mark.django_db
ON_A_SERVER = connection.vendor != "sqlite"
# Whom a query decides about. What the others may, their role alone says: asked on SQLite.
BY_QUERY = {"senco", "own_teacher", "other_teacher", "own_support", "guest", "two_school",
            "other_senco"}  # fmt: skip
HERE = [row for row in GET if " " in row.label]  # about a record or a school


def kind_of(row) -> str:
    """What the address is about: "pupil", "draft", "slug", "slug/upload"."""
    about = row.label.partition(" ")[2].partition("?")[0].split("/")
    return "/".join(about[:2] if about[0] == "slug" else about[:1])


def telling() -> set[str]:
    """Of each kind of record the page that opens for some of BY_QUERY and not for the others, as
    evenly as there is one.
    """
    best: dict[str, list] = {}
    for row in HERE:
        opens = sum(row.expected[actor] == 200 for actor in BY_QUERY)
        best.setdefault(kind_of(row), []).append((min(opens, len(BY_QUERY) - opens), row.label))
    return {max(kin)[1] for kin in best.values()}


TELLING = telling()


def expected(row) -> dict[str, int]:
    """Actor → status, of those who are asked. On a server each page is opened and each button
    pressed by who may, for what is SQL in it; who sees what is asked once of each kind of record.
    """
    if not ON_A_SERVER:
        return row.expected
    first = next((a for a, status in row.expected.items() if status in (200, 302)), "senco")
    asked = BY_QUERY if row in GET and row.label in TELLING else {first}
    return {actor: row.expected[actor] for actor in ACTORS if actor in asked}


def only_here(cast, actor):
    """Ends what they are at the other school."""
    everywhere = Membership.objects.filter(user=cast.people[actor], school=cast.elm)
    everywhere.update(until_on=YESTERDAY)


def opened(cast, actor, row):
    """Whoever is refused here holds every role at the other school, and it gives nothing. Whoever
    may open it is asked without those roles: it was not they that opened it.
    """
    alone = row in HERE and row.expected[actor] == 200 and actor not in ("other_senco", "nobody")
    first = partial(only_here, cast, actor) if alone else None
    return ask(cast, actor, "get", row.address(cast.a), first=first)


@pytest.mark.parametrize("row", GET, ids=lambda row: row.label)
def test_who_may_open(cast, row):
    """And opening writes nothing, but who looked and when the session was seen last."""
    answers = {actor: opened(cast, actor, row) for actor in expected(row)}
    assert {actor: answer.status for actor, answer in answers.items()} == expected(row)
    assert set().union(*(answer.wrote for answer in answers.values())) == set()
    best = min(answers, key=lambda actor: answers[actor].status)
    assert_not_kept_framed_or_scripted_by_others(answers[best].response)


@pytest.mark.parametrize("row", POST, ids=lambda row: row.label)
def test_who_may_do(cast, row):
    """Who may, does: something is written. For everybody else nothing is."""
    address, got, idle, busy = row.address(cast.a), {}, [], []
    for actor in expected(row):
        if actor == who_may(row):
            answer = plainly_done(cast, row)
        else:
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
    taken, seen = {"GET": set(), "POST": set()}, set()
    for row in GET + POST:
        actor = min(ACTORS[:-1], key=lambda actor, row=row: row.expected[actor])
        # The library's own pages answer PUT too; their tests send them what they want.
        own = row.route.startswith(("mfa_", "account_"))
        if row.expected[actor] != 404 and not own and row.route not in seen:
            seen.add(row.route)
            answer = ask(cast, actor, "put", row.address(cast.a))
            assert answer.status == 405, row.label
            for method in taken:
                if method in answer.response["Allow"].split(", "):
                    taken[method].add(row.route)
    listed = {"GET": {row.route for row in GET}, "POST": {row.route for row in POST}}
    assert taken["POST"] - listed["POST"] == set()
    assert taken["GET"] - listed["GET"] == set()
