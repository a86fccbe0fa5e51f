"""A backup that cannot be taken or restored: a sentence, and nothing has changed."""

import hashlib
import io
import json
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from accounts.models import User
from audit import log, sealing
from pupils.models import Document
from schools.models import School
from sendcase.backup import archive, checking, rows, sealed, writing
from tests.factories.accounts import account
from tests.factories.people import UserFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(settings):
    secret, public = sealed.new_pair()
    settings.BACKUP_RECIPIENTS = [public]
    return secret


@pytest.fixture
def key(pair, tmp_path):
    path = tmp_path / "key"
    path.write_text(pair)
    return path


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    """A folder of its own: other tests leave papers in the common one."""
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept"


def backup(folder, *words) -> str:
    out = io.StringIO()
    call_command("backup", "--to", str(folder), *words, stdout=out)
    return out.getvalue()


def restore(path, key) -> None:
    call_command("restore", str(path), "--identity", str(key))


def kept(folder) -> list:
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture
def taken(folder, key):
    """A backup of a site with two people and a school; then the database is empty."""
    UserFactory(), UserFactory(), SchoolFactory()
    backup(folder)
    call_command("flush", interactive=False, verbosity=0)
    return kept(folder)[0]


def test_without_a_key_there_is_no_backup(folder, settings):
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(CommandError, match="backup_key"):
        backup(folder)
    settings.BACKUP_RECIPIENTS = ["age1nonsense"]
    with pytest.raises(CommandError, match="no age1"):
        backup(folder)
    assert kept(folder) == []


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), DatabaseError("gone")])
def test_a_backup_that_breaks_leaves_no_file(folder, pair, monkeypatch, error):
    def breaks(model):
        yield b"[1]\n" * 1_000_000
        raise error

    monkeypatch.setattr(rows, "lines", breaks)
    with pytest.raises(CommandError, match="No backup was written"):
        backup(folder)
    assert kept(folder) == []


def test_a_full_disk_leaves_no_file(pair, folder, monkeypatch):
    """The disk is full under the encryption, which runs in a thread of its own."""

    class Full:
        def __init__(self, file):
            self.file = file

        def write(self, data):
            raise OSError(28, "No space left on device")

        def flush(self):
            self.file.flush()

    real = archive.writing
    monkeypatch.setattr(archive, "writing", lambda file, to: real(Full(file), to))
    with pytest.raises(CommandError, match="No backup was written"):
        backup(folder)
    assert kept(folder) == []


def test_only_the_newest_are_kept_and_only_where_asked(folder, pair):
    folder.mkdir()
    for day in ("01", "02", "03"):
        (folder / f"sendcase-202601{day}T010000Z.backup").write_text("old")
    (folder / "notes.txt").write_text("not ours")
    backup(folder)
    assert len(kept(folder)) == 5
    for old in folder.glob("sendcase-20261*"):
        old.unlink()
    backup(folder, "--keep", "2")
    names = [path.name for path in kept(folder)]
    assert names[:2] == ["notes.txt", "sendcase-20260103T010000Z.backup"] and len(names) == 3
    with pytest.raises(CommandError, match="from 1"):
        backup(folder, "--keep", "0")


def test_a_file_that_is_lost_is_named_and_the_rest_is_backed_up(folder, pair, capsys):
    school, person = SchoolFactory(), UserFactory()
    from tests.factories.pupils import PupilFactory

    Document.objects.create(
        school=school, pupil=PupilFactory(school=school), title="Plan", file="documents/1/lost.pdf",
        media_type="application/pdf", size=1, sha256="0" * 64, needs="plan_view", made_by=person,
    )  # fmt: skip
    errors = io.StringIO()
    call_command("backup", "--to", str(folder), stderr=errors, stdout=io.StringIO())
    assert "documents/1/lost.pdf" in errors.getvalue() and len(kept(folder)) == 1


def damaged(path, where: str):
    data = bytearray(path.read_bytes())
    if where == "cut":
        del data[-1000:]
    elif where == "cut to nothing":
        data.clear()
    elif where == "last byte":
        data[-1] ^= 1
    elif where == "middle":
        data[len(data) // 2] ^= 1
    elif where == "head":
        data[30] ^= 1
    elif where == "longer":
        data += b"more"
    path.write_bytes(data)


@pytest.mark.parametrize(
    "where", ["cut", "cut to nothing", "last byte", "middle", "head", "longer"]
)
def test_a_damaged_file_changes_nothing(taken, key, where):
    damaged(taken, where)
    with pytest.raises(CommandError, match="damaged|cut off|does not open"):
        restore(taken, key)
    assert not User.objects.exists() and not School.objects.exists()


def test_another_key_does_not_open_it(taken, key):
    key.write_text(sealed.new_pair()[0])
    with pytest.raises(CommandError, match="does not open"):
        restore(taken, key)
    key.write_text("# nothing\n")
    with pytest.raises(CommandError, match="holds no key"):
        restore(taken, key)
    with pytest.raises(CommandError, match="cannot be read"):
        restore(taken, key.with_name("nowhere"))


def sealed_by_hand(path, public, members: dict):
    with path.open("wb") as file, archive.writing(file, sealed.recipients([public])) as writer:
        for name, value in members.items():
            writer.bytes(name, value if isinstance(value, bytes) else json.dumps(value).encode())


NOTHING = archive.Counted().facts([])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 2}, "format 2"),
        ({"migrations": ["letters.0002_later"]}, "newer version: it has letters.0002_later"),
        ({"columns": {}}, "other columns"),
    ],
)
def test_a_backup_of_another_version_says_which(tmp_path, settings, pair, key, change, words):
    path = tmp_path / "sendcase-x.backup"
    about = writing.about() | change
    sealed_by_hand(path, settings.BACKUP_RECIPIENTS[0], {"about.json": about})
    with pytest.raises(CommandError, match=words):
        restore(path, key)


def test_a_backup_from_before_a_migration_says_so(monkeypatch):
    theirs = writing.about()
    monkeypatch.setattr(rows, "migrations", lambda: [*theirs["migrations"], "letters.0002_later"])
    with pytest.raises(checking.Refused, match="older version, before letters.0002_later"):
        checking.fits(theirs)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, "no backup of SENDcase"),
        ({"manifest.json": NOTHING | {"last": {}, "missing": []}}, "no backup of SENDcase"),
        ({"surprise": b"x"}, "something unknown"),
        ({"tables/accounts_user/000000.jsonl": b"[]\n", "manifest.json": NOTHING}, "own list"),
        ({"files/../../out": b"x", "manifest.json": NOTHING}, "own list"),
    ],
)
def test_a_file_made_by_a_stranger_with_the_public_key(
    tmp_path, settings, pair, key, members, words
):
    path = tmp_path / "sendcase-x.backup"
    inside = members if words.startswith("no b") else {"about.json": writing.about()} | members
    sealed_by_hand(path, settings.BACKUP_RECIPIENTS[0], inside)
    with pytest.raises(CommandError, match=words):
        restore(path, key)


def test_a_file_that_would_land_elsewhere_lands_nowhere(tmp_path, settings, pair, key, folder):
    name, data = "../../elsewhere", b"x"
    counted = archive.Counted()
    counted.file(name, hashlib.sha256(data).hexdigest())
    manifest = counted.facts(rows.tables()) | {"last": {}, "missing": []}
    sealed_by_hand(
        tmp_path / "x.backup", settings.BACKUP_RECIPIENTS[0],
        {"about.json": writing.about(), f"files/{name}": data, "manifest.json": manifest},
    )  # fmt: skip
    with pytest.raises(CommandError, match="outside its folder"):
        restore(tmp_path / "x.backup", key)
    assert not list(tmp_path.parent.rglob("elsewhere"))


def test_another_sites_keys_are_said_and_the_rows_are_there(folder, key, settings, capsys):
    account()
    with transaction.atomic():
        log.record("plan.read", target=User.objects.get(), by=None, school_id=1)
    sealing.seal_all()
    backup(folder)
    call_command("flush", interactive=False, verbosity=0)
    settings.SECRET_KEY, settings.AUDIT_KEY = "n" * 40, "m" * 40
    restore(kept(folder)[0], key)
    said = capsys.readouterr().err
    assert "another SECRET_KEY" in said and "another AUDIT_KEY" in said
    assert User.objects.exists()


def test_rows_that_arrive_otherwise_are_taken_back(taken, key, monkeypatch, settings):
    real = rows.made

    def other(model, line):
        row = real(model, line)
        if isinstance(row, School):
            row.name += "!"
        return row

    monkeypatch.setattr(rows, "made", other)
    with pytest.raises(CommandError, match="did not arrive"):
        restore(taken, key)
    assert not School.objects.exists() and not settings.FILES_DIR.exists()
    monkeypatch.undo()
    restore(taken, key)
    assert School.objects.exists()


def test_files_that_are_there_are_not_mixed_with_others(taken, key, settings):
    settings.FILES_DIR.mkdir()
    (settings.FILES_DIR / "one.pdf").write_bytes(b"x")
    with pytest.raises(CommandError, match="not empty"):
        restore(taken, key)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (models.DecimalField(max_digits=9, decimal_places=2), Decimal("-0.10")),
        (models.DurationField(), timedelta(days=-3, seconds=5, microseconds=7)),
        (models.TimeField(), time(8, 50, 1, 5)),
        (models.BinaryField(), b"\x00\xff"),
        (models.BooleanField(), False),
        (models.JSONField(), {"a": [None, "2026-01-01", 1.0]}),
        (models.TextField(), None),
    ],
)
def test_kinds_of_columns_come_back_as_they_were(field, value):
    there = json.loads(json.dumps(rows.plain(field, value)))
    back = rows.value(field, there)
    assert (bytes(back) if isinstance(back, memoryview) else back) == value
    assert there is None or type(back) in {type(value), memoryview}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL makes nobody wait")
def test_on_sqlite_the_site_writes_on_while_it_is_backed_up(folder, pair, monkeypatch):
    """And what it writes meanwhile is not in it: the backup is of one moment."""
    import sqlite3

    real, seen = rows.lines, []

    def meanwhile(model):
        if model is User and not seen:
            place = connection.settings_dict["NAME"]
            if "memory" not in str(place):
                with sqlite3.connect(place, timeout=1) as other:
                    other.execute("CREATE TABLE meanwhile (id int)")
            seen.append(connection.transaction_mode)
        yield from real(model)

    monkeypatch.setattr(rows, "lines", meanwhile)
    backup(folder)
    assert seen == ["DEFERRED"] and connection.transaction_mode == "IMMEDIATE"
