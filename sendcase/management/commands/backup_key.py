"""A pair of keys for backups: the public one closes them, the secret one opens them."""

from django.core.management.base import BaseCommand

from sendcase.backup import sealed


class Command(BaseCommand):
    help = "Print a new pair of backup keys, once. Nothing is stored."
    requires_system_checks = []

    def handle(self, **options):
        secret, public = sealed.new_pair()
        self.stdout.write(
            "# Without the line below no backup can ever be opened. Keep it away from this\n"
            "# computer, in two places: a sealed envelope in the school's safe, and a password\n"
            "# manager. It is not stored here and is not shown again. For a restore, write it\n"
            "# into a file of its own: manage.py restore FILE --identity THAT_FILE\n"
            f"{secret}\n\n"
            f"# This one goes into the settings of the site:\nBACKUP_RECIPIENTS={public}"
        )
