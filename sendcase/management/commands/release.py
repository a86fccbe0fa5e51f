"""Let a restored site send again."""

from django.core.management.base import BaseCommand, CommandError

from sendcase.edits import IllegalMove
from sendcase.outbox import holding


class Command(BaseCommand):
    help = "Release a restored site: from then on it sends. Only once the site before is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="do it; without it, only say")
        parser.add_argument("--by", default="", help="who decided")

    def handle(self, yes, by, **options):
        hold = holding.current()
        if hold is None:
            raise CommandError("This site is released already.")
        held = sum(number for _, number in holding.held_by_school())
        self.stdout.write(
            f"{hold.why}. {holding.waiting()} mails were written since and go out with the "
            f"release; {held} are held back for a person (manage.py held_mail)."
        )
        if not yes:
            raise CommandError(
                "Is the site it was taken from stopped? Then: manage.py release --yes --by NAME"
            )
        if not by.strip():
            raise CommandError('Say who decided: --by "Ms R. Okafor"')
        try:
            holding.release(by.strip())
        except IllegalMove as why:
            raise CommandError(str(why)) from why
        self.stdout.write("Released. It sends again within a minute.")
