"""The forms of joining and leaving."""

from datetime import timedelta

from django import forms

from iep.forms import laid_out
from iep.moves.models import MoveNote, MoveTask, SchoolMove
from pupils.models import Pupil
from pupils.services import check_dates
from schools.models import YearGroup
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

LABELS = {
    "setting": "From which school or setting?",
    "who_to_call": "Who to call there",
    "sen_known": "Are special educational needs known?",
    "about": "What we know so far",
}
HELPS = {
    "who_to_call": "Name and number: “Mrs Lee, room leader, 01632 960 044”.",
    "about": "What the family or the setting has told us.",
}
OF_NEEDS = ("sen_known", "about")


class MoveForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = SchoolMove
        fields = list(LABELS)
        labels = LABELS
        help_texts = HELPS
        widgets = {"sen_known": forms.RadioSelect, "about": forms.Textarea(attrs={"rows": 4})}

    helper = laid_out(*LABELS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sen_known"].choices = SchoolMove.Known.choices
        if self.instance.direction == SchoolMove.Direction.LEAVING:
            self.fields["setting"].label = "To which school or setting?"

    def _post_clean(self):
        """The service saves."""


class StartForm(MoveForm):
    direction = forms.ChoiceField(
        label="Is the child joining or leaving?",
        choices=SchoolMove.Direction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the child is joining or leaving."},
    )
    helper = laid_out("direction", *LABELS)

    def __init__(self, *args, pupil, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["setting"].label = "Which other school or setting?"
        ahead = pupil.admitted_on is not None and pupil.admitted_on > moment.today()
        self.fields["direction"].initial = "joining" if ahead else "leaving"


class JoinerForm(KeptFormMixin, forms.ModelForm):
    """A child who is known to come. The office does not see what is asked about needs."""

    setting = LineFormField(
        label=LABELS["setting"],
        max_length=120,
        error_messages={"required": "Say where the child comes from."},
    )
    who_to_call = LineFormField(
        label=LABELS["who_to_call"], help_text=HELPS["who_to_call"], max_length=200, required=False
    )
    sen_known = forms.ChoiceField(
        label=LABELS["sen_known"], choices=SchoolMove.Known.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    class Meta:
        model = Pupil
        fields = ["legal_first_name", "legal_last_name", "born_on", "year", "admitted_on"]
        labels = {
            "legal_first_name": "First name on the birth certificate",
            "legal_last_name": "Last name on the birth certificate",
            "admitted_on": "First day at this school",
            "year": "Which year will the child join?",
        }

    def __init__(self, *args, about_needs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "Choose a year"), *YearGroup.choices]
        self.fields["admitted_on"].required = True
        self.fields["admitted_on"].error_messages["required"] = "Say the first day, as expected."
        self.fields["about"] = MoveForm.base_fields["about"]
        if not about_needs:
            for name in OF_NEEDS:
                del self.fields[name]

    def clean_admitted_on(self):
        day = self.cleaned_data["admitted_on"]
        if day <= moment.today():
            raise forms.ValidationError(
                "This day is not ahead. Add the child under Pupils instead."
            )
        if day > moment.today() + timedelta(days=800):
            raise forms.ValidationError("This is more than two years ahead. Check the year.")
        return day

    def clean(self):
        data = super().clean()
        check_dates(data.get("born_on"), data.get("admitted_on"))
        return data

    def _post_clean(self):
        """The service saves."""


class TaskForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = MoveTask
        fields = ["state", "done_on", "note"]
        labels = {"state": "How does it stand?", "done_on": "On which day?", "note": "Note"}
        help_texts = {"note": "What came of it; or why it is not needed."}
        widgets = {"state": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    helper = laid_out("state", "done_on", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = MoveTask.State.choices
        self.fields["done_on"].required = False
        if self.instance.done_on is None:
            self.initial["done_on"] = moment.today()

    def clean(self):
        data = super().clean()
        day = data.get("done_on")
        if data.get("state") == MoveTask.State.DONE and day and day > moment.today():
            self.add_error("done_on", "This day is ahead. Note it once it is done.")
        if data.get("state") == MoveTask.State.NOT_NEEDED and not data.get("note"):
            self.add_error("note", "Say why it is not needed.")
        return data

    def _post_clean(self):
        """The service saves."""


class NoteForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = MoveNote
        fields = ["text"]
        labels = {"text": "Your note"}
        help_texts = {"text": "It is added with your name and today’s date, and stays."}
        error_messages = {"text": {"required": "Write the note."}}

    def _post_clean(self):
        """The service saves."""
