"""How PostgreSQL went about a question: by which indexes, and which tables it read whole."""

import json
from collections.abc import Iterator

from django.db import connection

LARGE = 5_000  # rows; a smaller table is read whole and rightly so


def used(questions: list[str]) -> tuple[set[str], set[str]]:
    """(indexes, large tables that were read whole) of all the questions together."""
    indexes, whole = set(), set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE]
        )
        large = {name for (name,) in cursor.fetchall()}
        for sql in questions:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            found = cursor.fetchone()[0]
            found = json.loads(found) if isinstance(found, str) else found
            for node in nodes(found[0]["Plan"]):
                if "Index Name" in node:
                    indexes.add(node["Index Name"])
                if node["Node Type"] == "Seq Scan" and node["Relation Name"] in large:
                    whole.add(node["Relation Name"])
    return indexes, whole


def nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)
