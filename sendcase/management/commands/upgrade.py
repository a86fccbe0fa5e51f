from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database to this version: tables, triggers, the cache table. Safe to repeat."

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("createcachetable", verbosity=options["verbosity"])
        self.stdout.write("The database fits this version.")
