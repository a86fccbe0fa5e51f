"""The review of an EHC plan, from its date to the authority's decision. SEND Regulations 18–22."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ehcp.plans.models import Letter
from ehcp.querysets import FileQuerySet, OfInvitationQuerySet, OfReportQuerySet, OfReviewQuerySet
from schools.models import School
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class AnnualReview(Record):
    """planned → invited → circulated → held → reported → decided → finished. One open per plan."""

    class State(models.TextChoices):
        PLANNED = "planned", "To be planned"
        INVITED = "invited", "Everybody is invited"
        CIRCULATED = "circulated", "Papers are out"
        HELD = "held", "The meeting was held"
        REPORTED = "reported", "The report is out"
        DECIDED = "decided", "The authority has decided"
        FINISHED = "finished", "Finished"
        CALLED_OFF = "called_off", "Called off"
        CLOSED = "closed", "Closed without the authority"

    OPEN = ("planned", "invited", "circulated", "held", "reported", "decided")

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Annual review"
        EARLY = "early", "Early review"
        TRANSFER = "transfer", "Review before a change of school"
        UNDER_5 = "under_5", "Review of a child under 5"

    class Asks(models.TextChoices):
        MAINTAIN = "maintain", "Keep the plan as it is"
        AMEND = "amend", "Change the plan"
        CEASE = "cease", "End the plan"
        REASSESS = "reassess", "Assess again"

    school = models.ForeignKey(School, models.PROTECT, related_name="annual_reviews")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="annual_reviews")
    plan = models.ForeignKey("ehcp.EhcPlan", models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ANNUAL)
    transfer_year = models.PositiveSmallIntegerField(null=True, blank=True)  # calendar year
    is_to_post_16 = models.BooleanField(default=False)  # from secondary: 31 March
    # The meeting
    meeting_on = models.DateField(null=True, blank=True)
    meeting_at = models.TimeField(null=True, blank=True)  # London time
    place = LineField(max_length=200, blank=True)
    chair = LineField(max_length=200, blank=True)
    is_with_pep = models.BooleanField(default=False)  # looked after: with the education plan
    wishes_asked_on = models.DateField(null=True, blank=True)  # whether they want these two
    interpreter = LineField(max_length=200, blank=True)  # for which language; empty: not wished
    interpreter_arranged_on = models.DateField(null=True, blank=True)
    advocate = LineField(max_length=200, blank=True)
    advocate_arranged_on = models.DateField(null=True, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    circulated_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    # What the meeting considered
    pupil_views = ProseField(max_length=6000, blank=True)
    family_views = ProseField(max_length=6000, blank=True)
    differing_views = ProseField(max_length=6000, blank=True)  # where others differ from the school
    needs_now = ProseField(max_length=6000, blank=True)
    # Preparing for adulthood, from Year 9 (reg. 20(6))
    adulthood_work = ProseField(max_length=4000, blank=True)
    adulthood_living = ProseField(max_length=4000, blank=True)
    adulthood_community = ProseField(max_length=4000, blank=True)
    adulthood_health = ProseField(max_length=4000, blank=True)
    transfer_words = ProseField(max_length=4000, blank=True)
    pep_words = ProseField(max_length=4000, blank=True)  # what the education plan takes from here
    asks = models.CharField(max_length=8, choices=Asks.choices, blank=True)
    asks_words = ProseField(max_length=4000, blank=True)
    reported_on = models.DateField(null=True, blank=True)  # everybody invited had it
    # What the authority did
    decision = models.CharField(max_length=8, choices=Asks.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    # What its twelve months counted from, kept with the decision: the last one, or the first issue
    counted_from = models.DateField(null=True, blank=True)
    notice_on = models.DateField(null=True, blank=True)  # of changes, served on the family
    final_on = models.DateField(null=True, blank=True)  # the amended plan
    late_words = ProseField(max_length=2000, blank=True)  # why a date of the law was missed
    called_off_reason = ProseField(max_length=2000, blank=True)
    closed_on = models.DateField(null=True, blank=True)  # the plan gone, the authority silent
    closed_reason = ProseField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "recorded_by"], NEUTRAL) | dict.fromkeys(
        ["pupil", "plan", "transfer_year", "is_to_post_16", "meeting_on", "meeting_at", "place",
         "chair", "invited_on", "circulated_on", "held_on", "reported_on", "decided_on",
         "counted_from", "notice_on", "final_on", "closed_on", "wishes_asked_on",
         "interpreter_arranged_on", "advocate_arranged_on"], PERSONAL,
    ) | dict.fromkeys(
        ["state", "kind", "is_with_pep", "interpreter", "advocate", "pupil_views", "family_views",
         "differing_views", "needs_now", "adulthood_work", "adulthood_living",
         "adulthood_community", "adulthood_health", "transfer_words", "pep_words", "asks",
         "asks_words", "decision", "late_words", "called_off_reason", "closed_reason"], SPECIAL,
    )  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["school", "state", "-id"], name="annual_review_school"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_review_per_plan",
                fields=["plan"],
                condition=Q(state__in=["planned", "invited", "circulated", "held", "reported",
                                       "decided"]),
            ),
            models.CheckConstraint(
                name="held_reviews_say_when",
                condition=~Q(state__in=["held", "reported", "decided", "finished", "closed"])
                | Q(held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="reviews_called_off_say_why",
                condition=~Q(state="called_off") | ~Q(called_off_reason=""),
            ),
            models.CheckConstraint(
                name="reviews_closed_say_when_and_why",
                condition=~Q(state="closed") | Q(closed_on__isnull=False) & ~Q(closed_reason=""),
            ),
        ]  # fmt: skip

    def get_absolute_url(self):
        return f"/ehc-reviews/{self.pk}/"


class Invitation(Record):
    """One person or body who is invited (reg. 20(2)), what they were asked and what they gave."""

    class Role(models.TextChoices):
        PARENT = "parent", "Parent or carer"
        YOUNG_PERSON = "young_person", "The child or young person"
        SCHOOL = "school", "Head or teacher"
        AUTHORITY = "authority", "SEN officer of the local authority"
        HEALTH = "health", "Health professional"
        SOCIAL_CARE = "social_care", "Social care officer of the local authority"
        OTHER = "other", "Somebody else whose view helps"

    class Came(models.TextChoices):
        YES = "yes", "Came"
        ONLINE = "online", "Joined by phone or video"
        SORRY = "sorry", "Sent apologies"
        NO = "no", "Did not come"

    review = models.ForeignKey(AnnualReview, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role.choices)
    name = LineField(max_length=200, blank=True)  # empty: nobody is named yet
    organisation = LineField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    address = ProseField(max_length=500, blank=True)
    contact = models.ForeignKey(
        "pupils.Contact", models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    invited_on = models.DateField(null=True, blank=True)
    told_of = LineField(max_length=300, blank=True)  # day, time, place: heard of, and over since
    letter = models.ForeignKey(
        "letters.Letter", models.PROTECT, null=True, blank=True, related_name="+"
    )
    advice_asked_on = models.DateField(null=True, blank=True)
    advice_by = models.DateField(null=True, blank=True)
    advice_on = models.DateField(null=True, blank=True)  # it came
    advice_words = ProseField(max_length=12_000, blank=True)
    advice = models.ForeignKey(
        "pupils.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    no_advice_reason = LineField(max_length=300, blank=True)  # asked, and will not come
    came = models.CharField(max_length=6, choices=Came.choices, blank=True)
    reads_until = models.DateField(null=True, blank=True)  # a guest: the pack, until that day

    objects = OfReviewQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["review", "role"], NEUTRAL) | dict.fromkeys(
        ["name", "organisation", "email", "address", "contact", "user", "invited_on", "told_of",
         "letter", "advice_asked_on", "advice_by", "advice_on", "came", "reads_until"], PERSONAL,
    ) | dict.fromkeys(["advice_words", "advice", "no_advice_reason"], SPECIAL)  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["pk"]


class AdviceLink(Record):
    """A link by which one invited professional sends advice for one review, without an account.

    It opens an empty form and shows nothing of a child. Only the hash of its 128 bits is kept.
    """

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    until_on = models.DateField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfInvitationQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["invitation", "token_hash", "until_on", "used_at", "ended_at", "made_by"], NEUTRAL
    )

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]


class Circulated(Record):
    """What one invited person was sent: the advice before the meeting, or the report after it."""

    class What(models.TextChoices):
        ADVICE = "advice", "The advice"
        REPORT = "report", "The report"

    class How(models.TextChoices):
        HAND = "hand", "Given by hand"
        POST = "post", "By post"
        EMAIL = "email", "By secure e-mail"
        LETTER = "letter", "With a letter from here"
        GUEST = "guest", "On the pages of this site"

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="sent")
    what = models.CharField(max_length=6, choices=What.choices)
    how = models.CharField(max_length=6, choices=How.choices)
    on = models.DateField()
    letter = models.ForeignKey(
        "letters.Letter", models.PROTECT, null=True, blank=True, related_name="+"
    )
    report = models.ForeignKey(  # which version of the report it was
        "ehcp.AnnualReviewVersion", models.PROTECT, null=True, blank=True, related_name="sent"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfInvitationQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["invitation", "what", "report", "recorded_by"], NEUTRAL
    ) | {
        "how": PERSONAL, "on": PERSONAL, "letter": PERSONAL,
    }  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["pk"]


class OutcomeProgress(Record):
    """How far one outcome of section E has come, as the meeting saw it."""

    class Reached(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        SOME = "some", "Some progress"
        PARTLY = "partly", "Partly met"
        MET = "met", "Met"
        EXCEEDED = "exceeded", "More than met"

    review = models.ForeignKey(AnnualReview, models.PROTECT, related_name="progress")
    outcome = models.ForeignKey("ehcp.EhcOutcome", models.PROTECT, related_name="progress")
    reached = models.CharField(max_length=12, choices=Reached.choices, blank=True)
    words = ProseField(max_length=3000, blank=True)
    next_words = ProseField(max_length=2000, blank=True)  # what it should say from now on

    objects = OfReviewQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "review": NEUTRAL, "outcome": NEUTRAL, "reached": SPECIAL, "words": SPECIAL,
        "next_words": SPECIAL,
    }  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["outcome__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "outcome"], name="one_progress_per_outcome")
        ]


class SectionChange(Record):
    """What the meeting asks the authority to change in one section."""

    review = models.ForeignKey(AnnualReview, models.PROTECT, related_name="changes")
    letter = models.CharField(max_length=2, choices=Letter.choices)
    words = ProseField(max_length=6000)
    why = ProseField(max_length=3000, blank=True)

    objects = OfReviewQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "review": NEUTRAL, "letter": NEUTRAL, "words": SPECIAL, "why": SPECIAL,
    }  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["letter", "pk"]


class AnnualReviewVersion(Version):
    """The report as it went to everybody invited (reg. 20(7))."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    review = models.ForeignKey(AnnualReview, models.PROTECT, related_name="versions")

    objects = OfReviewQuerySet.as_manager()
    PRIVACY = VERSION_PRIVACY | {"school": NEUTRAL, "review": PERSONAL}

    class Meta(Version.Meta):
        app_label = "ehcp"
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_version_number")
        ]


class LargeReport(Record):
    """A version of the report in large print, made once a home that reads it so is written to."""

    report = models.OneToOneField(AnnualReviewVersion, models.PROTECT, related_name="large_print")
    document = models.ForeignKey("pupils.Document", models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfReportQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["report", "document", "made_by"], NEUTRAL)

    class Meta:
        app_label = "ehcp"
