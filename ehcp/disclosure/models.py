"""Each time something of an EHC plan left the school: to whom, why, which version, by whom.

SEND Regulations 2014, reg. 17; the grounds of the schools' policies (security §2). Kept as long as
the record; a row that was sent is never changed (triggers).
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from ehcp.querysets import FileQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.moment import LONDON
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Disclosure(Record):
    """asked → agreed by a second person, where a ground stands in for consent → sent | refused."""

    class State(models.TextChoices):
        ASKED = "asked", "Waits for a second person"
        READY = "ready", "May be sent"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Not sent"

    class Ground(models.TextChoices):
        CONSENT = "consent", "Recorded consent"
        TRIBUNAL = "tribunal", "An appeal to the Tribunal"
        SECRETARY = "secretary", "A complaint to the Secretary of State"
        COURT = "court", "A court’s order or criminal proceedings"
        OMBUDSMAN = "ombudsman", "An inquiry into maladministration"
        ACTS = "acts", "Duties under the Disabled Persons Act 1986 or the Children Act 1989"
        OFSTED = "ofsted", "Ofsted"
        STUDENTS = "students", "An application for disabled students’ allowance"
        NEXT_HEAD = "next_head", "The head of the next setting"
        INTERESTS = "interests", "The child’s interests"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="disclosures")
    plan = models.ForeignKey("ehcp.EhcPlan", models.PROTECT, related_name="disclosures")
    state = models.CharField(max_length=8, choices=State.choices)
    plan_version = models.ForeignKey(
        "ehcp.EhcPlanVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    pack = models.ForeignKey("ehcp.Pack", models.PROTECT, null=True, blank=True, related_name="+")
    recipient = LineField(max_length=200)
    organisation = LineField(max_length=200, blank=True)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    consent = models.ForeignKey(
        "pupils.Consent", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = ProseField(max_length=2000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    second_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    second_words = ProseField(max_length=2000, blank=True)
    given_up_words = ProseField(max_length=2000, blank=True)  # why whoever asked did not go on
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_how = LineField(max_length=200, blank=True)

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "plan", "state", "plan_version", "pack", "asked_by", "asked_at", "second_by",
         "second_at", "sent_by"], NEUTRAL,
    ) | dict.fromkeys(
        ["pupil", "recipient", "organisation", "consent", "sent_on", "sent_how"], PERSONAL
    ) | dict.fromkeys(["ground", "reason", "second_words", "given_up_words"], SPECIAL)  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="two_different_people_disclose",
                condition=Q(second_by=None) | ~Q(second_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="nothing_is_sent_on_a_ground_alone",
                condition=~Q(state__in=["ready", "sent"])
                | Q(ground="consent", consent__isnull=False)
                | ~Q(ground="consent") & Q(second_by__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_disclosures_say_when_and_who",
                condition=~Q(state="sent") | Q(sent_on__isnull=False, sent_by__isnull=False),
            ),
        ]

    @property
    def ready_on(self) -> date:
        """The first day on which it might go: asked on a consent, or agreed by the second."""
        return (self.second_at or self.asked_at).astimezone(LONDON).date()

    def get_absolute_url(self):
        return f"/ehc-disclosures/{self.pk}/"
