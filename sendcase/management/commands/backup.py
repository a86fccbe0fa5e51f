"""Write one encrypted file with every record and every file of the site. The site goes on."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sendcase.backup import Refused, writing
from sendcase.jobs import ticks


class Command(BaseCommand):
    help = "Back up the database and the files into one encrypted file."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="folder; DATA_DIR/backups without it")
        parser.add_argument("--keep", type=int, help="delete all but this many of the folder")

    def handle(self, to, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep needs a number from 1.")
        folder, began = to or settings.DATA_DIR / "backups", time.monotonic()
        try:
            taken = writing.take(folder, settings.BACKUP_RECIPIENTS)
        except Refused as why:
            raise CommandError(str(why)) from why
        ticks.note(ticks.BACKUP)
        seconds = time.monotonic() - began
        self.stdout.write(f"{taken.path}")
        self.stdout.write(
            f"{taken.rows} rows, {taken.files} files, {taken.path.stat().st_size} bytes, "
            f"{seconds:.1f} seconds. SECRET_KEY and AUDIT_KEY are not in it: keep them elsewhere."
        )
        for name in taken.missing:
            self.stderr.write(f"A record names the file {name}, but the disk does not have it.")
        for path in writing.prune(folder, keep) if keep else []:
            self.stdout.write(f"Deleted {path.name}.")
