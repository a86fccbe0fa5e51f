"""The class on one form: for each child a judgement, and words where there are some."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms

from referrals.meetings.models import Judgement
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

PARTS = ("judgement", "note", "action", "action_by")
LONG_AGO = timedelta(days=800)
SAY = "Say what the concern is."


class BoardForm(KeptFormMixin, forms.Form):
    """`instance` is the meeting. Fields judgement_7, note_7, … for the child of number 7."""

    held_on = forms.DateField(
        label="Held on", widget=forms.DateInput,
        error_messages={
            "required": "Give the day.",
            "invalid": "Write the date as day, month, year: 24/11/2026.",
        },
    )  # fmt: skip
    present = LineFormField(label="Who was there?", max_length=300, required=False)
    note = ProseFormField(
        label="About the class as a whole", max_length=3000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args, meeting, pupils, rows, **kwargs):
        self.instance, self.pupils, self.rows = meeting, pupils, rows
        super().__init__(*args, **kwargs)
        for name in ("held_on", "present", "note"):
            self.fields[name].initial = getattr(meeting, name)
        for pupil in pupils:
            self._add_fields(pupil)

    def _add_fields(self, pupil):
        row, name = self.rows.get(pupil.pk), pupil.name
        made = {
            "judgement": forms.ChoiceField(
                label=name, choices=Judgement.choices, required=False, widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose concern, watch or no change."},
            ),
            "note": ProseFormField(
                label=f"{name}: what do you see?", max_length=2000, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "action": LineFormField(
                label=f"{name}: what will be done?", max_length=300, required=False
            ),
            "action_by": LineFormField(label=f"{name}: by whom?", max_length=120, required=False),
        }  # fmt: skip
        for part, field in made.items():
            field.initial = getattr(row, part) if row else ""
            self.fields[f"{part}_{pupil.pk}"] = field
        made["note"].needed_for = "a concern"

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > moment.today():
            raise forms.ValidationError("A meeting that is still to come has seen nobody yet.")
        if day < moment.today() - LONG_AGO:
            raise forms.ValidationError("This is more than two years ago. Check the year.")
        return day

    def clean(self):
        said = super().clean()
        for pupil in self.pupils:
            name = f"judgement_{pupil.pk}"
            if "rest" in self.data and not said.get(name) and name not in self.errors:
                said[name] = Judgement.SAME
            is_concern = said.get(name) == Judgement.CONCERN
            if is_concern and not said.get(f"note_{pupil.pk}") and "note" not in self.errors:
                self.add_error(f"note_{pupil.pk}", SAY)
        return said

    @property
    def judged(self) -> dict[int, dict]:
        """Number of the child → the parts."""
        return {
            pupil.pk: {part: self.cleaned_data[f"{part}_{pupil.pk}"] for part in PARTS}
            for pupil in self.pupils
        }

    @property
    def about(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("held_on", "present", "note")}

    def liken(self, meeting):
        """The meeting as it is now, with the names of this form's fields, to compare both texts."""
        now = {row.pupil_id: row for row in meeting.rows.all()}
        for pupil in self.pupils:
            row = now.get(pupil.pk)
            for part in PARTS:
                setattr(meeting, f"{part}_{pupil.pk}", getattr(row, part) if row else "")
            words = row.get_judgement_display() if row and row.judgement else ""
            setattr(meeting, f"get_judgement_{pupil.pk}_display", lambda words=words: words)
        return meeting

    def cards(self, facts) -> list[SimpleNamespace]:
        """One for each child, in the order of the class."""
        return [self._card(pupil, facts[pupil.pk]) for pupil in self.pupils]

    def _card(self, pupil, about) -> SimpleNamespace:
        fields = {part: self[f"{part}_{pupil.pk}"] for part in PARTS}
        written = any(field.value() or field.errors for part, field in fields.items()
                      if part != "judgement")  # fmt: skip
        return SimpleNamespace(
            pupil=pupil, about=about, is_written=written, chosen=fields["judgement"].value(),
            wrong=fields["judgement"].errors, **fields,
        )  # fmt: skip


class DecideForm(KeptFormMixin, forms.Form):
    """No referral: what is done instead, or why nothing is. `instance` is the concern's row."""

    decided_how = ProseFormField(
        label="What do you do instead, or why is nothing more needed?",
        help_text="What changes in class, and when you look again", max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what you do instead, or why nothing is needed."},
    )  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)
