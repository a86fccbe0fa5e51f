"""After SECRET_KEY was changed: lock the stored second factors with the new one.

They lie encrypted under the key of the day they were set up. Without this, taking
SECRET_KEY_BEFORE away would take everybody's second factor with it.
"""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.adapter import locksmith


class Command(BaseCommand):
    help = "Lock every stored second factor with today's SECRET_KEY. Safe to repeat."

    @transaction.atomic
    def handle(self, **options):
        done = 0
        try:
            for row in Authenticator.objects.select_for_update().iterator():
                renewed = again(row.data)
                if renewed != row.data:
                    Authenticator.objects.filter(pk=row.pk).update(data=renewed)
                    done += 1
        except InvalidToken as error:
            raise CommandError(
                "A second factor was locked with a key that is neither SECRET_KEY nor in "
                "SECRET_KEY_BEFORE. Nothing was changed."
            ) from error
        self.stdout.write(
            f"{done} second factors are locked with today's SECRET_KEY. Once every session from "
            "before has ended (12 hours), SECRET_KEY_BEFORE can be emptied."
        )


def again(data: dict) -> dict:
    """The same with its secrets locked anew; a passkey holds none."""
    keys = locksmith()

    def renewed(text: str) -> str:
        return keys.rotate(text.encode()).decode()

    found = dict(data)
    for name in ("secret", "seed"):
        if name in found:
            found[name] = renewed(found[name])
    if "migrated_codes" in found:
        found["migrated_codes"] = [renewed(code) for code in found["migrated_codes"]]
    return found
