"""The school's list of questions, a round of them about one pupil, and what each person said."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.access import schools_granting
from accounts.permissions import Permission, Role
from pupils.models import Pupil
from pupils.querysets import OfPupilQuerySet, pupil_scope
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField

User = settings.AUTH_USER_MODEL
MOST = 8  # questions: more are not short
TEXT, CHOICE, YES_NO = "text", "choice", "yes_no"
KINDS = [(TEXT, "A few words"), (CHOICE, "One of 3 to 5 words"), (YES_NO, "Yes or no")]


class QuestionList(Record):
    """What this school asks. Absent until it is first changed: the starter policy's set counts.

    content: [{"text": str, "kind": str, "words": [str]}], in order, 1 to MOST of them.
    """

    school = models.OneToOneField(School, models.PROTECT, related_name="question_list")
    content = models.JSONField()

    PRIVACY = RECORD_PRIVACY | {"school": NEUTRAL, "content": NEUTRAL}


class RoundQuerySet(OfPupilQuerySet):
    permission = Permission.QUESTION_VIEW

    def open(self):
        return self.filter(closed_at=None)


class Round(Record):
    """Questions about one pupil, as they were asked; open until somebody closes it."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="question_rounds")
    referral = models.ForeignKey(
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="question_rounds"
    )
    content = models.JSONField()  # as QuestionList.content
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_on = models.DateField(default=moment.today)
    due_on = models.DateField()
    days = models.PositiveSmallIntegerField()  # the policy's, when it was asked
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "content", "due_on", "days", "closed_at"], NEUTRAL
    ) | dict.fromkeys(
        ["pupil", "referral", "asked_by", "asked_on", "closed_by"], PERSONAL
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "pupil", "-id"], name="round_school_pupil")]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"], condition=Q(closed_at=None), name="one_open_round_per_pupil"
            ),
            models.CheckConstraint(
                name="round_closed_by_and_at_together",
                condition=Q(closed_by=None, closed_at=None)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/questions/rounds/{self.pk}/"


class AskedQuerySet(models.QuerySet):
    def answerable_by(self, user):
        """The person's own, while the round is open and they work at the school.

        The one way to a child that is no duty to the child: name, class and the questions.
        """
        schools = schools_granting(user, Permission.DEADLINE_OWN)
        return self.filter(user=user, school__in=schools, round__closed_at=None)

    def visible_to(self, user):
        """Everybody's answers, for who may see the table."""
        return self.filter(
            pupil_scope(user, Permission.QUESTION_VIEW, "pupil__", without=Role.GUEST)
        )

    def waiting(self):
        return self.filter(answered_at=None, round__closed_at=None)


class Asked(Record):
    """One person who was asked, and their answers. Sent again, the later words stand."""

    class How(models.TextChoices):
        TEACHES = "teaches", "Teaches the class"
        SUPPORTS = "supports", "Works with the pupil"
        CHOSEN = "chosen", "Asked besides"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="asked")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")  # the round's
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    answers = models.JSONField(default=list)  # [str], one for each question of the round
    not_taught = models.BooleanField(default=False)  # "I don't teach this child"
    note = LineField(max_length=300, blank=True)  # the word with it: who does
    answered_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    objects = AskedQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "round", "how", "answered_at", "reminded_on"], NEUTRAL
    ) | dict.fromkeys(["pupil", "user", "not_taught"], PERSONAL) | dict.fromkeys(
        ["answers", "note"], SPECIAL
    )  # fmt: skip

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "user", "-id"], name="asked_school_user")]
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="each_person_asked_once")
        ]

    def get_absolute_url(self):
        return f"/questions/{self.pk}/"
