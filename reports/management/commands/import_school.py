from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.export import Refused
from reports.export.importing import bring

NO_SUM = (
    "Say which file it has to be: --sha256 and the sum, as whoever asked for the export reads it "
    "to you from its page at the site before. The file has no signature, and a sum that came with "
    "it proves nothing. Where that page is gone, and you know the way that the file came, say "
    "--unchecked. Nothing was changed."
)
CHECKED = "It is the file of that SHA-256 sum."
UNCHECKED = "No SHA-256 sum was compared: nothing but its way tells that this is the school’s file."


class Command(BaseCommand):
    help = "Take in a school from the file of its export (docs/operators/moving-a-school.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--sha256", default="", help="as the page of the export shows it")
        how.add_argument("--unchecked", action="store_true", help="nobody can say the sum")

    def handle(self, **options):
        if not (options["sha256"].strip() or options["unchecked"]):
            raise CommandError(NO_SUM)
        try:
            brought = bring(options["file"], options["sha256"])
        except Refused as why:
            raise CommandError(str(why)) from why
        self.stdout.write(UNCHECKED if options["unchecked"] else CHECKED)
        self.stdout.write(
            f"{brought.school.name} is there: {brought.rows} records, {brought.files} files. Its "
            f"address here begins with /{brought.school.slug}/."
        )
        for uid in brought.missing:
            self.stderr.write(f"The file of the record {uid} was missing when the export was made.")
        if brought.known:
            names = "; ".join(brought.known)
            self.stdout.write(
                f"These people have an account here and keep it. Their roles at the school: {names}"
            )
        self.stdout.write(
            "Nobody else can sign in yet. Give the head and the office their own link and nobody "
            "else's. It works once, for seven days, and is not shown again. They invite the others."
        )
        for name, address in brought.links.items():
            self.stdout.write(f"{name}: {address}")
        self.stdout.write(
            "This site sends no mail until you say so: look at the school first, then "
            "manage.py release."
        )
