"""Numbers of rows that hide in JSON: what was approved, frozen, kept or asked means the same rows
at the next site, where every row has another number.
"""

import json
import re

import pytest
from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from iep.notes.models import PlanNote
from pupils.filters import Filters
from pupils.models import ChronologyEntry, SavedList
from reminders.models import SavedView
from reports.board import services as board
from reports.board import sources
from reports.board.models import BoardEdition
from reports.census import reading, showing
from reports.census import services as census
from reports.census.models import CensusDay
from reports.export import Refused, kept, within
from reports.export.importing import bring
from reports.export.pointing import UID
from reports.figures.sheets import moves
from sendcase.edits import IllegalMove
from sendcase.frozen.services import is_whole
from tests.reports.export import moving
from tests.reports.export.files import changed, exported, go_far_ahead, rows
from tests.reports.export.test_round_trip import data_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
# What integers within JSON count or number in print. Any other is the number of a row.
# Beside a child's uid stands the column in which the child was counted.
COUNTS = re.compile(rf"number|minutes|times|group_size|days|value|first|pages|low|high|{UID}")
RULES = "schools.PolicyVersion"  # counts alone, of many names


@pytest.fixture(scope="module")
def file(django_db_setup, django_db_blocker) -> bytes:
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        data = exported(moving.build())
        transaction.set_rollback(True)
    return data


@pytest.fixture
def school(db, file, tmp_path):
    path = tmp_path / "school.zip"
    path.write_bytes(file)
    go_far_ahead()
    return bring(path).school


def one(school, role) -> User:
    return User.objects.get(email=f"{role}@moved.example")


def test_no_number_of_a_row_is_in_a_file(file, whole_file):
    for data in (file, whole_file):
        found = {
            f"{label}.{name}: {at}"
            for label in kept.models() if label != RULES
            for row in rows(data, label)
            for name, held in row.items()
            for at in hidden(held, name) if not isinstance(held, int)
        }  # fmt: skip
        assert found == set()


def hidden(held, name) -> list[str]:
    """Names of integers that are no counts, and of objects whose names are numbers."""
    if isinstance(held, str) and held[:1] in ("{", "["):
        try:
            held = json.loads(held)
        except ValueError:
            return []
        return hidden(held, name)
    if isinstance(held, dict):
        numbers = [f"{name}.{key}" for key in held if key.isdecimal()]
        return numbers + [at for key, each in held.items() for at in hidden(each, key)]
    if isinstance(held, list):
        return [at for each in held for at in hidden(each, name)]
    is_row = isinstance(held, int) and not isinstance(held, bool) and held >= 0
    return [name] if is_row and not COUNTS.fullmatch(name) else []


@pytest.mark.parametrize(("table", "field"), within.NUMBERS)
def test_every_way_is_walked_in_this_proof(file, whole_file, table, field):
    for way, label in within.NUMBERS[table, field].items():
        assert any(led_to(data, table, field, way, label) for data in (file, whole_file)), way


def led_to(data, table, field, way, label) -> set[str]:
    """The rows of the other table that this way leads to."""
    seen: set[str] = set()
    for row in rows(data, table):
        held = row[field]
        held = json.loads(held) if isinstance(held, str) else held
        within.swapped({way: label}, held, lambda of, each: seen.add(str(each)))
    return seen & {row["uid"] for row in rows(data, label)}


def test_what_comes_in_goes_out_byte_for_byte(file, school):
    before, after = data_of(file), data_of(exported(school))
    before.pop("manifest.json"), after.pop("manifest.json")
    assert [name for name in before if before[name] != after[name]] == []


def test_an_approved_census_stays_approved(school):
    found = reading.extract(school, moving.APPROVED)
    row = CensusDay.objects.get(day=moving.APPROVED)
    assert len(found.content["rows"]) == 2
    assert showing.state_of(row.day, found, row, row.versions.first()).key == "approved"


def test_one_that_waits_can_be_approved_and_only_as_it_was_handed_in(school):
    row = CensusDay.objects.get(day=moving.HANDED)
    found = reading.extract(school, row.day)
    assert showing.state_of(row.day, found, row, None).key == "handed"
    assert census.approve(census=row, seen=found.sha256, by=one(school, "head")).number == 1


def test_one_that_waits_in_a_file_that_was_changed_does_not(file, tmp_path):
    def rename(found):
        found[0]["legal_last_name"] = "Elsewhere"

    path = tmp_path / "x.zip"
    path.write_bytes(changed(file, "pupils.Pupil", rename))
    school = bring(path).school
    row = CensusDay.objects.get(day=moving.HANDED)
    found = reading.extract(school, row.day)
    assert showing.state_of(row.day, found, row, None).key == "changed"


def test_frozen_papers_are_whole_and_one_that_was_touched_is_not(school):
    models = {kept.models()[label] for label, name in within.NUMBERS if name == "content"}
    versions = [row for model in models for row in kept.rows_of(model, school.pk)]
    assert len(versions) >= 7
    assert [row.number for row in versions if not is_whole(row)] == [2]


def test_a_row_that_is_gone_is_no_row_of_the_next_site(school):
    [said] = [
        json.loads(row.content)["targets"]
        for row in kept.rows_of(kept.models()["iep.PlanVersion"], school.pk)
        if '"id":-1' in row.content
    ]
    assert [row["id"] for row in said[:2]] == [-1, -1] and said[2]["id"] > 0


def test_nobody_moved_between_two_reports_by_moving_house(school):
    last = BoardEdition.objects.published().get()
    days = sources.Days(last.starts_on, last.starts_on, last.ends_on)
    assert any(last.cells.values())
    assert set(moves(last.cells, sources.sheets(school, days)).values()) == {0}


def test_who_wrote_a_report_still_does_not_confirm_it(school):
    draft = BoardEdition.objects.get(state="draft")
    with pytest.raises(IllegalMove, match="somebody else confirms"):
        board.confirm(edition=draft, by=one(school, "senco"))
    assert board.confirm(edition=draft, by=one(school, "head")).state == "confirmed"


def test_saved_lists_ask_the_same_and_none_a_wider_question(school):
    senco = one(school, "senco")
    senco.is_active = True  # whoever came in is asleep, and sees nothing
    senco.save()
    saved = SavedList.objects.get()
    filters = Filters(dict(part.split("=") for part in saved.query.split("&")), user=senco,
                      school=school)  # fmt: skip
    assert saved.name == "Willow" and filters.narrow(school.pupils.all()).count() == 1
    asked = dict(SavedView.objects.values_list("name", "query"))
    assert asked == {"Mine": "whose=mine",
                     "Hers": f"kind=review-plan&whose={one(school, 'teacher').pk}"}  # fmt: skip


def test_a_line_of_the_timeline_leads_to_its_note(school):
    note = PlanNote.objects.get()
    assert ChronologyEntry.objects.filter(url=note.get_absolute_url()).count() == 1


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("iep.PlanVersion", "content", '{"targets":[{"id":1}]}'),
        ("iep.PlanVersion", "content", '{"lead":{"id":"00000000-0000-0000-0000-000000000000"}}'),
        ("reports.BoardEdition", "writers", [1]),
        ("reports.BoardEdition", "cells", {"stage": {"1": []}}),
        ("pupils.SavedList", "query", "class_group=1"),
        ("reminders.SavedView", "query", "whose=1"),
    ],
)
def test_a_number_of_this_site_is_refused(file, tmp_path, table, field, value):
    def change(found):
        found[0][field] = value

    path = tmp_path / "x.zip"
    path.write_bytes(changed(file, table, change))
    with pytest.raises(Refused, match="points at a record that is not in the file"):
        bring(path)
