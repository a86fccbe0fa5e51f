"""Load a backup into an empty, upgraded site. All of it arrives, or nothing changes."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.adapter import second_factors_open
from audit import sealing
from sendcase.backup import Refused, restoring, sealed
from sendcase.outbox import holding


class Command(BaseCommand):
    help = "Restore a backup. The site then sends nothing until manage.py release."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, required=True, help="file with the secret key")
        parser.add_argument(
            "--moved", action="store_true",
            help="the site it was taken from is stopped for good: this one sends in its place",
        )  # fmt: skip

    def handle(self, file, identity, moved, **options):
        began = time.monotonic()
        try:
            keys = sealed.identities(identity.read_text())
            facts = restoring.restore(file, keys, moved=moved)
        except Refused as why:
            raise CommandError(str(why)) from why
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"A file cannot be read: {error}") from error
        rows = sum(table["rows"] for table in facts["tables"].values())
        self.stdout.write(
            f"Restored: {rows} rows, {facts['files']['number']} files, "
            f"{time.monotonic() - began:.1f} seconds. Every row was compared with the backup."
        )
        self.say_what_is_left(facts)

    def say_what_is_left(self, facts):
        for name in facts["missing"]:
            self.stderr.write(f"The site had lost this file before the backup: {name}")
        if not sealing.ends_fit():
            self.stderr.write(
                "The audit log was sealed with another AUDIT_KEY than this site has. Set the one "
                "from before (docs/operators/keys.md), or nobody can prove that it is whole."
            )
        if not second_factors_open():
            self.stderr.write(
                "The second sign-in steps were locked with another SECRET_KEY than this site has. "
                "Set the one from before, or everybody has to set theirs up anew."
            )
        if holding.current():
            self.stdout.write(
                "This site is not released: it sends nothing. Once the site before is stopped, "
                "run manage.py release."
            )
