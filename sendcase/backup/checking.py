"""Refusing a backup before anything is written: wrong key, damaged, or of another version."""

import json
from pathlib import Path

from django.conf import settings
from django.db import connection

from sendcase.backup import Refused, archive, rows


def refuse_a_filled_site(folder: Path) -> None:
    """Raises Refused unless the tables are there and empty, and no file is."""
    there = set(connection.introspection.table_names())
    if not set(rows.tables()) <= there:
        raise Refused("The database has no tables of this version yet. Run manage.py upgrade.")
    for name, model in rows.tables().items():
        if model._meta.label not in rows.FILLED_BY_MIGRATE and model._base_manager.exists():
            raise Refused(
                f"This database is not empty: there are rows in {name}. A backup is restored "
                "into a new, empty database only."
            )
    if folder.is_dir() and any(path.is_file() for path in folder.rglob("*")):
        raise Refused(f"The folder {folder} is not empty. Move it away first.")


def check(path: Path, identities) -> dict:
    """Read the whole file. Returns about.json and manifest.json as one, raises Refused."""
    about, manifest, counted = None, None, archive.Counted()
    with path.open("rb") as source, archive.reading(source, identities) as members:
        for name, file in members:
            if name == "about.json":
                about = json.load(file)
                fits(about)
            elif name == "manifest.json":
                manifest = json.load(file)
            else:
                count(counted, name, file)
    if about is None or manifest is None:
        raise Refused("The file is no backup of SENDcase, or it was cut off.")
    compare(manifest, counted)
    return about | manifest


def count(counted: archive.Counted, name: str, file) -> None:
    kind, _, rest = name.partition("/")
    if kind == "tables":
        table = rest.partition("/")[0]
        for line in file:
            counted.row(table, line)
    elif kind == "files":
        counted.file(rest, sha256(file))
    else:
        raise Refused(f"The backup holds something unknown: {name}.")


def sha256(file) -> str:
    hashed = archive.Hashed(file)
    while hashed.read(archive.CHUNK):
        pass
    return hashed.digest.hexdigest()


def compare(manifest: dict, counted: archive.Counted) -> None:
    found = counted.facts(manifest["tables"])
    strange = set(counted.rows) - set(manifest["tables"])
    if strange or found != {name: manifest[name] for name in found}:
        raise Refused("The backup does not hold what its own list says. It was damaged.")


def fits(about: dict) -> None:
    """Raises Refused where another version of SENDcase has made it."""
    if about["format"] != archive.FORMAT:
        raise Refused(
            f"The backup has format {about['format']}, this version reads {archive.FORMAT}. "
            "Restore it with the version that made it, then upgrade."
        )
    theirs, ours = set(about["migrations"]), set(rows.migrations())
    if theirs - ours:
        raise Refused(
            f"The backup was made by a newer version: it has {names(theirs - ours)}. "
            "Restore it with that version."
        )
    if ours - theirs:
        raise Refused(
            f"The backup was made by an older version, before {names(ours - theirs)}. "
            "Restore it with that version, then run manage.py upgrade with this one."
        )
    if about["columns"] != rows.columns():
        raise Refused(
            "The backup was made by another version: its tables have other columns. "
            "Restore it with that version, then upgrade."
        )


def names(migrations: set[str]) -> str:
    return ", ".join(sorted(migrations))


def files_folder() -> Path:
    return Path(settings.FILES_DIR)
