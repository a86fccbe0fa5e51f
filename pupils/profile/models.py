"""The one-page profile, its kept versions, and the pupil's views."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils.querysets import OfPupilQuerySet
from schools.models import School
from sendcase import moment
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL
LONGEST, SHORTER = 500, 200  # characters of a box, of the line below: they fill one page


class Whose(models.TextChoices):
    OWN = "own", "My own words"
    WITH = "with", "Written with me"
    BY = "by", "Written by somebody who knows me"


class ProfileQuerySet(OfPupilQuerySet):
    permission = Permission.PROFILE_VIEW


class PupilProfile(Record):
    """One for each pupil, in the first person. `help` is also where the header takes its lines."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.OneToOneField("pupils.Pupil", models.PROTECT, related_name="profile")
    liked = ProseField("What people like about me", max_length=LONGEST, blank=True)
    matters = ProseField("What matters to me", max_length=LONGEST, blank=True)
    help = ProseField("How to help me", max_length=LONGEST, blank=True)
    next_step = ProseField("What I want to do next", max_length=SHORTER, blank=True)
    whose = models.CharField(max_length=4, choices=Whose.choices)
    written_by = LineField(max_length=80, blank=True)
    checked_on = models.DateField(null=True, blank=True)  # gone through with the pupil
    shows_photo = models.BooleanField(default=False)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=moment.now)

    objects = ProfileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "liked": SPECIAL,
        "matters": SPECIAL,
        "help": SPECIAL,
        "next_step": SPECIAL,
        "whose": PERSONAL,
        "written_by": PERSONAL,
        "checked_on": PERSONAL,
        "shows_photo": NEUTRAL,
        "saved_by": PERSONAL,
        "saved_at": NEUTRAL,
    }

    class Meta:
        app_label = "pupils"
        constraints = [
            models.CheckConstraint(
                name="profile_says_who_wrote_it",
                condition=Q(whose="by") & ~Q(written_by="") | ~Q(whose="by") & Q(written_by=""),
            )
        ]

    def __str__(self):
        return f"Profile {self.pk}"

    def get_absolute_url(self):
        return f"/pupils/{self.pupil_id}/profile/"


class ProfileVersion(Version):
    """The profile as it stood on a day somebody chose to keep. Its paper shows no photo."""

    profile = models.ForeignKey(PupilProfile, models.PROTECT, related_name="versions")
    PRIVACY = VERSION_PRIVACY | {"profile": NEUTRAL}

    class Meta(Version.Meta):
        app_label = "pupils"
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "number"], name="one_profile_version_per_number"
            )
        ]


class Told(models.TextChoices):
    SYMBOL = "symbol", "by choosing pictures"
    SAID = "said", "by saying it; an adult wrote it down"
    TYPED = "typed", "by typing"
    SIGNED = "signed", "by signing"
    DRAWN = "drawn", "by drawing, or on paper"


class PupilViewQuerySet(OfPupilQuerySet):
    permission = Permission.PROFILE_VIEW

    def visible_to(self, user, permission=None):
        """A withdrawn one, which may be another child's, only SENCO and head still read."""
        wanted = permission or self.permission
        whole = schools_granting(user, wanted, [Role.SENCO, Role.HEAD])
        rows = super().visible_to(user, permission)
        return rows.filter(Q(withdrawn_at=None) | Q(school__in=whole))

    def standing(self):
        return self.filter(withdrawn_at=None)

    def newest_first(self):
        return self.order_by("-on", "-pk")


class PupilView(models.Model):
    """What a pupil said on one day. A new one is a new row; a mistake is withdrawn, never changed.

    content: canonical JSON in the shape pupils.profile.questions says, numbered by `schema`.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="own_views")
    on = models.DateField()
    told = models.CharField(max_length=8, choices=Told.choices)
    helped_by = LineField(max_length=80, blank=True)  # who sat beside; empty: nobody
    schema = models.PositiveSmallIntegerField()
    content = models.TextField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=moment.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_why = ProseField(max_length=500, blank=True)

    objects = PupilViewQuerySet.as_manager()
    PRIVACY = {
        "id": NEUTRAL,
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "on": PERSONAL,
        "told": SPECIAL,
        "helped_by": PERSONAL,
        "schema": NEUTRAL,
        "content": SPECIAL,
        "recorded_by": PERSONAL,
        "recorded_at": NEUTRAL,
        "withdrawn_at": NEUTRAL,
        "withdrawn_by": PERSONAL,
        "withdrawn_why": SPECIAL,
    }

    class Meta:
        app_label = "pupils"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["pupil", "-on", "-id"], name="own_views_pupil_on")]
        constraints = [
            models.CheckConstraint(
                name="withdrawn_views_say_by_whom_and_why",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
            )
        ]

    def __str__(self):
        return f"Views {self.pk}"

    def get_absolute_url(self):
        return f"/own-views/{self.pk}/"
