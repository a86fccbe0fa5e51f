"""Inviting many families at once: whose next meeting waits for its letter, and whose cannot have
one yet. The letters go the way of all letters that are written together (letters.batches).
"""

from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef

from accounts.permissions import Permission as P
from letters.batches.models import Batch, BatchRow
from letters.models import Letter
from provision.family_meetings import showing
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.services import inviting
from provision.family_meetings.services.finding import KIND, WAITING
from pupils.access import may_about
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.edits import IllegalMove

MOST = 100  # families on one page
WAITS = "The letter waits to be checked and sent."
COMES = "The letter is being prepared."
JOINED = ("school__policy", "pupil__class_group", "led_by")
OPEN = (Batch.State.PREPARING, Batch.State.PREPARED)


def to_invite(user, school):
    """The next meeting of each child in reach, where its family is not invited yet. A queryset,
    soonest first.
    """
    coming = ParentMeeting.objects.open().filter(planned_on__gte=moment.today())
    sooner = coming.filter(pupil=OuterRef("pupil")).filter(
        planned_on__lt=OuterRef("planned_on")
    ) | coming.filter(
        pupil=OuterRef("pupil"), planned_on=OuterRef("planned_on"), pk__lt=OuterRef("pk")
    )
    rows = ParentMeeting.objects.visible_to(user, P.PARENT_MEETING_BOOK).filter(
        ~Exists(sooner), school=school, state="planned", planned_on__gte=moment.today()
    )
    return rows.select_related(*JOINED).prefetch_related("pupil__contacts").order_by(
        "planned_on", "starts_at", "pk"
    )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One family. whom: who would be written to, "" where the person may not know; why_not: a
    sentence where no letter can be prepared now.
    """

    meeting: ParentMeeting
    when: str
    whom: str
    why_not: str


def rows_of(user, meetings) -> list[Row]:
    """Two queries, however many they are. meetings: of to_invite, as a list."""
    waits = _waiting(meetings)
    return [
        Row(each, showing.when(each), _whom(user, each), waits.get(each.pupil_id) or why_not(each))
        for each in meetings
    ]  # fmt: skip


def _waiting(meetings) -> dict[int, str]:
    """Child → why no second letter is prepared."""
    letters = Letter.objects.filter(
        about_type=KIND, about_id__in=[each.pk for each in meetings], state__in=WAITING
    )
    in_work = BatchRow.objects.filter(
        batch__purpose=inviting.PURPOSE, batch__state__in=OPEN, state=BatchRow.State.WAITING,
        pupil__in=[each.pupil_id for each in meetings],
    )  # fmt: skip
    found = dict.fromkeys(in_work.values_list("pupil", flat=True), COMES)
    return found | dict.fromkeys(letters.values_list("pupil", flat=True), WAITS)


def why_not(meeting) -> str:
    """What is missing of the day, or why nobody can be written to."""
    try:
        inviting.refuse_unready(meeting)
    except IllegalMove as refused:
        return str(refused)
    return inviting.may_be_invited(meeting.pupil).why_nobody


def _whom(user, meeting) -> str:
    if not may_about(user, P.CARER_NAME_VIEW, meeting.pupil):
        return ""
    chosen = inviting.may_be_invited(meeting.pupil)
    names = [home.contact.name for home in chosen.households]
    return ", ".join([meeting.pupil.first_name, *names] if chosen.young_person else names)


def as_seen(rows: list[Row]) -> str:
    """Tells whether what was looked at is what stands there."""
    return ".".join(f"{row.meeting.pk}-{row.meeting.version}" for row in rows if not row.why_not)


class TogetherForm(KeptFormMixin, forms.Form):
    """A press of the button, with what was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST * 30)

    def __init__(self, *args, rows: list[Row], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = as_seen(rows)
