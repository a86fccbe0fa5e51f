"""What is due: one row per obligation, kept by the service that makes or meets it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Role
from pupils.models import Pupil
from reminders.querysets import DeadlineQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField


class Deadline(Record):
    """One obligation. Owned by a person, or by everyone who holds `owner_role` at the school."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "No longer needed"

    school = models.ForeignKey(School, models.PROTECT, related_name="deadlines")
    pupil = models.ForeignKey(Pupil, models.PROTECT, null=True, related_name="deadlines")
    kind = models.CharField(max_length=40)  # a key of reminders.kinds
    object_id = models.BigIntegerField()  # of the row that the kind speaks of
    due_on = models.DateField()  # last day
    is_legal = models.BooleanField(default=False)  # set by law; otherwise by the school's policy
    rule = LineField(max_length=300)  # the rule in words, shown on request
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="deadlines"
    )
    owner_role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    is_waiting = models.BooleanField(default=False)  # for somebody outside: a family, an agency
    # A person put it off: until this day it stands apart, and no mail speaks of it.
    put_off_until = models.DateField(null=True)
    put_off_why = LineField(max_length=200, blank=True)
    # Given by hand; `owner` is this person as well while they may hold it (reminders.owners).
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    given_why = LineField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "kind": SPECIAL,
        "object_id": NEUTRAL,
        "due_on": NEUTRAL,
        "is_legal": NEUTRAL,
        "rule": NEUTRAL,
        "owner": PERSONAL,
        "owner_role": NEUTRAL,
        "is_waiting": NEUTRAL,
        "put_off_until": NEUTRAL,
        "put_off_why": SPECIAL,
        "given_to": PERSONAL,
        "given_why": SPECIAL,
        "state": NEUTRAL,
        "closed_at": NEUTRAL,
    }

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["school", "due_on", "id"],
                name="deadline_school_open",
                condition=Q(state="open"),
            ),
            models.Index(
                fields=["owner", "due_on"], name="deadline_owner_open", condition=Q(state="open")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=Q(state="open"),
                name="one_open_deadline_per_obligation",
            ),
            models.CheckConstraint(
                name="deadline_has_an_owner",
                condition=Q(owner__isnull=False) | ~Q(owner_role=""),
            ),
            models.CheckConstraint(
                name="deadline_put_off_says_why",
                condition=Q(put_off_until=None, put_off_why="")
                | Q(put_off_until__isnull=False) & ~Q(put_off_why=""),
            ),
            models.CheckConstraint(
                name="deadline_given_says_why",
                condition=Q(given_to=None, given_why="")
                | Q(given_to__isnull=False) & ~Q(given_why=""),
            ),
        ]


from reminders.feed.models import CalendarFeed  # noqa: E402, F401
from reminders.forecast.models import Duration, WorkHours  # noqa: E402, F401
from reminders.leads.models import LeadTime, ReminderRules  # noqa: E402, F401
from reminders.nightly.models import NightlyRecount  # noqa: E402, F401
from reminders.saved.models import SavedView  # noqa: E402, F401
from reminders.wishes.models import MailDays  # noqa: E402, F401
