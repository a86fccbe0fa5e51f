import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from demo import progress
from demo.build import open_all
from demo.schools import PASSWORD, SCHOOLS, STAFF

EVERY = 5  # seconds between two looks


class Command(BaseCommand):
    help = "Open the demo schools where they are missing, or say who can sign in to them."

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="only list the accounts")
        parser.add_argument("--follow", action="store_true", help="say how far they are filled")
        parser.add_argument(
            "--scale", type=int, default=1, help="2 or more: three classes of twenty in each"
        )

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo needs DEMO=true, and is never built in production.")
        if options["accounts"]:
            self.list_accounts()
        elif options["follow"]:
            self.follow()
        else:
            open_all(self.stdout.write, options["scale"])

    def list_accounts(self):
        school = SCHOOLS[0]
        self.stdout.write(f"Sign in with the password {PASSWORD} as:")
        for role, address, _, what in STAFF:
            who = f"{address}@{school.slug}.example"
            self.stdout.write(f"  {who:34} {role.label:14} {what}")
        others = " or ".join(f"@{one.slug}.example" for one in SCHOOLS[1:])
        self.stdout.write(f"  The other schools: the same names with {others}")
        self.stdout.write("  trust@westbridge.example           Trust lead     See two schools")

    def follow(self):
        """A line whenever something is different, until all are full."""
        began, said = time.monotonic(), None
        while now := next((each for each in progress.all_of_them() if each.goes_on), None):
            line = f"Filling {now.school}: {now.words}"
            if line != said:
                self.say(line)
            said = line
            connection.close()
            time.sleep(EVERY)
        if said is not None:
            self.say(f"The demo schools are full, after {time.monotonic() - began:.0f} s.")
        for each in progress.all_of_them():
            if each.failed:
                self.say(f"{each.school}: {each.words}")
        connection.close()

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
