"""Asking for an EHC needs assessment, and what comes of it. CFA 2014 s36; SEND Regulations 3–13."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ehcp.exemptions import Reason
from ehcp.querysets import FileQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class AssessmentRequest(Record):
    """considering → family consulted → sent → refused | assessing → no plan | draft → plan."""

    class State(models.TextChoices):
        CONSIDERING = "considering", "Being considered"
        CONSULTED = "consulted", "The family was asked"
        SENT = "sent", "With the authority"
        REFUSED = "refused", "The authority will not assess"
        ASSESSING = "assessing", "Being assessed"
        NO_PLAN = "no_plan", "Assessed, no plan"
        DRAFT = "draft", "A draft plan has come"
        PLAN = "plan", "A plan was issued"
        DROPPED = "dropped", "Not gone on with"

    class AskedBy(models.TextChoices):
        SCHOOL = "school", "The school"
        PARENT = "parent", "A parent"
        YOUNG_PERSON = "young_person", "The young person"
        OTHER = "other", "Somebody else"

    class Agrees(models.TextChoices):
        YES = "yes", "Agrees"
        NO = "no", "Does not agree"
        UNSURE = "unsure", "Not sure, or did not say"

    OPEN = ("considering", "consulted", "sent", "assessing", "draft")

    school = models.ForeignKey(School, models.PROTECT, related_name="assessment_requests")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="assessment_requests")
    state = models.CharField(max_length=12, choices=State.choices, default=State.CONSIDERING)
    is_reassessment = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=12, choices=AskedBy.choices)
    asked_by_name = LineField(max_length=200, blank=True)
    why = ProseField(max_length=8000)
    local_authority = LineField(max_length=120)
    officer_name = LineField(max_length=120, blank=True)
    officer_email = models.EmailField(blank=True)
    # The family is consulted; their agreement is wished for, not required (CFA s36).
    consulted_on = models.DateField(null=True, blank=True)
    family_agrees = models.CharField(max_length=6, choices=Agrees.choices, blank=True)
    family_said = ProseField(max_length=4000, blank=True)
    pupil_said = ProseField(max_length=4000, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)  # by the authority: day 0
    decided_on = models.DateField(null=True, blank=True)  # to assess or not
    advice_asked_on = models.DateField(null=True, blank=True)  # of the school
    advice_sent_on = models.DateField(null=True, blank=True)
    no_plan_on = models.DateField(null=True, blank=True)
    draft_on = models.DateField(null=True, blank=True)  # served on the family
    issued_on = models.DateField(null=True, blank=True)
    plan = models.ForeignKey(
        "ehcp.EhcPlan", models.PROTECT, null=True, blank=True, related_name="requests"
    )
    # What the authority wrote when it said no: offered to the next plan.
    feedback = ProseField(max_length=8000, blank=True)
    exemption = models.CharField(
        max_length=20, choices=[(r.name.lower(), r.value) for r in Reason], blank=True
    )
    exemption_words = ProseField(max_length=2000, blank=True)
    undisputed_on = models.DateField(null=True, blank=True)  # the family lets a “no” stand
    end_reason = ProseField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "recorded_by"], NEUTRAL) | dict.fromkeys(
        ["pupil", "asked_by", "asked_by_name", "local_authority", "officer_name", "officer_email",
         "consulted_on", "sent_on", "received_on", "decided_on", "advice_asked_on",
         "advice_sent_on", "no_plan_on", "draft_on", "issued_on", "undisputed_on",
         "plan"], PERSONAL,
    ) | dict.fromkeys(
        ["state", "is_reassessment", "why", "family_agrees", "family_said", "pupil_said",
         "feedback", "exemption", "exemption_words", "end_reason"], SPECIAL,
    )  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "state", "-id"], name="ehc_request_school")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_request_per_pupil",
                fields=["pupil"],
                condition=Q(state__in=["considering", "consulted", "sent", "assessing", "draft"]),
            ),
            models.CheckConstraint(
                name="dropped_requests_say_why", condition=~Q(state="dropped") | ~Q(end_reason="")
            ),
        ]

    def get_absolute_url(self):
        return f"/ehc-requests/{self.pk}/"


class Consultation(Record):
    """An authority asks whether the school can meet a plan's needs. The reply in 15 days."""

    class Answer(models.TextChoices):
        CAN = "can", "We can meet these needs"
        CANNOT = "cannot", "We cannot meet these needs"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="consultations")
    local_authority = LineField(max_length=120)
    received_on = models.DateField()
    replied_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)
    words = ProseField(max_length=8000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "recorded_by"], NEUTRAL) | dict.fromkeys(
        ["pupil", "local_authority", "received_on", "replied_on"], PERSONAL
    ) | {"answer": SPECIAL, "words": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-received_on", "-pk"]

    def get_absolute_url(self):
        return f"/ehc-consultations/{self.pk}/"


class Dispute(Record):
    """Mediation or an appeal: a record of its own beside request, plan or review."""

    class About(models.TextChoices):
        ASSESS = "assess", "No assessment"
        PLAN = "plan", "No plan after the assessment"
        CONTENT = "content", "What sections B, F or I say"
        PLACEMENT = "placement", "Section I alone"
        AMEND = "amend", "No change after a review"
        CEASE = "cease", "The plan is to end"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="disputes")
    request = models.ForeignKey(
        AssessmentRequest, models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    about = models.CharField(max_length=10, choices=About.choices)
    letter_on = models.DateField()  # of the authority's decision
    adviser_on = models.DateField(null=True, blank=True)  # the family spoke to one
    mediation_refused_on = models.DateField(null=True, blank=True)
    certificate_on = models.DateField(null=True, blank=True)
    mediation_asked_on = models.DateField(null=True, blank=True)
    mediation_on = models.DateField(null=True, blank=True)
    appeal_on = models.DateField(null=True, blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    words = ProseField(max_length=4000, blank=True)
    outcome = ProseField(max_length=4000, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "recorded_by"], NEUTRAL) | dict.fromkeys(
        ["pupil", "request", "letter_on", "adviser_on", "mediation_refused_on", "certificate_on",
         "mediation_asked_on", "mediation_on", "appeal_on", "hearing_on", "ended_on"], PERSONAL,
    ) | dict.fromkeys(["about", "words", "outcome"], SPECIAL)  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-letter_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="ended_disputes_have_an_outcome", condition=Q(ended_on=None) | ~Q(outcome="")
            )
        ]

    def get_absolute_url(self):
        return f"/ehc-disputes/{self.pk}/"


class DateCorrection(Record):
    """A day that was written down wrong: what stood there, what stands there, why."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    request = models.ForeignKey(
        AssessmentRequest, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    field = models.CharField(max_length=20)
    was = models.DateField()
    now = models.DateField()
    reason = ProseField(max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "recorded_by", "field"], NEUTRAL
    ) | dict.fromkeys(
        ["pupil", "request", "consultation", "was", "now"], PERSONAL
    ) | {"reason": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="corrections_are_of_one_record",
                condition=Q(request=None, consultation__isnull=False)
                | Q(request__isnull=False, consultation=None),
            )
        ]
