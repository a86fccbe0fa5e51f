"""The inside of a backup: a compressed tar, written and read in one go.

about.json                   format, moment, engine, migrations, columns
tables/<table>/<number>.jsonl  its rows, one list of values a line
files/<name>                 every file that a row names
manifest.json                what must have been read by then
"""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sendcase.backup import Refused
from sendcase.backup.sealed import Opening, Sealing

FORMAT = 1
CHUNK = 2 * 1024 * 1024
DAMAGED = (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, json.JSONDecodeError, KeyError)


@dataclass
class Counted:
    """What has passed: compared with the manifest."""

    rows: dict = field(default_factory=lambda: defaultdict(int))
    digests: dict = field(default_factory=lambda: defaultdict(hashlib.sha256))
    files: int = 0
    files_digest: object = field(default_factory=hashlib.sha256)

    def row(self, table: str, line: bytes) -> None:
        self.rows[table] += 1
        self.digests[table].update(line)

    def file(self, name: str, sha256: str) -> None:
        self.files += 1
        self.files_digest.update(f"{name} {sha256}\n".encode())

    def facts(self, tables) -> dict:
        return {
            "tables": {
                name: {"rows": self.rows[name], "sha256": self.digests[name].hexdigest()}
                for name in tables
            },
            "files": {"number": self.files, "sha256": self.files_digest.hexdigest()},
        }


class Hashed(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file):
        self.file, self.digest = file, hashlib.sha256()

    def readable(self):
        return True

    def read(self, size=-1):
        data = self.file.read(size)
        self.digest.update(data)
        return data


class Writer:
    def __init__(self, tar: tarfile.TarFile):
        self.tar, self.counted = tar, Counted()

    def json(self, name: str, value) -> None:
        self.bytes(name, json.dumps(value, indent=1, sort_keys=True).encode())

    def bytes(self, name: str, data: bytes) -> None:
        self.tar.addfile(info(name, len(data)), io.BytesIO(data))

    def table(self, name: str, lines: Iterator[bytes]) -> None:
        held, size, number = [], 0, 0
        for line in lines:
            self.counted.row(name, line)
            held.append(line)
            size += len(line)
            if size >= CHUNK:
                self.bytes(f"tables/{name}/{number:06}.jsonl", b"".join(held))
                held, size, number = [], 0, number + 1
        if held:
            self.bytes(f"tables/{name}/{number:06}.jsonl", b"".join(held))

    def file(self, name: str, size: int, content) -> None:
        hashed = Hashed(content)
        self.tar.addfile(info(f"files/{name}", size), hashed)
        self.counted.file(name, hashed.digest.hexdigest())


def info(name: str, size: int) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size, made.mode = size, 0o600
    return made


@contextmanager
def writing(target, keys) -> Iterator[Writer]:
    with (
        Sealing(target, keys) as sealing,
        gzip.GzipFile(fileobj=sealing.file, mode="wb", compresslevel=3, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        yield Writer(tar)


@contextmanager
def reading(source, keys) -> Iterator[Iterator[tuple[str, object]]]:
    """(name, file) of each member in turn. Raises Refused for a file that is not whole."""
    try:
        with (
            Opening(source, keys) as opening,
            gzip.GzipFile(fileobj=opening.file, mode="rb") as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            yield ((member.name, tar.extractfile(member)) for member in tar if member.isreg())
            while packed.read(CHUNK):  # to the end of the packing, where its own sum stands
                pass
    except DAMAGED as error:
        raise Refused("The file is damaged or was cut off.") from error
