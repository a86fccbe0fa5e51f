"""What a SENCO found when looking at a promise that was slipping; links from what needs it."""

from django.conf import settings
from django.db import models

from accounts.permissions import Permission, Role
from pupils.models import Pupil
from pupils.querysets import OfPupilQuerySet, pupil_scope
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import ProseField

User = settings.AUTH_USER_MODEL


class OfPromiseQuerySet(OfPupilQuerySet):
    permission = Permission.PROVISION_VIEW
    given = "includes_provision"


class LookQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.PROVISION_VIEW):
        """For staff of the child: what was found may say why a colleague was away."""
        return self.filter(pupil_scope(user, permission, "pupil__", without=Role.GUEST))


class PromiseLook(models.Model):
    """Looked at on that day, because … Never changed: a second look is a second row."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    promise = models.ForeignKey("provision.Promise", models.PROTECT, related_name="looks")
    on = models.DateField(default=moment.today)
    because = ProseField(max_length=600)
    looked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = LookQuerySet.as_manager()
    PRIVACY = dict.fromkeys(["id", "school", "promise", "on", "looked_by"], NEUTRAL) | {
        "pupil": PERSONAL, "because": SPECIAL,
    }  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["school", "on"], name="promise_look_day")]


class SlippingWeek(models.Model):
    """The SENCO has looked through the promises that slip, in the week of this Monday."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    monday = models.DateField()
    waiting = models.PositiveIntegerField()  # how many then waited to be looked at
    looked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(default=moment.now)

    PRIVACY = dict.fromkeys(["id", "school", "monday", "waiting", "looked_by", "looked_at"],
                            NEUTRAL)  # fmt: skip

    class Meta:
        app_label = "provision"
        constraints = [
            models.UniqueConstraint(fields=["school", "monday"], name="one_look_through_a_week")
        ]


class PromiseLink(Record):
    """Something upper (a target, a line of section F) is given by this promise.

    A link that was taken off keeps its row. Upper models add their own foreign key.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    promise = models.ForeignKey("provision.Promise", models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfPromiseQuerySet.as_manager()
    LINK_PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "promise", "linked_by", "removed_at"], NEUTRAL
    ) | {"pupil": PERSONAL}  # fmt: skip

    class Meta:
        abstract = True
