"""Outside agencies: whom the school knows, what it asked them, and what became of their advice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.querysets import (
    AdviceQuerySet,
    AgencyQuerySet,
    ChaseQuerySet,
    RecommendationQuerySet,
    RequestQuerySet,
)
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Agency(Record):
    """One team or person outside, in the directory of one school."""

    class Kind(models.TextChoices):
        PSYCHOLOGY = "psychology", "Educational psychology"
        SPEECH = "speech", "Speech and language therapy"
        OCCUPATIONAL = "occupational", "Occupational therapy"
        TEACHING = "teaching", "Specialist teaching"
        CAMHS = "camhs", "Mental health (CAMHS)"
        SOCIAL = "social", "Social care"
        OTHER = "other", "Other"

    school = models.ForeignKey(School, models.PROTECT, related_name="agencies")
    name = LineField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    people = ProseField(max_length=600, blank=True)  # whom to ask for, what each does
    email = models.EmailField(blank=True)
    phone = LineField(max_length=40, blank=True)
    usual_wait = models.PositiveSmallIntegerField(null=True, blank=True)  # weeks
    note = ProseField(max_length=1000, blank=True)
    is_in_use = models.BooleanField(default=True)

    objects = AgencyQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "name", "kind", "usual_wait", "note", "is_in_use"], NEUTRAL
    ) | dict.fromkeys(["people", "email", "phone"], PERSONAL)  # fmt: skip

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="agencies_by_name_once")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/agencies/{self.pk}/"


class AgencyRequest(Record):
    """What one agency is asked about one child: on an agreement, or on a ground of safety."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for consent"
        READY = "ready", "May be asked"
        ASKED = "asked", "Asked"
        WORKING = "working", "They work with the child"
        ADVISED = "advised", "Advice has come"
        CLOSED = "closed", "Closed"
        REFUSED = "refused", "The family said no"
        DECLINED = "declined", "The agency cannot help"
        WITHDRAWN = "withdrawn", "Stopped"

    OPEN = (State.WAITING, State.READY, State.ASKED, State.WORKING, State.ADVISED)
    AT_WORK = (State.ASKED, State.WORKING, State.ADVISED)  # something of the child may be with them

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="agency_requests")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="requests")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    question = ProseField(max_length=4000)  # what we would like to know
    what_shared = ProseField(max_length=1000)  # as the family reads it in the letter
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    consent = models.ForeignKey(
        "pupils.Consent", models.PROTECT, null=True, blank=True, related_name="agency_requests"
    )
    # The answer that closed it, where the family did not agree: it closes no other agency's.
    refusal = models.ForeignKey(
        "pupils.Consent", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Safety without an agreement: why, who said so, and who looked at it once more.
    ground = ProseField(max_length=2000, blank=True)
    ground_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ground_at = models.DateTimeField(null=True, blank=True)
    look_by = models.DateField(null=True, blank=True)
    second_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    second_words = ProseField(max_length=2000, blank=True)
    ask_by = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_how = LineField(max_length=200, blank=True)
    expected_by = models.DateField(null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_words = ProseField(max_length=1000, blank=True)
    # The outside person who reads this case here, until a day.
    share = models.OneToOneField(
        "pupils.Share", models.PROTECT, null=True, blank=True, related_name="agency_request"
    )

    objects = RequestQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "opened_by", "opened_at", "ground_by", "ground_at", "look_by", "second_by",
         "second_at", "ask_by"], NEUTRAL,
    ) | dict.fromkeys(
        ["pupil", "consent", "refusal", "asked_on", "asked_how", "expected_by", "begun_on",
         "ended_on", "share"], PERSONAL,
    ) | dict.fromkeys(
        ["agency", "state", "question", "what_shared", "ground", "second_words", "ended_words"],
        SPECIAL,
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["school", "state", "-id"], name="agency_request_state"),
            models.Index(fields=["pupil", "-id"], name="agency_request_pupil"),
        ]
        constraints = [
            models.CheckConstraint(
                name="no_agency_is_asked_on_nothing",
                condition=~Q(state__in=["ready", "asked", "working", "advised"])
                | Q(consent__isnull=False) | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="agency_grounds_say_by_whom",
                condition=Q(ground="", ground_by=None, ground_at=None)
                | Q(ground_by__isnull=False, ground_at__isnull=False) & ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="two_people_look_at_a_ground",
                condition=Q(second_by=None) | ~Q(second_by=F("ground_by")),
            ),
            models.CheckConstraint(
                name="asked_agencies_have_a_day",
                condition=~Q(state__in=["asked", "working"])
                | Q(asked_on__isnull=False, expected_by__isnull=False),
            ),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def get_absolute_url(self):
        return f"/agency-requests/{self.pk}/"


class AgencyChase(Record):
    """They were asked again."""

    class How(models.TextChoices):
        PHONE = "phone", "By phone"
        EMAIL = "email", "By e-mail"
        LETTER = "letter", "By letter"
        MEETING = "meeting", "In person"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    request = models.ForeignKey(AgencyRequest, models.PROTECT, related_name="chases")
    on = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices)
    words = ProseField(max_length=1000, blank=True)  # what they said
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ChaseQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "request", "how", "by"], NEUTRAL
    ) | {"pupil": PERSONAL, "on": PERSONAL, "words": SPECIAL}  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]


class Advice(Record):
    """What came: a paper, what it says in plain words, or both. Asked for or not."""

    class Told(models.TextChoices):
        OWED = "owed", "The family is to be told"
        TOLD = "told", "The family was told"
        NOT = "not", "The family is not told"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="agency_advice")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="advice")
    request = models.ForeignKey(
        AgencyRequest, models.PROTECT, null=True, blank=True, related_name="advice"
    )
    from_whom = LineField(max_length=200)
    received_on = models.DateField()
    paper = models.ForeignKey(
        "pupils.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    summary = ProseField(max_length=6000, blank=True)
    is_by_guest = models.BooleanField(default=False)  # written here by the outside person
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateField()
    tell_by = models.DateField()
    told = models.CharField(max_length=4, choices=Told.choices, default=Told.OWED)
    told_on = models.DateField(null=True, blank=True)
    told_how = ProseField(max_length=1000, blank=True)  # or why not
    told_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AdviceQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "request", "is_by_guest", "recorded_by", "read_by", "read_at", "decide_by",
         "tell_by", "told_by"], NEUTRAL,
    ) | dict.fromkeys(
        ["pupil", "from_whom", "received_on", "told", "told_on"], PERSONAL
    ) | dict.fromkeys(["agency", "paper", "summary", "told_how"], SPECIAL)  # fmt: skip

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "-received_on", "-id"], name="advice_school_day"),
            models.Index(fields=["pupil", "-received_on"], name="advice_pupil_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="advice_is_a_paper_or_words",
                condition=Q(paper__isnull=False) | ~Q(summary=""),
            ),
            models.CheckConstraint(
                name="advice_told_says_when_how_and_by_whom",
                condition=Q(told="owed", told_on=None, told_by=None)
                | ~Q(told="owed") & Q(told_on__isnull=False) & ~Q(told_how=""),
            ),
        ]

    def get_absolute_url(self):
        return f"/agency-advice/{self.pk}/"


class Recommendation(Record):
    """One thing they advise, what the school decided on it and where it is used."""

    class Kind(models.TextChoices):
        TARGET = "target", "A target"
        STRATEGY = "strategy", "A strategy for class"
        PROVISION = "provision", "Extra help"
        OTHER = "other", "Something else"

    class Decision(models.TextChoices):
        OPEN = "open", "To decide"
        ADOPTED = "adopted", "Adopted"
        ADAPTED = "adapted", "Adapted"
        DECLINED = "declined", "Not taken up"

    USED = (Decision.ADOPTED, Decision.ADAPTED)
    GIVEN = (Kind.TARGET, Kind.STRATEGY)  # what whoever teaches may be given (security §2)

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    advice = models.ForeignKey(Advice, models.PROTECT, related_name="recommendations")
    position = models.PositiveSmallIntegerField()
    words = ProseField(max_length=800)  # as they said it
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    our_words = ProseField(max_length=800, blank=True)  # what we do, where it is adapted
    reason = ProseField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # What uses it: agencies.uses reads both.
    target = models.ForeignKey(
        "iep.Target", models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    promise = models.ForeignKey(
        "provision.Promise", models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecommendationQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "advice", "position", "kind", "decided_by", "decided_at", "given_at",
         "given_by"], NEUTRAL,
    ) | {"pupil": PERSONAL} | dict.fromkeys(
        ["words", "decision", "our_words", "reason", "target", "promise"], SPECIAL
    )  # fmt: skip

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="recommendations_decided_by_and_at_together",
                condition=Q(decision="open", decided_by=None, decided_at=None)
                | ~Q(decision="open") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="recommendations_changed_say_why",
                condition=~Q(decision__in=["adapted", "declined"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="adapted_recommendations_say_what_we_do",
                condition=~Q(decision="adapted") | ~Q(our_words=""),
            ),
            models.CheckConstraint(
                name="only_used_targets_and_strategies_are_given",
                condition=Q(given_at=None, given_by=None)
                | Q(decision__in=["adopted", "adapted"], kind__in=["target", "strategy"],
                    given_at__isnull=False, given_by__isnull=False),
            ),
            models.CheckConstraint(
                name="only_used_recommendations_point_at_a_use",
                condition=Q(target=None, promise=None)
                | Q(decision__in=["adopted", "adapted"]),
            ),
        ]  # fmt: skip

    @property
    def what_we_do(self) -> str:
        return self.our_words or self.words

    def get_absolute_url(self):
        return f"/agency-advice/{self.advice_id}/#r{self.pk}"
