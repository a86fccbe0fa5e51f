"""`manage.py flush`, which empties a database: never where real schools are."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush

from sendcase.frozen import triggers


class Command(flush.Command):
    help = "Empty a demo or test database, frozen tables too. Refused in production."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("This would delete every school's records. Refused in production.")
        # The triggers come back with the post_migrate that follows.
        triggers.lift(options["database"])
        try:
            super().handle(**options)
        finally:
            triggers.renew(using=options["database"])
