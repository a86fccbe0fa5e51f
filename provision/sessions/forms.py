"""The form of a tap, and those of one session: note, cover, another day, one more."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from accounts.models import User
from provision.interventions.models import LONGEST_SESSION
from provision.models import Mark
from provision.querysets import STAFF
from schools.models import Membership
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

MOST_AT_ONCE, LONGEST = 60, 18  # children; digits that every database takes as a number


class TapForm(forms.Form):
    """A tap. marks: "12:0,13:2", each a place and the version of its mark as the page knew it."""

    tick = forms.UUIDField()
    marks = forms.CharField(max_length=MOST_AT_ONCE * 2 * LONGEST)
    outcome = forms.ChoiceField(required=False, choices=[("", ""), *Mark.Outcome.choices])
    missed = forms.ChoiceField(required=False, choices=Mark.Reason.choices)  # a button for each
    reason = forms.ChoiceField(required=False, choices=Mark.Reason.choices)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=LONGEST_SESSION)
    person = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def clean_marks(self) -> dict[int, int]:
        pairs = [pair.split(":") for pair in self.cleaned_data["marks"].split(",")]
        words = [word for pair in pairs for word in pair]
        if len(pairs) > MOST_AT_ONCE or any(len(pair) != 2 for pair in pairs):
            raise forms.ValidationError("marks")
        if not all(w.isascii() and w.isdigit() and len(w) <= LONGEST for w in words):
            raise forms.ValidationError("marks")
        return {int(place): int(version) for place, version in pairs}

    @property
    def said(self) -> dict:
        """For provision.sessions.ticking.tick."""
        data = self.cleaned_data
        missed = data["missed"]
        return {
            "seen": data["marks"], "tick": data["tick"],
            "outcome": Mark.Outcome.MISSED if missed else data["outcome"],
            "reason": missed or data["reason"], "minutes": data["minutes"] or 0,
        }  # fmt: skip


class SessionForm(KeptFormMixin, forms.Form):
    """About one saved session, which counts its saves."""

    def __init__(self, *args, session, **kwargs):
        self.instance = session
        super().__init__(*args, kept_key=f"session-{session.pk}", **kwargs)


class NoteForm(SessionForm):
    text = ProseFormField(
        label="What is worth knowing for the next time?", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you did, where you stopped. The children may read it one day.",
    )  # fmt: skip

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, session=session, **kwargs)
        self.fields["text"].initial = session.note


def staff_of(school_id: int) -> dict[int, str]:
    held = Membership.objects.held_today().filter(school=school_id, role__in=STAFF)
    rows = User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")
    return dict(rows.values_list("pk", "name"))


class CoverForm(SessionForm):
    person = forms.ChoiceField(label="Who covers it?", required=False)

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, session=session, **kwargs)
        self.staff = staff_of(session.school_id)
        nobody = ("", "Nobody: whoever runs it does")
        self.fields["person"].choices = [nobody, *self.staff.items()]
        self.fields["person"].initial = session.cover_by_id
        self.fields[
            "person"
        ].help_text = (
            "They see the names on the list on that day and tick it. Afterwards they no longer do."
        )

    def clean_person(self) -> User | None:
        number = self.cleaned_data["person"]
        return User.objects.get(pk=number) if number else None


def day_field(label):
    wrong = {"required": "Say which day.", "invalid": "Write the day like 24/11/2026."}
    return forms.DateField(label=label, error_messages=wrong)


def clock_field():
    wrong = {"invalid": "Write the time like 9:15."}
    widget = forms.TimeInput(attrs={"type": "time"})
    return forms.TimeField(
        label="At what time?", required=False, widget=widget, error_messages=wrong
    )


class MoveForm(SessionForm):
    on = day_field("Which day is it on now?")
    starts_at = clock_field()

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, session=session, **kwargs)
        self.fields["on"].initial, self.fields["starts_at"].initial = session.on, session.starts_at


class ExtraForm(KeptFormMixin, forms.Form):
    """One outside the timetable, of an intervention."""

    on = day_field("Which day?")
    starts_at = clock_field()
    minutes = forms.IntegerField(
        label="How many minutes?", min_value=1, max_value=LONGEST_SESSION,
        error_messages={"required": "Say how many minutes."},
    )  # fmt: skip
    room = LineFormField(label="Where?", max_length=80, required=False)

    helper = FormHelper()
    helper.layout = Layout("on", "starts_at", "minutes", "room")

    def __init__(self, *args, intervention, **kwargs):
        super().__init__(*args, kept_key=f"intervention-{intervention.pk}", **kwargs)
        self.fields["on"].initial = moment.today
        self.fields["minutes"].initial = intervention.minutes
        self.fields["room"].initial = intervention.room
