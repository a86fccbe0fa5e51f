"""A school with a row of every kind goes out, comes into another site, and goes out the same."""

import json
from collections import Counter

import pytest

from reports.export import kept
from reports.export.importing import bring
from tests.reports.export.files import exported, go_far_ahead, members

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
# Tables of which this school has no row: the next that is never filled is seen here.
EMPTY: set[str] = set()


@pytest.fixture
def brought(db, path):
    go_far_ahead()  # no row gets the number that it had before
    return bring(path)


def data_of(file: bytes) -> dict[str, bytes]:
    return {name: data for name, data in members(file).items() if not name.startswith("log/")}


def test_every_table_has_a_row_in_this_proof(whole_file):
    counts = json.loads(members(whole_file)["manifest.json"])["rows"]
    assert {label for label in kept.models() if not counts[label]} == EMPTY


def test_what_comes_in_goes_out_byte_for_byte(whole_file, brought):
    before, after = data_of(whole_file), data_of(exported(brought.school))
    before.pop("manifest.json"), after.pop("manifest.json")
    assert sorted(before) == sorted(after)
    assert [name for name in before if before[name] != after[name]] == []
    assert Counter(name.partition("/")[0] for name in before)["files"] > 10
