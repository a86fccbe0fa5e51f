"""Which plans a person may know of."""

from accounts.permissions import Permission
from pupils.querysets import OfPupilQuerySet

LIVE = ["draft", "agreed", "shared"]


class SupportPlanQuerySet(OfPupilQuerySet):
    permission = Permission.PLAN_VIEW
    given = "includes_plan"  # a guest sees plans only where the SENCO gave them

    def live(self):
        return self.filter(state__in=LIVE)

    def for_list(self):
        return self.select_related("pupil__class_group", "kind", "lead")
