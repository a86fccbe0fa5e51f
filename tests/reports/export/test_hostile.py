"""Files made by somebody who knows how we read them: each is refused, and what is here stays."""

import hashlib
import io
import json
import random
import re
import stat
import struct
import warnings
import zipfile

import pytest

from accounts.models import User
from audit.models import Event
from pupils.models import Pupil
from reports.export import Refused, checking, schema
from reports.export.importing import bring
from reports.export.placing import Placed
from schools.models import Membership, School
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.reports.export.files import changed, members, packed, rows
from tests.reports.export.test_refused import refused, set_first, with_manifest, with_rows

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
__all__ = ["refused"]
PUPILS = "data/pupils.Pupil.jsonl"


def zipped(found: dict[str, bytes], change=lambda info: None, also=()) -> bytes:
    """As `packed(honest=False)`, with something done to the entry of each file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as to, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of a name that stands there twice
        for name, data in [*found.items(), *also]:
            info = zipfile.ZipInfo(name)
            change(info)
            to.writestr(info, data)
    return target.getvalue()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFBLK])
def test_a_link_or_a_device_by_the_name_of_a_paper(refused, kind):
    def mark(info):
        if info.filename.startswith("files/"):
            info.external_attr = (kind | 0o777) << 16

    assert "never write" in refused(lambda data: zipped(members(data), mark))


def test_a_name_that_stands_there_twice(refused):
    """What was compared and what is read could be two files."""
    twice = [(PUPILS, b"")]
    assert "never write" in refused(lambda data: zipped(members(data), also=twice))


@pytest.mark.parametrize(
    "name",
    ["", "/", "data/", f"{PUPILS}\n", f"./{PUPILS}", PUPILS.upper(), "data//pupils.Pupil.jsonl",
     "data/pupils.Pupil.jsonl/", "C:/x", "//host/x", "files/%2e%2e", "files/\u2024\u2024/x",
     "files/0000000A-0000-0000-0000-000000000000", "schema/..", "log/events.jsonl/../x"],
)  # fmt: skip
def test_other_names_that_we_never_write(refused, name):
    assert "never write" in refused(lambda data: zipped(members(data), also=[(name, b"x")]))


def test_an_entry_that_says_less_than_it_holds(refused):
    """The list of the zip says a byte; behind it lie as many as it likes."""

    def spoil(data):
        at = data.index(b"PK\x01\x02")
        while data[at + 46 :][: len(PUPILS)] != PUPILS.encode():
            at = data.index(b"PK\x01\x02", at + 4)
        return data[: at + 24] + struct.pack("<I", 1) + data[at + 28 :]

    assert re_any(refused(spoil), "damaged", "SHA-256", "too large", "no school export")


def test_two_entries_of_one_place(refused):
    """A zip whose list leads from two names to the same bytes."""

    def spoil(data):
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            there = whole.getinfo("about.txt").header_offset
        at = data.index(b"PK\x01\x02")
        while data[at + 46 :][: len(PUPILS)] != PUPILS.encode():
            at = data.index(b"PK\x01\x02", at + 4)
        return data[: at + 42] + struct.pack("<I", there) + data[at + 46 :]

    assert re_any(refused(spoil), "damaged", "cut off")


def test_a_locked_entry(refused):
    def lock(data):
        at = data.index(b"PK\x01\x02")
        return data[: at + 8] + struct.pack("<H", 1) + data[at + 10 :]

    assert "damaged" in refused(lock)


def test_bytes_changed_at_random_are_refused_and_never_break(whole_file, tmp_path, monkeypatch):
    """In the part of the zip that says what is where; each sum is compared as well."""
    number, path, chance = schema.number(), tmp_path / "x.zip", random.Random(9)
    monkeypatch.setattr(schema, "number", lambda: number)
    small = {n: d for n, d in members(whole_file).items() if not n.startswith(("files", "schema"))}
    whole = packed({name: data[:300] if name[0] in "dl" else data for name, data in small.items()})
    first = whole.index(b"PK\x01\x02")
    for _ in range(150):
        spoilt = bytearray(whole)
        for _ in range(chance.choice((1, 2, 4))):
            spoilt[chance.randrange(first, len(whole))] = chance.choice((0, 255, 7))
        path.write_bytes(spoilt)
        try:
            with checking.Incoming(path) as incoming:
                assert set(incoming.members) == set(small)
        except Refused:
            pass


def re_any(said: str, *words: str) -> bool:
    return any(word in said for word in words)


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{", b"[]", b'"x"', b"null", b"{}", b'{"a":' * 50_000, b'{"format":NaN}',
     b'{"format":1e999,"format":1}', b"1" * 5000, b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}"],
)  # fmt: skip
def test_a_manifest_that_is_none(refused, manifest):
    def spoil(data):
        return packed(members(data) | {"manifest.json": manifest}, honest=False)

    assert re_any(refused(spoil), "cannot be read", "no school export")


@pytest.mark.parametrize("number", [None, 0, [], {}, "", "../x", 10**400, True])
def test_a_number_of_the_schema_that_is_none(refused, number):
    assert "another version" in refused(with_manifest(schema=number))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "latin-1"])
def test_rows_in_another_encoding(refused, encoding):
    def spoil(data):
        found = members(data)
        found[PUPILS] = found[PUPILS].decode().replace("👧", "ÿ").encode(encoding, "replace")
        return packed(found)

    assert "cannot be read" in refused(spoil)


@pytest.mark.parametrize(
    "line", [b'{"a":1e999}', b'{"a":-Infinity}', b'{"a":' + b"9" * 5000 + b"}", b"null", b"\x00"]
)
def test_numbers_and_lines_that_no_program_of_ours_writes(refused, line):
    said = refused(lambda data: packed(members(data) | {PUPILS: line}))
    assert re_any(said, "cannot be read", "uid is missing")


def test_a_table_that_is_missing(refused):
    def spoil(data):
        found = members(data)
        found.pop(PUPILS)
        return packed(found)

    assert "other tables" in refused(spoil)


def test_a_paper_that_is_missing(refused):
    def spoil(data):
        found = members(data)
        found.pop(next(name for name in found if name.startswith("files/")))
        return packed(found)

    assert "is not there" in refused(spoil)


@pytest.mark.parametrize("missing", [None, 1, {}, [1], [None], ["../x"]])
def test_what_is_said_to_be_missing_may_be_nonsense(whole_file, tmp_path, missing):
    path = tmp_path / "x.zip"
    path.write_bytes(with_manifest(missing=missing)(whole_file))
    assert not set(bring(path).missing) & set(members(whole_file))


@pytest.mark.parametrize(
    ("label", "field", "value", "words"),
    [
        ("pupils.Pupil", "version", 1.5, "can hold"),
        ("pupils.Pupil", "version", True, "can hold"),
        ("pupils.Pupil", "version", "1", "can hold"),
        ("pupils.Pupil", "version", 2**63, "can hold"),
        ("pupils.Pupil", "created_at", "2026-13-01T00:00:00+00:00", "can hold"),
        ("pupils.Pupil", "born_on", "0000-00-00", "can hold"),
        ("pupils.Pupil", "born_on", 0, "can hold"),
        ("pupils.Pupil", "uid", "x", "can hold|points at"),
        ("pupils.Pupil", "uid", {"a": 1}, "uid is missing"),
        ("pupils.Pupil", "school", ["x"], "points at"),
        ("accounts.User", "email", "a@b.example\nBcc: c@d.example", "can hold"),
        ("accounts.User", "email", ["a"], "without an address"),
        ("accounts.User", "is_superuser", True, "has or lacks"),
        ("accounts.User", "password", "x", "has or lacks"),
        ("schools.School", "slug", "../x", "can hold"),
        ("schools.Membership", "user", "x", "points at"),
        ("pupils.Document", "media_type", "text/html", "none such"),
        ("pupils.Document", "media_type", "image/svg+xml", "none such"),
        ("pupils.Document", "media_type", None, "none such|missing"),
    ],
)
def test_other_fields_that_are_wrong(refused, label, field, value, words):
    assert re.search(words, refused(with_rows(label, set_first(field, value))))


@pytest.mark.parametrize("page", [b"<!doctype html><script>alert(1)</script>", b"MZ\x90", b""])
def test_a_paper_that_is_something_else(refused, page):
    """The sum is right; the kind is not."""

    def spoil(data):
        found = members(data)
        pdf = next(row for row in rows(data, "pupils.Document")
                   if row["media_type"] == "application/pdf")  # fmt: skip
        found[f"files/{pdf['uid']}"] = page

        def change(lines):
            for line in lines:
                if line["uid"] == pdf["uid"]:
                    line["sha256"] = hashlib.sha256(page).hexdigest()

        return changed(packed(found), "pupils.Document", change)

    assert "another kind than it says" in refused(spoil)


# Of another school of the site.


@pytest.fixture
def there(db):
    """A child of a school that is here already, and what may not change."""
    pupil = PupilFactory(legal_first_name="Here")
    pupil.head = member(pupil.school, "head")
    return pupil


def stays(there, data: bytes, tmp_path) -> str:
    """Bring the file; returns why not. Nothing of the other school is another."""
    path, before = tmp_path / "x.zip", everything(there)
    path.write_bytes(data)
    with pytest.raises(Refused) as why:
        bring(path)
    assert everything(there) == before and School.objects.count() == 1
    assert not Event.objects.filter(verb="school.imported").exists()
    return str(why.value)


def everything(there) -> list:
    found = [Pupil, School, Membership, User]
    return [sorted(model.objects.values_list(), key=str) for model in found]


def test_the_uid_of_a_child_of_another_school(there, whole_file, tmp_path):
    taken = rows(whole_file, "pupils.Pupil")[0]["uid"].encode()
    mine = str(there.uid)
    found = {name.replace(taken.decode(), mine): data.replace(taken, mine.encode())
             for name, data in members(whole_file).items()}  # fmt: skip
    assert "some are here already" in stays(there, packed(found), tmp_path)


@pytest.mark.parametrize(
    ("label", "field"),
    [("pupils.Document", "pupil"), ("schools.Membership", "school"), ("pupils.Pupil", "school")],
)
def test_a_row_that_points_at_another_school(there, whole_file, tmp_path, label, field):
    uid = there.uid if field == "pupil" else there.school.uid
    data = changed(whole_file, label, set_first(field, str(uid)))
    assert "points at a record that is not in the file" in stays(there, data, tmp_path)


def test_the_uid_of_another_school(there, whole_file, tmp_path):
    mine = json.loads(members(whole_file)["manifest.json"])["school"]["uid"].encode()
    found = {name: data.replace(mine, str(there.school.uid).encode())
             for name, data in members(whole_file).items()}  # fmt: skip
    assert "here already" in stays(there, packed(found), tmp_path)


def test_an_account_of_here_does_not_get_a_role_at_its_own_school(there, whole_file, tmp_path):
    """A file names the head of another school: they get a role at the school that came, alone."""
    path = tmp_path / "x.zip"

    def claim(found):
        found[0] |= {"email": there.head.email}

    path.write_bytes(changed(whole_file, "accounts.User", claim))
    before = set(Membership.objects.filter(school=there.school).values_list())
    brought = bring(path)
    assert set(Membership.objects.filter(school=there.school).values_list()) == before
    assert [name for name in brought.known if name.startswith(there.head.name)]


def test_the_room_of_a_refused_file_is_given_back(there, whole_file, tmp_path, monkeypatch):
    """Files are written before the last row: of a refused one none is left."""
    names, place = [], Placed.place

    def noting(*args):
        names.append((args[2], place(*args)))
        return names[-1][1]

    monkeypatch.setattr(Placed, "place", noting)
    stays(there, changed(whole_file, "schools.Term", set_first("ends_on", "2001-01-01")), tmp_path)
    assert len(names) > 10 and not any(storage.exists(name) for storage, name in names)
