"""A file with one thing wrong is refused in plain words, and nothing has changed."""

import hashlib
import json
import re

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from pupils.models import Pupil
from reports.export import Refused, checking, placing
from reports.export.importing import bring
from reports.export.placing import Placed, clear
from schools.models import School
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.reports.export.files import changed, exported, members, packed

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]


@pytest.fixture
def refused(whole_file, tmp_path):
    """Bring what `spoil(whole_file)` made; returns why not."""

    def ask(spoil) -> str:
        path = tmp_path / "x.zip"
        path.write_bytes(spoil(whole_file))
        with pytest.raises(Refused) as why:
            bring(path)
        assert not School.objects.exists() and not Pupil.objects.exists()
        assert not User.objects.exists()
        return str(why.value)

    return ask


def with_manifest(**facts):
    def spoil(data):
        found = members(data)
        manifest = json.loads(found["manifest.json"]) | facts
        return packed(found | {"manifest.json": json.dumps(manifest).encode()}, honest=False)

    return spoil


def with_member(name, content=b"x"):
    return lambda data: packed(members(data) | {name: content})


def with_rows(label, change):
    return lambda data: changed(data, label, change)


def set_first(field, value):
    def change(rows):
        rows[0][field] = value

    return change


def test_no_zip(refused):
    assert "no school export" in refused(lambda data: b"not a zip")
    assert "no school export" in refused(lambda data: data[: len(data) // 2])


def test_another_schema_or_format(refused):
    assert "another version" in refused(with_manifest(schema="0"))
    assert "format" in refused(with_manifest(format=2))
    assert "format" in refused(with_manifest(program="another"))


def test_a_changed_byte(refused):
    def spoil(data):
        found = members(data)
        name = "data/pupils.Pupil.jsonl"
        return packed(found | {name: found[name].replace(b"e", b"a", 1)}, honest=False)

    assert "SHA-256" in refused(spoil)


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "files/../../x", "data/x.jsonl/../y", "files\\x", "run.sh"]
)
def test_a_name_that_we_never_write(refused, name):
    assert "never write" in refused(with_member(name))


def test_a_table_that_we_do_not_have(refused):
    assert "other tables" in refused(with_member("data/pupils.Secret.jsonl"))


def test_a_file_that_the_manifest_does_not_name(refused):
    def spoil(data):
        found = members(data)
        found["files/00000000-0000-0000-0000-000000000000"] = b"x"
        return packed(found, honest=False)

    assert "other files" in refused(spoil)


def test_a_bomb(refused, monkeypatch):
    name = "files/00000000-0000-0000-0000-000000000000"
    assert "too large" in refused(with_member(name, b"\0" * 60_000_000))
    monkeypatch.setattr(checking, "MOST_FILES", 3)
    assert "more files" in refused(lambda data: data)


def test_more_records_than_any_school_has(refused, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ROWS", 0)
    assert "more records" in refused(lambda data: data)


def test_a_file_of_another_sum(whole_file, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(whole_file)
    with pytest.raises(Refused, match="not the file of that SHA-256 sum"):
        bring(path, sha256="0" * 64)
    assert not School.objects.exists()
    assert bring(path, sha256=hashlib.sha256(whole_file).hexdigest().upper()).rows


def test_a_manifest_that_says_nothing_or_nonsense(refused):
    for school in (None, [], {}, {"uid": 1}, "x"):
        assert "one school" in refused(with_manifest(school=school))
    for files in (None, [], "x"):
        assert "does not say" in refused(with_manifest(files=files))


def test_a_record_of_no_school(refused):
    """A pack that still waits is never written: nobody would ever finish it."""
    assert "never write" in refused(with_rows("ehcp.Pack", set_first("state", "waiting")))


def test_two_accounts_with_one_address(refused):
    def twice(found):
        found.append(found[0] | {"uid": "00000000-0000-4000-8000-000000000000",
                                 "email": found[0]["email"].upper()})  # fmt: skip

    assert "do not fit together" in refused(with_rows("accounts.User", twice))


def test_more_than_the_disk_holds(refused, monkeypatch):
    monkeypatch.setattr(checking.shutil, "disk_usage", lambda path: Full())
    assert "not enough room" in refused(lambda data: data)


class Full:
    free = 1000


@pytest.mark.parametrize(
    ("label", "field", "value", "words"),
    [
        ("pupils.Pupil", "school", "00000000-0000-0000-0000-000000000000", "points at a record"),
        ("pupils.Pupil", "school", 1, "points at a record"),
        ("pupils.Pupil", "school", None, "points at a record"),
        ("pupils.Pupil", "admin", True, "has or lacks the field admin"),
        ("pupils.Pupil", "legal_first_name", "A\0b", "hidden character"),
        ("pupils.Pupil", "legal_first_name", "A\ud800b", "hidden character"),
        ("pupils.Pupil", "legal_first_name", "a" * 400, "can hold"),
        ("pupils.Pupil", "legal_first_name", ["a"], "can hold"),
        ("pupils.Pupil", "eal", "yes", "can hold"),
        ("pupils.Pupil", "year", "99", "none of its values"),
        ("pupils.Pupil", "born_on", "2026-02-31", "can hold"),
        ("pupils.Pupil", "born_on", None, "is missing"),
        ("pupils.Pupil", "version", 10**30, "can hold"),
        ("pupils.Pupil", "version", -1, "can hold"),
        ("schools.School", "local_offer_url", "javascript:alert(1)", "can hold"),
        ("pupils.ChronologyEntry", "url", "https://evil.example/", "no address of ours"),
        ("pupils.ChronologyEntry", "uid", "00000000-0000-0000-0000-000000000000", "its place"),
        ("pupils.Share", "permission", "delete_pupil_x", "not known"),
        ("reminders.Deadline", "kind", "nothing", "points at a record"),
        ("pupils.Document", "file", "../../x", "no file of this record"),
        ("pupils.Document", "sha256", "0" * 64, "another one than it says"),
        ("schools.Membership", "role", "operator", "none of its values"),
        ("schools.Membership", "school", None, "do not fit together"),
        ("schools.School", "uid", "00000000-0000-0000-0000-000000000000", "one school"),
    ],
)
def test_a_field_that_is_wrong(refused, label, field, value, words):
    assert re.search(words, refused(with_rows(label, set_first(field, value))))


def test_rows_that_are_wrong(refused):
    assert "stands there twice" in refused(
        with_rows("pupils.Pupil", lambda rows: rows.append(rows[0]))
    )
    assert "one school" in refused(with_rows("schools.School", lambda rows: rows.clear()))
    assert "points at a record" in refused(with_rows("pupils.Pupil", lambda rows: rows.clear()))
    assert "did not fit" in refused(
        with_rows("schools.Term", set_first("ends_on", "2001-01-01"))
    ).replace("do not fit", "did not fit")


def test_lines_that_cannot_be_read(refused):
    for line in (b"{", b"[]", b'{"uid":"a","uid":"b"}', b'{"a":NaN}', b"[" * 100_000, b"\xff"):
        said = refused(
            lambda data, line=line: packed(members(data) | {"data/pupils.Pupil.jsonl": line})
        )
        assert "cannot be read" in said


def test_a_school_that_is_here(path, whole_file):
    there = bring(path).school
    with pytest.raises(Refused, match="here already"):
        bring(path)
    assert School.objects.count() == 1 and there.pupils.exists()


def test_a_school_with_the_same_number(path, whole_file):
    urn = json.loads(members(whole_file)["manifest.json"])["school"]["urn"]
    SchoolFactory(urn=urn)
    with pytest.raises(Refused, match=f"URN {urn}"):
        bring(path)


@pytest.fixture
def placed(monkeypatch) -> list[str]:
    """Names of the files of this test’s imports; other tests put theirs on the same disk."""
    names, place = [], Placed.place

    def noting(*args):
        names.append(place(*args))
        return names[-1]

    monkeypatch.setattr(Placed, "place", noting)
    return names


def on_disk(names, settings) -> list[str]:
    return [name for name in names if (settings.DATA_DIR / "files" / name).is_file()]


@pytest.fixture
def spoilt(whole_file, tmp_path):
    path = tmp_path / "spoilt.zip"
    path.write_bytes(changed(whole_file, "schools.Term", set_first("ends_on", "2001-01-01")))
    return path


def test_files_are_taken_away_with_the_rows(spoilt, placed, settings):
    with pytest.raises(Refused):
        bring(spoilt)
    assert len(placed) > 10 and on_disk(placed, settings) == []


def test_what_a_killed_import_left_the_next_takes_away(spoilt, path, placed, settings, monkeypatch):
    # Workers of the tests share a folder: another one's import would tidy this one up.
    monkeypatch.setattr(placing, "LISTS", "killed-here-*.list")
    with monkeypatch.context() as killed:  # nobody tidies up; the lock goes with the process
        killed.setattr(Placed, "take_away", lambda placed: None)
        killed.setattr(Placed, "done", lambda placed: placed.list.close())
        with pytest.raises(Refused):
            bring(spoilt)
        left = on_disk(placed, settings)
        assert len(left) > 10
        placed.clear()
        count = bring(path).files  # killed after its rows were there
    clear()
    assert on_disk(left, settings) == []
    assert len(on_disk(placed, settings)) == count > 10


def test_the_command_says_why(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_school", str(tmp_path / "no.zip"), "--unchecked")


def test_rows_of_another_school_stay_at_home(whole_file):
    pupil = PupilFactory()
    here = exported(pupil.school)
    PupilFactory(legal_first_name="Elsewhere")
    assert b"Elsewhere" not in b"".join(members(exported(pupil.school)).values())
    assert members(here)["data/pupils.Pupil.jsonl"]
