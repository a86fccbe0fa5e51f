"""Which consents a person may read, and which hold."""

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from sendcase import moment


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The whole record: SENCO and head. Valid or not, others ask consents.services.holds."""
        from pupils.querysets import pupil_scope

        return self.filter(pupil_scope(user, Permission.CONSENT_VIEW, "pupil__"))

    def for_list(self):
        return self.select_related("pupil", "contact", "recorded_by", "in_error_by")

    def said(self):
        """Those that somebody did say: none that was recorded in error."""
        return self.filter(in_error_at=None)

    def holding(self, on=None):
        """Agreed, not over, not withdrawn, not in error. Withdrawn today no longer holds today."""
        on = on or moment.today()
        return self.said().filter(
            Q(until_on=None) | Q(until_on__gte=on),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
            answer="yes",
            given_on__lte=on,
        )
