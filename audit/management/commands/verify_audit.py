"""Prove that nobody changed, removed or slipped in a row of the audit log."""

from django.core.management.base import BaseCommand, CommandError

from audit import sealing


class Command(BaseCommand):
    help = "Walk every school's sealed chain. Ends with 1 and says where a chain is broken."

    def handle(self, **options):
        broken = 0
        for found in sealing.verify_all():
            whose = f"School {found.school_id}" if found.school_id else "Accounts (no school)"
            for problem in found.problems:
                self.stderr.write(f"{whose}: {problem}.")
            broken += bool(found.problems)
            if not found.problems:
                earlier = f", {found.earlier} under an earlier key" if found.earlier else ""
                self.stdout.write(
                    f"{whose}: {found.sealed} rows whole{earlier}, {found.unsealed} not sealed "
                    f"yet. Head {found.head[:16]}"
                )
        if broken:
            raise CommandError(f"The log of {broken} school(s) was tampered with.", returncode=1)
        self.stdout.write("Every chain is whole.")
