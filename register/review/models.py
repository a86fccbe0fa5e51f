"""The termly review of the register: one look at every child on a stage, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pupils.models import Pupil
from register.review.querysets import ReviewQuerySet, ReviewRowQuerySet
from schools.models import School, Stage, Term
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class RegisterReview(Record):
    """open → finishing → finished, or open → stopped. One at a time goes on in each school."""

    class State(models.TextChoices):
        OPEN = "open", "Being decided"
        FINISHING = "finishing", "Being carried out"
        FINISHED = "finished", "Finished"
        STOPPED = "stopped", "Stopped"

    school = models.ForeignKey(School, models.PROTECT, related_name="register_reviews")
    # A term that was entered by mistake may be removed: the review keeps its name.
    term = models.ForeignKey(Term, models.SET_NULL, null=True, related_name="+")
    term_name = LineField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=moment.now)
    # Who pressed "Finish", after which what was decided is carried out; or who stopped it.
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    # How many, counted when the last of them was carried out.
    kept = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    dropped = models.PositiveIntegerField(default=0)  # ended meanwhile
    not_done = models.PositiveIntegerField(default=0)  # decided, and could not be carried out

    objects = ReviewQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "term", "term_name", "state", "started_at", "finished_at", "kept", "moved",
         "closed", "dropped", "not_done"], NEUTRAL,
    ) | dict.fromkeys(["started_by", "finished_by"], PERSONAL)  # fmt: skip

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["school", "-started_at"], name="register_review_school")]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(state__in=["open", "finishing"]),
                name="one_register_review_at_a_time",
            ),
            models.CheckConstraint(
                name="finished_register_reviews_say_who_and_when",
                condition=Q(state="open", finished_by=None, finished_at=None)
                | ~Q(state="open") & Q(finished_by__isnull=False, finished_at__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/register/reviews/{self.pk}/"


class ReviewRow(Record):
    """One child in one review: what stood there, what was decided, what came of it.

    `entry` and `from_stage` are what was looked at. Once carried out (`done_at`), the decision is
    frozen by triggers (register.review.frozen).
    """

    class Choice(models.TextChoices):
        KEEP = "keep", "Stays"
        MOVE = "move", "Moves"
        CLOSE = "close", "Ends"

    class Letter(models.TextChoices):
        NONE = "", "No letter"
        PREPARED = "prepared", "Prepared"
        WITH_PLAN = "with_plan", "Comes with the plan"
        FAILED = "failed", "Could not be prepared"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    review = models.ForeignKey(RegisterReview, models.PROTECT, related_name="rows")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="register_reviews")
    entry = models.ForeignKey("register.RegisterEntry", models.PROTECT, related_name="+")
    from_stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    is_new = models.BooleanField(default=False)  # placed after the review began
    choice = models.CharField(max_length=5, choices=Choice.choices, blank=True)  # "": undecided
    to_stage = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="+")
    reason = ProseField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = LineField(max_length=300, blank=True)  # what happened to the child's place meanwhile
    dropped_at = models.DateTimeField(null=True)  # the place ended before the review did
    # As it was called on the day the review was finished.
    class_name = LineField(max_length=60, blank=True)
    class_key = LineField(max_length=200, blank=True)  # by which the classes stand in order
    stage_name = LineField(max_length=80, blank=True)
    to_stage_name = LineField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    problem = LineField(max_length=300, blank=True)  # why it could not be carried out
    letter = models.CharField(max_length=10, choices=Letter.choices, blank=True)
    letter_problem = LineField(max_length=300, blank=True)
    # Where support ended and no letter could say so: the day the family heard, and how.
    tell_by = models.DateField(null=True)
    told_on = models.DateField(null=True)
    told_how = LineField(max_length=200, blank=True)

    objects = ReviewRowQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "review", "decided_at", "dropped_at", "done_at", "letter", "tell_by"], NEUTRAL
    ) | dict.fromkeys(
        ["pupil", "decided_by", "class_name", "class_key", "told_on", "told_how"], PERSONAL
    ) | dict.fromkeys(
        ["entry", "from_stage", "is_new", "choice", "to_stage", "reason", "note", "stage_name",
         "to_stage_name", "problem", "letter_problem"], SPECIAL,
    )  # fmt: skip

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["school", "pupil", "-done_at"], name="register_review_last"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["review", "pupil"], name="one_row_for_a_child"),
            models.CheckConstraint(
                name="only_a_move_leads_to_a_stage",
                condition=Q(choice="move", to_stage__isnull=False)
                | ~Q(choice="move") & Q(to_stage=None),
            ),
            models.CheckConstraint(
                name="moves_and_ends_say_why",
                condition=~Q(choice__in=["move", "close"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="review_decisions_say_who_and_when",
                condition=Q(choice="", decided_by=None, decided_at=None)
                | ~Q(choice="") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/register/reviews/{self.review_id}/"
