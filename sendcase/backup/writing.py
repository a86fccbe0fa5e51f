"""Taking a backup: one moment of the database, and every file that it names."""

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from django.db import DatabaseError, connection

from sendcase import moment
from sendcase.backup import Refused, archive, numbers, rows, sealed
from sendcase.snapshot import one_moment

PATTERN = "sendcase-*.backup"


@dataclass
class Taken:
    path: Path
    rows: int
    files: int
    missing: list[str]


def take(folder: Path, keys: list[str]) -> Taken:
    """Write one backup into the folder. Raises Refused; then no file has been left behind."""
    to = sealed.recipients(keys)
    name = f"sendcase-{moment.now().astimezone(UTC):%Y%m%dT%H%M%SZ}.backup"
    path, part = folder / name, folder / f".{name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        clear(folder)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with archive.writing(file, to) as writer:
                missing = everything(writer)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            raise Refused("A backup was taken in this very second. Try again.")
        part.rename(path)
        settle(folder)
    except OSError as error:
        why = error.strerror or "it cannot be written"
        raise Refused(f"No backup was written to {folder}: {why}.") from error
    except DatabaseError as error:
        raise Refused("No backup was written: the database stopped answering.") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Taken(path, sum(writer.counted.rows.values()), writer.counted.files, missing)


def clear(folder: Path) -> None:
    """Delete what killed backups had begun. One that is being written is locked."""
    for part in folder.glob(".sendcase-*.part"):
        with suppress(OSError), part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()


def everything(writer: archive.Writer) -> list[str]:
    """Write it all. Returns the names of files that rows name and the disk does not have."""
    with one_moment():
        writer.json("about.json", about())
        last = {}
        for name, model in rows.tables().items():
            writer.table(name, rows.lines(model))
            last[name] = numbers.last(model)
        missing = all_files(writer)
    facts = writer.counted.facts(rows.tables())
    writer.json("manifest.json", facts | {"last": last, "missing": missing})
    return missing


def about() -> dict:
    return {
        "format": archive.FORMAT,
        "made_at": moment.now().isoformat(),
        "engine": connection.vendor,
        "migrations": rows.migrations(),
        "columns": rows.columns(),
    }


def all_files(writer: archive.Writer) -> list[str]:
    missing = []
    for storage, name in rows.files():
        try:
            with storage.open(name, "rb") as file:
                writer.file(name, storage.size(name), file)
        except FileNotFoundError:
            missing.append(name)
    return missing


def settle(folder: Path) -> None:
    """The new name stands on the disk, too, before anybody is told of it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prune(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups of this folder. Returns those deleted."""
    old = sorted(folder.glob(PATTERN))[:-keep]
    for path in old:
        path.unlink()
    return old
