"""The governors' report: one edition for each term, and what was frozen when it was published."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.board.querysets import BoardEditionQuerySet, BoardVersionQuerySet
from schools.models import School, Term
from sendcase import moment
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL
MOST = 4000  # letters of each part of the words


class BoardEdition(Record):
    """draft → confirmed → published (states.py). One for each term of a school.

    writers: numbers of everybody whose words may stand in it: none of them confirms it. figures:
    what was counted when it was confirmed, as it leaves (reports.board.content); what the head read
    is what is published. cells: which children stood where in it (reports.figures.kept), to tell
    who moved until the next one: it leaves the school with all its records alone (reports.export),
    and only the newest keeps it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        CONFIRMED = "confirmed", "Confirmed"
        PUBLISHED = "published", "Published"

    school = models.ForeignKey(School, models.PROTECT, related_name="board_editions")
    # A term that was entered by mistake may be removed: the edition keeps its name and days.
    term = models.ForeignKey(Term, models.SET_NULL, null=True, related_name="+")
    term_name = LineField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    well = ProseField(max_length=MOST, blank=True)
    worries = ProseField(max_length=MOST, blank=True)
    asks = ProseField(max_length=MOST, blank=True)
    put_right = ProseField(max_length=MOST, blank=True)  # what was wrong in an earlier report
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    writers = models.JSONField(default=list)
    figures = models.JSONField(null=True)
    cells = models.JSONField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = BoardEditionQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "term", "term_name", "starts_on", "ends_on", "state", "written_at",
         "confirmed_at", "published_at"], NEUTRAL,
    ) | dict.fromkeys(
        ["opened_by", "written_by", "writers", "confirmed_by", "published_by"], PERSONAL
    ) | dict.fromkeys(
        ["well", "worries", "asks", "put_right", "figures", "cells"], SPECIAL
    )  # fmt: skip

    class Meta:
        app_label = "reports"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["school", "-starts_on"], name="board_edition_school")]
        constraints = [
            models.UniqueConstraint(fields=["school", "term"], name="one_board_edition_a_term"),
            models.CheckConstraint(
                name="confirmed_board_editions_say_who_and_what",
                condition=Q(state="draft", confirmed_by=None, confirmed_at=None)
                & Q(figures__isnull=True, cells__isnull=True)
                | ~Q(state="draft")
                & Q(confirmed_by__isnull=False, confirmed_at__isnull=False, figures__isnull=False),
            ),
            models.CheckConstraint(
                name="published_board_editions_say_who_and_when",
                condition=Q(state="published", published_by__isnull=False,
                            published_at__isnull=False)
                | ~Q(state="published") & Q(published_by=None, published_at=None),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.term_name

    def get_absolute_url(self):
        return f"/board-reports/{self.pk}/"


class BoardVersion(Version):
    """What the board reads. Page and PDF come from its content alone; nothing changes it."""

    document = None  # about no pupil: the PDF is a file of its own
    edition = models.OneToOneField(BoardEdition, models.PROTECT, related_name="issued")
    file = models.FileField(upload_to="unused", max_length=120)  # printing names it
    size = models.PositiveIntegerField()
    file_sha256 = models.CharField(max_length=64)
    counted_on = models.DateField(default=moment.today)  # the day its figures are of

    objects = BoardVersionQuerySet.as_manager()
    PRIVACY = {name: kind for name, kind in VERSION_PRIVACY.items() if name != "document"} | (
        dict.fromkeys(["edition", "file", "size", "file_sha256", "counted_on"], NEUTRAL)
    )

    class Meta(Version.Meta):
        app_label = "reports"
