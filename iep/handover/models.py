"""Handing a class on: a note for each child, frozen as handed over, read by the next teacher."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from iep.handover.querysets import HandoverNoteQuerySet, HandoverQuerySet
from pupils.models import Pupil
from schools.models import ClassGroup, School
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import ProseField

User = settings.AUTH_USER_MODEL


def both_or_neither(name, one, other):
    neither = Q(**{one: None, other: None})
    both = Q(**{f"{one}__isnull": False, f"{other}__isnull": False})
    return models.CheckConstraint(name=name, condition=neither | both)


class Handover(Record):
    """One class goes to its next teacher: writing → handed → accepted, or called off."""

    class State(models.TextChoices):
        WRITING = "writing", "Being written"
        HANDED = "handed", "Handed over, to be read"
        ACCEPTED = "accepted", "Read by the next teacher"
        CANCELLED = "cancelled", "Called off"

    school = models.ForeignKey(School, models.PROTECT, related_name="handovers")
    class_group = models.ForeignKey(ClassGroup, models.PROTECT, related_name="handovers")
    to_class = models.ForeignKey(
        ClassGroup, models.PROTECT, null=True, blank=True, related_name="+"
    )
    receiver = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    takes_on = models.DateField()  # the first day on which the next teacher has the class
    opens_on = models.DateField(null=True)  # from when the receiver reads the notes before that
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    write_by = models.DateField()
    accept_by = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITING)
    handed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "class_group", "to_class", "takes_on", "opens_on", "opened_by", "write_by",
         "accept_by", "state", "handed_at"], NEUTRAL,
    ) | dict.fromkeys(["receiver", "handed_by"], PERSONAL)  # fmt: skip

    class Meta:
        ordering = ["takes_on", "class_group__name", "pk"]
        indexes = [models.Index(fields=["school", "state", "takes_on"], name="handover_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["class_group", "takes_on"],
                condition=~Q(state="cancelled"),
                name="one_handover_per_class_and_day",
            ),
            models.CheckConstraint(
                name="handover_opens_before_its_day",
                condition=Q(opens_on=None) | Q(opens_on__lt=F("takes_on")),
            ),
            models.CheckConstraint(
                name="what_is_handed_over_has_somebody_to_read_it",
                condition=~Q(state__in=["handed", "accepted"])
                | Q(receiver__isnull=False, handed_by__isnull=False, handed_at__isnull=False),
            ),
            both_or_neither("handover_was_opened_by_somebody", "opens_on", "opened_by"),
        ]

    def get_absolute_url(self):
        return f"/handovers/{self.pk}/"


class HandoverNote(Record):
    """What the next teacher should know of one child. Live words; versions are what was handed."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="notes")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="handover_notes")
    works = ProseField("what works", max_length=2000, blank=True)
    note = ProseField("note to the next teacher", max_length=2000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    question = ProseField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    answer = ProseField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = HandoverNoteQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "handover", "written_at", "read_at", "asked_at", "answer_by", "answered_at"],
        NEUTRAL,
    ) | dict.fromkeys(["pupil", "written_by", "read_by", "answered_by"], PERSONAL) | dict.fromkeys(
        ["works", "note", "question", "answer"], SPECIAL
    )  # fmt: skip

    class Meta:
        ordering = ["pupil__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "pupil"], name="one_handover_note_per_child"
            ),
            both_or_neither("handover_note_written_by_somebody", "written_at", "written_by"),
            both_or_neither("handover_note_read_by_somebody", "read_at", "read_by"),
            both_or_neither("handover_note_answered_by_somebody", "answered_at", "answered_by"),
            models.CheckConstraint(
                name="handover_answer_follows_a_question",
                condition=Q(answered_at=None) | Q(asked_at__isnull=False) & ~Q(question=""),
            ),
        ]

    def get_absolute_url(self):
        return f"/handovers/{self.handover_id}/#child-{self.pk}"


class HandoverVersion(Version):
    """One child's note as it was handed over, with its page."""

    note = models.ForeignKey(HandoverNote, models.PROTECT, related_name="versions")
    PRIVACY = VERSION_PRIVACY | {"note": NEUTRAL}

    class Meta(Version.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["note", "number"], name="one_handover_version_per_number"
            )
        ]
