"""What waits, is in hand, failed or is uncertain, and since when; when each part was last seen."""

from django.core.management.base import BaseCommand

from sendcase.queues_page import page


class Command(BaseCommand):
    help = "What waits, is in hand, failed or is uncertain, of which kind, and since when."

    def handle(self, **options):
        self.stdout.write(page(), ending="")
