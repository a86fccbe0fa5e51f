"""Who may know of a complaint: SENCO and head; whoever is asked for an answer, of that one."""

from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery

from accounts.permissions import Permission


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for SENCO and head. Who is asked reads that one as long as it is open."""
        from pupils.querysets import pupil_scope

        every = pupil_scope(user, Permission.COMPLAINT_VIEW, "pupil__")
        reached = pupil_scope(user, Permission.COMPLAINT_ANSWER, "pupil__")
        return self.filter(every | reached & Q(asked_of=user.pk, closed_on=None))

    def in_full(self, user):
        """Those of which the person may know all: the steps, and what came of it."""
        from pupils.querysets import pupil_scope

        return self.filter(pupil_scope(user, Permission.COMPLAINT_VIEW, "pupil__"))

    def open(self):
        return self.filter(closed_on=None)

    def awaited(self):
        """Those of which somebody owes the SENCO an answer."""
        return self.open().filter(asked_of__isnull=False, answered_on=None)

    def with_last_step(self):
        """Each with last_step (a ComplaintStep.Kind or None) and last_step_on."""
        from pupils.complaints.models import ComplaintStep

        steps = ComplaintStep.objects.filter(complaint=OuterRef("pk")).order_by("-on", "-pk")
        return self.annotate(
            last_step=Subquery(steps.values("kind")[:1]),
            last_step_on=Subquery(steps.values("on")[:1]),
        )

    def with_newest_day(self):
        """Each with newest_on: the day of its newest step, None where it has none."""
        return self.annotate(newest_on=Max("steps__on"))


class ComplaintStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """SENCO and head. Who is asked for an answer reads what it is about, and no step."""
        from pupils.querysets import pupil_scope

        return self.filter(pupil_scope(user, Permission.COMPLAINT_VIEW, "complaint__pupil__"))
