"""The only head has lost the phone: nobody on the pages can help, so whoever runs the site does."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.services import find_account, reset_second_factor
from audit import log
from audit.models import NO_SCHOOL


class Command(BaseCommand):
    help = (
        "Forget one person's second sign-in step and end their sessions. They are told by mail. "
        "First make sure who asks: call the school on the number you know."
    )

    def add_arguments(self, parser):
        parser.add_argument("mail", help="the address the person signs in with")
        parser.add_argument(
            "--by", required=True, help="who checked that it is the person, and how"
        )

    def handle(self, mail, by, **options):
        if len(by.split()) < 3:
            raise CommandError(
                'Say who checked and how: --by "R. Okafor, called the school on 01632 960001"'
            )
        user = find_account(mail)
        if user is None or not user.is_active:
            raise CommandError(f"Nobody signs in as {mail}.")
        with transaction.atomic():
            reset_second_factor(user, by=None)
            log.record(
                "account.checked_by_operator", target=user, by=None, school_id=NO_SCHOOL,
                detail={"who checked, and how": by},
            )  # fmt: skip
        self.stdout.write(
            f"Done. {user.name} is signed out everywhere and was told by mail. The next sign-in "
            "asks for the password and sets up a new second step."
        )
