from accounts.permissions import Permission
from pupils.querysets import OfPupilQuerySet


class SupportPlanQuerySet(OfPupilQuerySet):
    permission = Permission.PLAN_VIEW
    given = "includes_plan"  # a guest sees plans only where the SENCO gave them

    def live(self):
        return self.filter(state__in=["draft", "agreed", "shared"])
