from django.core.management.base import BaseCommand, CommandError

from reminders.recount import differences
from schools.models import School


class Command(BaseCommand):
    help = "Compare the table of deadlines with a recount from the records, school by school."

    def handle(self, **options):
        wrong = 0
        for school in School.objects.order_by("pk"):
            for line in differences(school.pk):
                wrong += 1
                self.stdout.write(f"School {school.pk}: {line}")
        if wrong:
            raise CommandError(f"{wrong} deadlines differ from the records.")
        self.stdout.write("Every deadline agrees with the records.")
