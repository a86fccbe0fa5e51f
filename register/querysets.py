from django.db.models import Q

from accounts.permissions import Permission
from pupils.querysets import OfPupilQuerySet


class RegisterEntryQuerySet(OfPupilQuerySet):
    permission = Permission.REGISTER_VIEW

    def held_on(self, day):
        """Entries in force on a day: the register on any past date."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    def open(self):
        return self.filter(until_on=None)

    def on_register(self):
        return self.filter(on_register=True)
