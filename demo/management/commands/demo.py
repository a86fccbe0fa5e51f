from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.build import open_all
from demo.schools import PASSWORD, SCHOOLS, STAFF


class Command(BaseCommand):
    help = "Build the demo schools where they are missing, or say who can sign in to them."

    def add_arguments(self, parser):
        parser.add_argument("--scale", type=int, default=1, help="50: small schools")
        parser.add_argument("--accounts", action="store_true", help="only list the accounts")

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo needs DEMO=true, and is never built in production.")
        if options["accounts"]:
            self.list_accounts()
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
