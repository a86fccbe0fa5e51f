from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sendcase import rights, tables


class Command(BaseCommand):
    help = "Bring the database to this version: tables, triggers, the cache table. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument(
            "--site-user",
            help="PostgreSQL: the user the site runs as; it gets its rights on every table, and "
            "no more. Run this as the owner of the tables.",
        )

    def handle(self, site_user, **options):
        if site_user:
            self.refuse_unfit(site_user)
        tables.bring_up(options["verbosity"])
        call_command("createcachetable", verbosity=options["verbosity"])
        if site_user:
            with transaction.atomic():
                rights.grant(site_user)
            self.stdout.write(f"{site_user} has the rights of the site, and no more.")
        self.stdout.write("The database fits this version.")

    def refuse_unfit(self, site_user):
        """Before anything is changed."""
        try:
            rights.refuse_unfit(site_user)
        except rights.Unfit as why:
            raise CommandError(str(why)) from why
