"""Reading a file that somebody brings, and refusing a wrong one before a row is written.

Nothing in it is trusted: names, sizes and sums are compared with its own list, and that list with
what this version writes. Nothing is ever unpacked to a name that the file chose.
"""

import hashlib
import json
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from reports.export import Refused, archive, kept, schema

MB = 1024 * 1024
MOST_FILES = 200_000  # thirty times those of a large school after three years
MOST_LIST = 64 * MB  # the manifest: 200 bytes for each file
MOST_ROWS = 2_000_000  # of one table
MOST_FILE = 512 * MB  # one paper: the largest pack of papers is well below
MOST_LINE = 16 * MB  # one record
MOST_TIMES = 1000  # as much as text ever shrinks, and more than any record of ours
NAME = re.compile(
    r"about\.txt|manifest\.json|log/events\.jsonl|schema/[A-Za-z_.]{3,80}\.json|"
    r"data/[A-Za-z_.]{3,80}\.jsonl|files/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
PLAIN = {0, stat.S_IFREG}  # a file: no link, no folder, no device
SUM = re.compile(r"[0-9a-f]{64}")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Incoming:
    """A file that was opened and compared: use it in a `with`. Raises Refused.

    sha256: of the whole file, as the page of its export shows it; "": not said.
    """

    def __init__(self, path: Path, sha256=""):
        self.was_compared = bool(sha256)
        try:
            _refuse_another(path, sha256)
            self.zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise Refused(f"There is no file {path}.") from error
        except (*DAMAGED, OSError) as error:
            raise Refused("This is no school export, or it was cut off on its way.") from error

    def __enter__(self):
        try:
            self.members = self._members()
            self.manifest = self._manifest()
            self._compare()
        except BaseException:
            self.zip.close()
            raise
        return self

    def __exit__(self, *error):
        self.zip.close()

    def _members(self) -> dict[str, zipfile.ZipInfo]:
        found: dict[str, zipfile.ZipInfo] = {}
        if len(self.zip.infolist()) > MOST_FILES:
            raise Refused("The file holds more files than any school has.")
        for info in self.zip.infolist():
            known = NAME.fullmatch(info.filename) and stat.S_IFMT(info.external_attr >> 16) in PLAIN
            if not known or info.filename in found:
                raise Refused(f"The file holds something that we never write: {info.filename!r}.")
            too_big = info.file_size > MOST_TIMES * max(info.compress_size, 1) + MB
            if too_big or info.filename.startswith("files/") and info.file_size > MOST_FILE:
                raise Refused(f"{info.filename} is far too large when it is unpacked.")
            found[info.filename] = info
        whole = sum(info.file_size for info in found.values())
        if whole > shutil.disk_usage(kept_at()).free:
            raise Refused("There is not enough room on the disk for what the file holds.")
        return found

    def _manifest(self) -> dict:
        info = self.members.get(archive.MANIFEST)
        if info is None or info.file_size > MOST_LIST:
            raise Refused("This is no school export: it has no manifest.json.")
        with reading():
            found = parsed(self.zip.read(info), archive.MANIFEST)
        if found.get("program") != archive.PROGRAM or found.get("format") != archive.FORMAT:
            raise Refused(
                f"This is no school export of the format that we read (number {archive.FORMAT})."
            )
        if found.get("schema") != schema.number():
            raise Refused(
                "The file comes from another version of SENDcase: its schema number is "
                f"{found.get('schema')!r}, ours is {schema.number()!r}. Bring both sites to the "
                "same version and make the export again."
            )
        return found

    def _compare(self) -> None:
        listed = self.manifest.get("files")
        if not isinstance(listed, dict):
            raise Refused("The manifest does not say what is in the file.")
        if set(listed) | {archive.MANIFEST} != set(self.members):
            raise Refused("The manifest names other files than those that are here.")
        tables = {f"data/{label}.jsonl" for label in kept.models()}
        if tables != {name for name in listed if name.startswith("data/")}:
            raise Refused("The file has other tables than this version of SENDcase.")
        for name, facts in listed.items():
            self._compare_one(name, facts)

    def _compare_one(self, name: str, facts) -> None:
        digest, size = hashlib.sha256(), 0
        with reading(), self.zip.open(self.members[name]) as file:
            while chunk := file.read(archive.CHUNK):
                digest.update(chunk)
                size += len(chunk)
        if facts != {"size": size, "sha256": digest.hexdigest()}:
            raise Refused(f"{name} is not as it was written: its SHA-256 sum differs.")

    def lines(self, label: str) -> Iterator[tuple[str, dict]]:
        """(where it stands, row) of a table. Raises Refused for what is no row of ours."""
        name = f"data/{label}.jsonl"
        with reading(), self.zip.open(self.members[name]) as file:
            number = 0
            while line := file.readline(MOST_LINE + 1):
                number += 1
                where = f"{name}, line {number}"
                if number > MOST_ROWS:
                    raise Refused(f"{name} holds more records than any school has.")
                if len(line) > MOST_LINE:
                    raise Refused(f"{where} is too long.")
                yield where, parsed(line, where)

    @property
    def missing(self) -> list[str]:
        """Records whose file the disk had lost before the export was made."""
        found = self.manifest.get("missing", [])
        return [uid for uid in found if isinstance(uid, str)] if isinstance(found, list) else []

    @property
    def school(self) -> str | None:
        """The uid that the manifest names."""
        found = self.manifest.get("school")
        return found.get("uid") if isinstance(found, dict) else None

    def file(self, uid: str):
        """The file of a row, open; None where the manifest says that it was missing."""
        info = self.members.get(f"files/{uid}")
        if info is None:
            if uid in self.missing:
                return None
            raise Refused(f"The file of the record {uid} is not there.")
        return self.zip.open(info)


def _refuse_another(path: Path, sha256: str) -> None:
    sha256 = sha256.strip().lower()
    if sha256 and not SUM.fullmatch(sha256):
        raise Refused("That is no SHA-256 sum: it has 64 letters and digits. Copy it whole.")
    with path.open("rb") as file:
        if sha256 and hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise Refused(
                "This is not the file of that SHA-256 sum: somebody changed it, or it was damaged "
                "on its way. Copy it again, and compare with the page of the export."
            )


class reading:  # noqa: N801 reads as a word of the language
    """What a damaged zip raises becomes Refused."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, DAMAGED):
            raise Refused("The file is damaged or was cut off.") from error


def parsed(data: bytes, where: str) -> dict:
    """One object, in UTF-8. A name that stands there twice counts as a mistake."""
    try:
        found = json.loads(data.decode(), object_pairs_hook=once, parse_constant=never)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{where} cannot be read.") from error
    if not isinstance(found, dict):
        raise Refused(f"{where} cannot be read.")
    return found


def once(pairs) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def never(word):
    raise ValueError(f"{word} is no number")


def kept_at() -> str:
    """Where private files are, for the room on that disk."""
    from django.conf import settings

    return str(settings.DATA_DIR)
