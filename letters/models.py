"""Letters home. A letter is for one pupil and one contact; it knows no plan, only documents."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Role
from letters.batches.models import Batch, BatchPrint, BatchRow  # noqa: F401
from letters.chasers.models import Chase  # noqa: F401
from letters.languages import ENGLISH, LANGUAGES
from letters.links.models import LetterLink  # noqa: F401
from letters.querysets import LetterQuerySet, ReplyQuerySet, TemplateQuerySet
from letters.replies.models import ReplyCode  # noqa: F401
from letters.voice.models import FamilyWord  # noqa: F401
from pupils.models import Contact, Document, Pupil
from schools.models import School
from sendcase import moment
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class LetterTemplate(Record):
    """A school's words for one purpose. Markdown with {merge_fields}; a save makes a new row."""

    school = models.ForeignKey(School, models.PROTECT, related_name="letter_templates")
    purpose = models.CharField(max_length=40)  # a key of letters.purposes
    # Over compulsory school age the young person is written to, in words of their own.
    for_young_person = models.BooleanField(default=False)
    language = models.CharField(
        max_length=8, choices=[(x.code, x.name) for x in LANGUAGES], default=ENGLISH.code
    )
    subject = LineField(max_length=150)
    body = ProseField(max_length=6000)
    slip = ProseField(max_length=1500, blank=True)  # the reply slip; empty: none
    # Of a translation: who speaks the language and has read it; empty: nobody yet.
    checked_by = LineField(max_length=120, blank=True)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    objects = TemplateQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "purpose", "for_young_person", "language", "subject", "body", "slip",
         "edited_by", "checked_by", "replaced_at"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "purpose", "for_young_person", "language"],
                condition=Q(replaced_at=None),
                name="one_current_template_per_purpose",
            )
        ]


class Letter(Record):
    """prepared → approved → issued → answered | returned to sender | withdrawn."""

    class State(models.TextChoices):
        PREPARED = "prepared", "To be checked"
        APPROVED = "approved", "Approved"
        ISSUED = "issued", "Sent"
        ANSWERED = "answered", "Answered"
        RETURNED = "returned", "Returned to sender"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Way(models.TextChoices):
        POST = "post", "By post"
        HAND = "hand", "By hand at school"
        EMAIL = "email", "By e-mail, with a link"

    school = models.ForeignKey(School, models.PROTECT, related_name="letters")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="letters")
    # Empty where the young person is the addressee, or somebody outside the family (other_name).
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="letters")
    other_name = LineField(max_length=200, blank=True)  # a professional who is asked for advice
    other_address = ProseField(max_length=500, blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="letters")
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.POST)
    purpose = models.CharField(max_length=40)
    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)  # merge fields the asking app supplied, as text
    attachments = models.ManyToManyField(Document, blank=True, related_name="+")
    about_type = models.CharField(max_length=60, blank=True)  # "iep.supportplan": what it tells of
    about_id = models.BigIntegerField(null=True)
    # As the policy said when it was prepared: one begun for a signer ends with that signer.
    signed_by = models.CharField(
        max_length=20, choices=[(Role.SENCO, "SENCO"), (Role.HEAD, "Head")]
    )
    answer_days = models.PositiveSmallIntegerField(null=True)  # as the policy said when it went
    personal_note = ProseField(max_length=1000, blank=True)  # one paragraph added for this family
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_reason = ProseField(max_length=500, blank=True)

    objects = LetterQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "purpose", "template", "about_type", "about_id", "state", "prepared_by",
         "signed_by", "answer_days", "batch", "way", "approved_by", "approved_at", "issued_by",
         "issued_on", "closed_at"], NEUTRAL,
    ) | {
        "pupil": PERSONAL, "contact": PERSONAL, "other_name": PERSONAL,
        "other_address": PERSONAL, "facts": SPECIAL, "personal_note": SPECIAL,
        "closed_reason": SPECIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "state", "-id"], name="letter_school_state")]
        constraints = [
            models.CheckConstraint(
                name="issued_letters_have_a_date",
                condition=Q(state__in=["prepared", "approved", "withdrawn"])
                | Q(issued_on__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_letters_keep_their_days",
                condition=Q(issued_on=None) | Q(answer_days__isnull=False),
            ),
            models.CheckConstraint(
                name="approved_letters_have_an_approver",
                condition=Q(state__in=["prepared", "withdrawn"]) | Q(approved_by__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/letters/{self.pk}/"


class LetterVersion(Version):
    """The letter as it went out."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="issued_version")
    PRIVACY = VERSION_PRIVACY | {"letter": NEUTRAL}


class Reply(Record):
    """What came back. A signed slip is receipt, not consent.

    letter: what it answers; empty once it was found to be recorded on the wrong one, `was_for`.
    """

    class Route(models.TextChoices):
        SLIP = "slip", "Paper slip"
        PHONE = "phone", "Phone"
        EMAIL = "email", "E-mail"
        IN_PERSON = "in_person", "In person"
        CODE = "code", "The page, with the code"
        LINK = "link", "The link in our e-mail"

    class Consent(models.TextChoices):
        YES = "yes", "Agreed"
        NO = "no", "Did not agree"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="reply")
    was_for = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="wrong_replies")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_off_reason = ProseField(max_length=250, blank=True)
    route = models.CharField(max_length=10, choices=Route.choices)
    received_on = models.DateField()
    wants_to_talk = models.BooleanField(default=False)
    words = ProseField(max_length=3000, blank=True)  # what the family said, in their words
    # Asked apart from receipt, where the letter asks for it; empty: not said.
    consent = models.CharField(max_length=3, choices=Consent.choices, blank=True)
    name_given = LineField(max_length=200, blank=True)  # who says so, as they wrote it
    times = ProseField(max_length=500, blank=True)  # when a meeting would suit them
    language = models.CharField(max_length=8, blank=True)  # of the page they answered on
    # Empty where the family answered on the page.
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=moment.now)
    # Where the family would like to talk: when somebody did.
    talked_on = models.DateField(null=True)
    talked_words = ProseField(max_length=1000, blank=True)
    talked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ReplyQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "letter": NEUTRAL,
        "was_for": NEUTRAL,
        "taken_off_at": NEUTRAL,
        "taken_off_by": NEUTRAL,
        "taken_off_reason": SPECIAL,
        "route": NEUTRAL,
        "received_on": PERSONAL,
        "wants_to_talk": SPECIAL,
        "words": SPECIAL,
        "consent": SPECIAL,
        "name_given": PERSONAL,
        "times": PERSONAL,
        "language": PERSONAL,
        "recorded_by": NEUTRAL,
        "recorded_at": NEUTRAL,
        "talked_on": PERSONAL,
        "talked_words": SPECIAL,
        "talked_by": NEUTRAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="replies_answer_a_letter_or_say_why_not",
                condition=Q(letter__isnull=False, was_for=None, taken_off_at=None,
                            taken_off_by=None, taken_off_reason="")
                | Q(letter=None, was_for__isnull=False, taken_off_at__isnull=False,
                    taken_off_by__isnull=False) & ~Q(taken_off_reason=""),
            )
        ]  # fmt: skip
