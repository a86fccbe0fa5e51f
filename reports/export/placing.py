"""Files on their way in: under names of our own, and taken away again where no rows come. Each name
stands in a list before its file is there: what a killed import left, the next takes away.
"""

import fcntl
import hashlib
import uuid
from contextlib import suppress
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.base import File

from pupils.documents import SUFFIX
from reports.export import Refused, archive

# Table → (folder, ending). A document's ending hangs on what it is.
FOLDERS = {
    "reports.BoardVersion": ("board", ".pdf"),
    "pupils.Document": ("documents", ""),
    "pupils.PupilPhoto": ("photos", ".jpg"),
    "ehcp.AuthorityForm": ("forms", ".docx"),
}
# What a file of this ending begins with. Plain text begins as it likes, and is only ever saved.
BEGINS = {".pdf": b"%PDF", ".jpg": b"\xff\xd8", ".docx": b"PK\x03\x04"}
# Where `sha256` is the sum of something else than the file: the field that holds the file's.
SUMS = {"reports.BoardVersion": "file_sha256"}


LISTS = "importing-*.list"


class Placed:
    def __init__(self):
        self.there: list[tuple[object, str]] = []
        self.path = Path(settings.DATA_DIR) / LISTS.replace("*", uuid.uuid4().hex)
        self.list = self.path.open("x")
        fcntl.flock(self.list, fcntl.LOCK_EX)  # for as long as this process lives

    @property
    def count(self) -> int:
        return len(self.there)

    def place(self, incoming, storage, label: str, row: dict, school: int) -> str:
        """Returns the name in the storage. Raises Refused for a file that is not the row's."""
        folder, suffix = FOLDERS[label]
        suffix = suffix or ending(row)
        name = f"{folder}/{school}/{uuid.uuid4().hex}{suffix}"
        file = incoming.file(row["uid"])
        if file is None:
            return name  # it was gone before the export was made; the page says so
        with file:
            if row[SUMS.get(label, "sha256")] != digest(file):
                raise Refused(f"The file of the record {row['uid']} is another one than it says.")
            file.seek(0)
            refuse_another_kind(file, suffix, row)
            self.list.write(f"{label} {name}\n")
            self.list.flush()
            name = storage.save(name, File(file))
        self.there.append((storage, name))
        return name

    def take_away(self) -> None:
        for storage, name in self.there:
            with suppress(OSError):
                storage.delete(name)

    def done(self) -> None:
        self.path.unlink(missing_ok=True)  # another import's clear() was quicker
        self.list.close()


def clear() -> None:
    """Take away the files of imports that were killed, unless their rows are there."""
    for path in Path(settings.DATA_DIR).glob(LISTS):
        with suppress(OSError), path.open() as lines:
            fcntl.flock(lines, fcntl.LOCK_EX | fcntl.LOCK_NB)  # another import works on this one
            for label, name in (line.split() for line in lines if line.endswith("\n")):
                model = apps.get_model(label)
                field = next(f for f in model._meta.fields if hasattr(f, "storage"))
                if not model._base_manager.filter(**{field.name: name}).exists():
                    field.storage.delete(name)
            path.unlink()


def ending(row: dict) -> str:
    """Of a document. Raises Refused for a kind that we never keep."""
    kind = row["media_type"]
    if not isinstance(kind, str) or kind not in SUFFIX:
        raise Refused(
            f"The record {row['uid']} has a file of the kind {kind!r}: we keep none such."
        )
    return SUFFIX[kind]


def refuse_another_kind(file, suffix: str, row: dict) -> None:
    """A page or a program by the name of a paper would be shown as one."""
    first = BEGINS.get(suffix, b"")
    if file.read(len(first)) != first:
        raise Refused(f"The file of the record {row['uid']} is of another kind than it says.")
    file.seek(0)


def digest(file) -> str:
    found = hashlib.sha256()
    while chunk := file.read(archive.CHUNK):
        found.update(chunk)
    return found.hexdigest()
