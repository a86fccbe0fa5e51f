"""Mail that a restore has held back: how much, and one decision for all of it."""

from django.core.management.base import BaseCommand, CommandError

from sendcase.outbox import holding


class Command(BaseCommand):
    help = "Count the mail held back after a restore, send all of it again, or drop all of it."

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--send-again", action="store_true")
        what.add_argument("--drop", action="store_true")
        parser.add_argument("--reason", default="", help="why; it stands in the audit log")
        parser.add_argument("--by", default="", help="who decided")

    def handle(self, send_again, drop, reason, by, **options):
        if not (send_again or drop):
            self.count()
            return
        if not reason.strip() or not by.strip():
            raise CommandError('Say why and who decided: --reason "…" --by "Ms R. Okafor"')
        act = holding.send_held if send_again else holding.drop_held
        number = act(reason.strip(), by.strip())
        self.stdout.write(f"{number} mails " + ("wait again." if send_again else "dropped."))

    def count(self):
        rows = list(holding.held_by_school())
        for school_id, number in rows:
            whose = f"School {school_id}" if school_id else "Accounts (no school)"
            self.stdout.write(f"{whose}: {number}")
        if not rows:
            self.stdout.write("No mail is held back.")
