"""The zip itself.

about.txt               what this is, in plain words
manifest.json           format, schema, school, and size and sha256 of every other file
schema/<table>.json     what each field of a table means
data/<table>.jsonl      its rows, one a line
log/events.jsonl        who changed or read what; never taken in again
files/<uid>             a document, a photo, a form: of the row with this uid
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from contextlib import contextmanager

FORMAT = 1
PROGRAM = "SENDcase school export"
LOG = "log/events.jsonl"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
DAY = (1980, 1, 1, 0, 0, 0)  # the same rows make the same bytes, whenever they are written


class Packing:
    """A zip that is being written. facts: name → size and sha256, for the manifest."""

    def __init__(self, file):
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.facts: dict[str, dict] = {}

    def lines(self, name: str, lines: Iterable[bytes]) -> int:
        """Returns how many there were."""
        count = 0
        with self.member(name) as write:
            for count, line in enumerate(lines, 1):  # noqa: B007 the last number counts
                write(line)
        return count

    def bytes(self, name: str, data: bytes) -> None:
        with self.member(name) as write:
            write(data)

    def stream(self, name: str, file) -> None:
        """A file as it is: pictures and PDFs are packed already."""
        with self.member(name, zipfile.ZIP_STORED) as write:
            while chunk := file.read(CHUNK):
                write(chunk)

    @contextmanager
    def member(self, name: str, how=zipfile.ZIP_DEFLATED):
        info = zipfile.ZipInfo(name, DAY)
        info.compress_type, info.external_attr = how, 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as to:

            def write(data: bytes) -> None:
                nonlocal size
                digest.update(data)
                size += len(data)
                to.write(data)

            yield write
        self.facts[name] = {"size": size, "sha256": digest.hexdigest()}

    def take(self, piece) -> None:
        """Every file of another zip, in its order."""
        with zipfile.ZipFile(piece) as other:
            for info in other.infolist():
                with other.open(info) as file, self.member(info.filename, info.compress_type) as to:
                    while chunk := file.read(CHUNK):
                        to(chunk)

    def manifest(self, facts: dict) -> None:
        whole = {"program": PROGRAM, "format": FORMAT, **facts, "files": self.facts}
        text = json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False)
        self.bytes(MANIFEST, text.encode() + b"\n")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.zip.close()
