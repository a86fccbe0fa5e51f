"""Interventions: the library, the runs of one, who gives them and when in the week."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from provision.interventions.querysets import InterventionReviewQuerySet, PlaceWishQuerySet
from provision.querysets import (
    InterventionQuerySet,
    InterventionStaffQuerySet,
    ProgrammeQuerySet,
    SlotQuerySet,
)
from schools.models import Area, Named, School, ends_after_start
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import CountingKeyField, LineField, ProseField

User = settings.AUTH_USER_MODEL
LONGEST_SESSION = 480  # minutes


class Wave(models.IntegerChoices):
    """S2 says Wave One, S4 Tier 1; the school's own word stands before the number."""

    ONE = 1, "1: for everybody"
    TWO = 2, "2: a small group"
    THREE = 3, "3: one pupil's own"


class Work(models.TextChoices):
    """What kind of help it is. S2: "attendance, behaviour and social skills"."""

    LEARNING = "learning", "Learning"
    COMMUNICATION = "communication", "Speech and language"
    MENTORING = "mentoring", "Learning mentor"
    ATTENDANCE = "attendance", "Attendance"
    BEHAVIOUR = "behaviour", "Behaviour"
    SOCIAL = "social", "Social skills"
    WELLBEING = "wellbeing", "Feelings and wellbeing"
    PHYSICAL = "physical", "Physical and sensory"
    ADULT = "adult", "An adult beside the child"


class Programme(Named, Record):
    """An intervention the school knows how to give: an entry of its library."""

    school = models.ForeignKey(School, models.PROTECT, related_name="programmes")
    name = LineField(max_length=120)
    sort_key = CountingKeyField(of="name")
    about = ProseField(max_length=2000, blank=True)  # what is done in it
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.CharField(max_length=14, choices=Work.choices, default=Work.LEARNING)
    wave = models.PositiveSmallIntegerField(choices=Wave.choices, default=Wave.TWO)
    minutes = models.PositiveSmallIntegerField(default=20)  # of one session
    times = models.PositiveSmallIntegerField(default=3)  # a week
    weeks = models.PositiveSmallIntegerField(default=10)
    places = models.PositiveSmallIntegerField(default=6)  # pupils in a group at most
    success_measure = ProseField(max_length=600, blank=True)
    materials = ProseField(max_length=600, blank=True)  # what is needed: kit, books, a room
    retired_on = models.DateField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "name", "sort_key", "about", "area", "work", "wave", "minutes", "times",
         "weeks", "places", "success_measure", "materials", "retired_on"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(retired_on=None),
                name="one_programme_in_use_per_name",
            ),
            models.CheckConstraint(
                name="programmes_have_minutes_and_places",
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_SESSION, times__gte=1)
                & Q(times__lte=25, places__gte=1),
            ),
        ]

    def __str__(self):
        return self.name


class Intervention(Named, Record):
    """One run of it, from a day until a day: proposed → agreed → ended, or declined.

    `ends_on` is the last day, planned or real; `ended_reason` says why it stopped before.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Not agreed"
        ENDED = "ended", "Ended"

    school = models.ForeignKey(School, models.PROTECT, related_name="interventions")
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="runs"
    )
    name = LineField(max_length=120)  # "Sounds together, Year 1 group"
    sort_key = CountingKeyField(of="name")
    about = ProseField(max_length=2000, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.CharField(max_length=14, choices=Work.choices, default=Work.LEARNING)
    wave = models.PositiveSmallIntegerField(choices=Wave.choices, default=Wave.TWO)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    agency = LineField(max_length=160, blank=True)  # who outside the school gives or guides it
    room = LineField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField()
    times = models.PositiveSmallIntegerField()  # a week
    places = models.PositiveSmallIntegerField(default=1)
    success_measure = ProseField(max_length=600, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    ended_reason = ProseField(max_length=600, blank=True)  # or why it was not agreed
    # The run of the term before that this one goes on from.
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )

    objects = InterventionQuerySet.as_manager()
    # A group of one, with a telling name, is about one child: its words are special.
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "programme", "area", "work", "wave", "state", "agency", "room", "starts_on",
         "ends_on", "minutes", "times", "places", "success_measure", "proposed_by", "decided_by",
         "decided_on", "copied_from"], NEUTRAL,
    ) | dict.fromkeys(["name", "sort_key", "about", "ended_reason"], SPECIAL)  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["school", "state", "sort_key", "id"], name="intervention_school")
        ]
        constraints = [
            models.CheckConstraint(
                name="interventions_end_after_they_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="decided_interventions_say_by_whom",
                condition=Q(state="proposed")
                | Q(decided_by__isnull=False, decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="interventions_have_minutes_and_places",
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_SESSION, times__gte=1)
                & Q(times__lte=25, places__gte=1),
            ),
        ]

    def get_absolute_url(self):
        return f"/interventions/{self.pk}/"


class InterventionStaff(Record):
    """Who runs it, from a day until a day: somebody with an account, or only a name."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="staff")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="interventions"
    )
    name = LineField(max_length=120, blank=True)  # "Mrs Hall, speech therapist"
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InterventionStaffQuerySet.as_manager()
    PRIVACY = (
        RECORD_PRIVACY
        | dict.fromkeys(["school", "intervention"], NEUTRAL)
        | dict.fromkeys(["user", "name", "from_on", "until_on"], PERSONAL)
    )

    class Meta:
        app_label = "provision"
        verbose_name_plural = "intervention staff"
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["user", "until_on"], name="intervention_staff_user")]
        constraints = [
            ends_after_start("intervention_staff_ends_after_start"),
            models.CheckConstraint(
                name="intervention_staff_is_a_person_or_a_name",
                condition=Q(user=None) & ~Q(name="") | Q(user__isnull=False, name=""),
            ),
            models.UniqueConstraint(
                fields=["intervention", "user"],
                condition=Q(until_on=None),
                name="one_open_place_as_intervention_staff",
            ),
        ]


class Slot(Record):
    """A time in the week at which it takes place. A new timetable is new rows from a day on."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="slots")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField()
    room = LineField(max_length=80, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = SlotQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "intervention", "weekday", "starts_at", "minutes", "room", "from_on",
         "until_on"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["weekday", "starts_at", "pk"]
        constraints = [
            ends_after_start("slot_ends_after_start"),
            models.CheckConstraint(
                name="slots_are_on_school_days_and_have_minutes",
                condition=Q(weekday__lte=4, minutes__gte=1, minutes__lte=LONGEST_SESSION),
            ),
        ]


class PlaceWish(Record):
    """A colleague asks for a place for a child: the SENCO gives it, or says why not."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="wishes")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = ProseField(max_length=600, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)  # None: it waits
    is_given = models.BooleanField(default=False)
    reason = ProseField(max_length=600, blank=True)  # why not

    objects = PlaceWishQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "intervention", "asked_by", "decided_by", "decided_on", "is_given"], NEUTRAL
    ) | {"pupil": PERSONAL, "why": SPECIAL, "reason": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["pk"]
        indexes = [models.Index(fields=["intervention", "decided_on"], name="wish_intervention")]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "pupil"],
                condition=Q(decided_on=None),
                name="one_open_wish_in_an_intervention",
            ),
            models.CheckConstraint(
                name="decided_wishes_say_by_whom",
                condition=Q(decided_on=None, decided_by=None, is_given=False)
                | Q(decided_on__isnull=False, decided_by__isnull=False),
            ),
        ]


class InterventionReview(Record):
    """A look at a running intervention as a whole: does it go on, change or stop?

    due_on: the day for which it counts, by the policy of that time.
    """

    class Finding(models.TextChoices):
        GO_ON = "go_on", "It goes on as it is"
        CHANGE = "change", "It goes on, and something changes"
        STOP = "stop", "It stops"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    finding = models.CharField(max_length=6, choices=Finding.choices)
    words = ProseField(max_length=2000)

    objects = InterventionReviewQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "intervention", "due_on", "reviewed_on", "reviewed_by", "finding"], NEUTRAL
    ) | {"words": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["-reviewed_on", "-pk"]
