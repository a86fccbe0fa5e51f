"""Is this site ready for children's records, and well? One sentence for each thing looked at."""

from django.core.management.base import BaseCommand, CommandError

from sendcase import deployment, vitals


class Command(BaseCommand):
    help = "Look at settings, neighbours and vital signs. Ends with 1 where something is not good."
    requires_system_checks = []

    def handle(self, **options):
        found = [*deployment.findings(), *self.vital_signs()]
        for good, words in found:
            self.stdout.write(f"{'good' if good else 'NOT GOOD'}: {words.rstrip('.')}.")
        bad = sum(not good for good, _ in found)
        if bad:
            raise CommandError(f"{bad} of {len(found)} are not good.", returncode=1)
        self.stdout.write("All is good.")

    def vital_signs(self):
        for sign in vitals.signs():
            yield sign.good, f"{sign.title}: {sign.words}"
