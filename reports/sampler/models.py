"""A sample, its plans, what of them was released, and what a governor looked at and asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from iep.models import PlanVersion
from pupils.models import Pupil
from reports.sampler.querysets import (
    SampleItemQuerySet,
    SampleQuerySet,
    SampleReleaseQuerySet,
    VisitNoteQuerySet,
)
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import ProseField

User = settings.AUTH_USER_MODEL
SMALLEST, LARGEST = 3, 8  # plans in a sample
MOST_SEED = 999_999


class Sample(Record):
    """prepared → released → taken back. seed, drawn_on and size say which plans: drawing.py.

    of_children: how many had a shared plan; it never leaves as it is.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", "Being prepared"
        RELEASED = "released", "Open to governors"
        TAKEN_BACK = "taken_back", "Taken back"

    school = models.ForeignKey(School, models.PROTECT, related_name="samples")
    drawn_on = models.DateField(default=moment.today)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    seed = models.PositiveIntegerField()
    size = models.PositiveSmallIntegerField()
    of_children = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    readable_until = models.DateField(null=True)  # the last day on which governors read it
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    objects = SampleQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "drawn_on", "drawn_by", "seed", "size", "of_children", "state",
         "readable_until", "released_by", "released_at"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        ordering = ["-drawn_on", "-pk"]
        indexes = [models.Index(fields=["school", "-drawn_on"], name="sample_school_day")]
        constraints = [
            models.CheckConstraint(
                name="a_sample_has_three_to_eight_plans",
                condition=Q(size__gte=SMALLEST, size__lte=LARGEST),
            ),
            models.CheckConstraint(
                name="an_open_sample_has_a_last_day_and_a_head",
                condition=~Q(state="released")
                | Q(readable_until__isnull=False, released_by__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/samples/{self.pk}/"


class SampleItem(Record):
    """One plan of a sample, as it was shared. Only who sees the case anyway reads it.

    cleaned: [{key, title, text}] without names; decided: {key: text to be released}, "" and what
    is not there are held back; facts: {year, area, kind} in words that many children share.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="items")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    facts = models.JSONField(default=dict)
    cleaned = models.JSONField(default=list)
    decided = models.JSONField(default=dict)

    objects = SampleItemQuerySet.as_manager()
    PRIVACY = (
        RECORD_PRIVACY
        | dict.fromkeys(["school", "sample", "position"], NEUTRAL)
        | {"pupil": PERSONAL, "plan_version": PERSONAL}
        | dict.fromkeys(["facts", "cleaned", "decided"], SPECIAL)
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "position"], name="one_plan_per_place"),
            models.UniqueConstraint(fields=["sample", "pupil"], name="one_plan_per_sampled_child"),
        ]

    def get_absolute_url(self):
        return f"/sample-items/{self.pk}/"


class SampleRelease(models.Model):
    """What the head released of one plan: frozen, and all that a governor's page is made from.

    number: from 1 for each plan; content: canonical JSON {facts, lines: [{title, text}]}; sha256:
    of that text. Like a Version, but without a paper: the governors' paper is of all plans.
    """

    item = models.ForeignKey(SampleItem, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=moment.now)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    schema = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = SampleReleaseQuerySet.as_manager()
    PRIVACY = dict.fromkeys(
        ["id", "item", "number", "made_at", "made_by", "schema", "sha256"], NEUTRAL
    ) | {"content": SPECIAL}

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_sample_release_per_number")
        ]


class VisitNote(Record):
    """What a governor looked at. It stays as it was written; more is a new note."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="notes")
    visited_on = models.DateField()
    seen = ProseField("what was looked at", max_length=3000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=moment.now)

    objects = VisitNoteQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "sample", "visited_on", "seen", "written_by", "written_at"], NEUTRAL
    )

    class Meta:
        ordering = ["-visited_on", "-pk"]

    def get_absolute_url(self):
        return f"/visit-notes/{self.pk}/"


class VisitQuestion(Record):
    """One question of a governor and what the school answers."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    note = models.ForeignKey(VisitNote, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    question = ProseField(max_length=600)
    answer = ProseField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "note", "position", "question", "answer", "answered_by", "answered_at"], NEUTRAL
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["note", "position"], name="one_question_per_place"),
            models.CheckConstraint(
                name="a_sample_answer_has_somebody_who_gave_it",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]
