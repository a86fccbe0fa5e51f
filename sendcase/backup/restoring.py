"""Loading a backup into an empty site: all of it, or nothing."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import SuspiciousFileOperation
from django.db import DatabaseError, connection, transaction
from django.utils._os import safe_join

from audit import log, sealing
from audit.models import NO_SCHOOL
from sendcase.backup import Refused, archive, checking, numbers, rows
from sendcase.outbox import holding


def restore(path: Path, identities, *, moved: bool) -> dict:
    """Raises Refused, and then nothing has changed. Returns the backup's facts.

    moved: the site that was backed up is stopped for good; this one takes its place and sends.
    Otherwise it is not released, and every mail that waited is held back.
    """
    folder = checking.files_folder()
    checking.refuse_a_filled_site(folder)
    facts = checking.check(path, identities)
    beside = folder.with_name(folder.name + ".restoring")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        load(path, identities, facts, beside, folder, moved)
    except DatabaseError as error:
        raise Refused(
            "The database refused the rows; nothing was changed. On PostgreSQL only the owner of "
            "the tables can restore (docs/operators/upgrade.md)."
        ) from error
    except OSError as error:
        raise Refused(f"The files could not be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return facts


def load(path, identities, facts, beside, folder, moved) -> None:
    placed = False
    try:
        with transaction.atomic():
            checking.refuse_a_filled_site(folder)
            empty_what_migrate_filled()
            with path.open("rb") as source, archive.reading(source, identities) as members:
                for name, file in members:
                    put(name, file, beside)
            connection.check_constraints()
            prove(facts)
            for name, model in rows.tables().items():
                numbers.go_on_after(model, facts["last"][name])
            begin(facts, moved)
            placed = place(beside, folder)
    except BaseException:
        if placed:
            folder.rename(beside)
        raise
    finally:
        ContentType.objects.clear_cache()


def empty_what_migrate_filled() -> None:
    for model in rows.tables().values():
        if model._meta.label in rows.FILLED_BY_MIGRATE:
            model._base_manager.all()._raw_delete("default")


def put(name: str, file, beside: Path) -> None:
    kind, _, rest = name.partition("/")
    if kind == "tables":
        model = rows.tables()[rest.partition("/")[0]]
        held = []
        for line in file:
            held.append(rows.made(model, line))
            if len(held) == rows.AT_A_TIME:
                rows.insert(model, held)
                held = []
        rows.insert(model, held)
    elif kind == "files":
        target = inside(beside, rest)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
            shutil.copyfileobj(file, to, archive.CHUNK)
            to.flush()
            os.fsync(to.fileno())


def inside(folder: Path, name: str) -> Path:
    """Where a file of the backup goes: below the folder, or nowhere."""
    try:
        return Path(safe_join(folder, name))
    except SuspiciousFileOperation as error:
        raise Refused("The backup names a file outside its folder. Nothing was changed.") from error


def prove(facts: dict) -> None:
    """Read every table back and compare it with what the backup was made of."""
    for name, model in rows.tables().items():
        counted = archive.Counted()
        for line in rows.lines(model):
            counted.row(name, line)
        if counted.facts([name])["tables"][name] != facts["tables"][name]:
            raise Refused(f"The rows of {name} did not arrive as they were. Nothing was changed.")


def begin(facts: dict, moved: bool) -> None:
    why = f"Restored from the backup of {facts['made_at'][:16].replace('T', ' ')} UTC"
    if not moved:
        holding.begin(why)
    chain, _ = sealing.Chain.objects.get_or_create(school_id=NO_SCHOOL)
    detail = {"backup": facts["made_at"], "moved": moved}
    log.record("site.restored", target=chain, by=None, school_id=NO_SCHOOL, detail=detail)


def place(beside: Path, folder: Path) -> bool:
    """The files under their own name. The last step before the rows count."""
    if not beside.exists():
        return False
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)  # empty, we looked
    beside.rename(folder)
    return True
