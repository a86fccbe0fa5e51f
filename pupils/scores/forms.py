from django import forms
from django.core.exceptions import ValidationError

from pupils.scores import kinds
from pupils.scores.services import check_day
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField


class ScoreForm(KeptFormMixin, forms.Form):
    """One result. `instance` is the score that is put right, None for a new one."""

    test = LineFormField(
        label="What was tested?",
        help_text="The test and the subject: New Group Reading Test, Maths",
        max_length=80, error_messages={"required": "Say what was tested."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What sort of result?", choices=kinds.ScoreKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )  # fmt: skip
    result = LineFormField(
        label="The result", help_text="103, 24.5, 7:06 for an age, or the words of the assessment",
        max_length=60, error_messages={"required": "Write the result."},
    )  # fmt: skip
    taken_on = forms.DateField(
        label="When was it?", widget=forms.DateInput,
        error_messages={
            "required": "Give the day.",
            "invalid": "Write the date as day, month, year: 24/11/2026.",
        },
    )  # fmt: skip
    source = LineFormField(
        label="Where is it from?", help_text="Form B, end of year report",
        max_length=120, required=False,
    )  # fmt: skip

    def __init__(self, *args, pupil, score=None, **kwargs):
        self.instance, self.pupil = score, pupil
        super().__init__(*args, **kwargs)
        if score is not None:
            for name in ("test", "kind", "result", "taken_on", "source"):
                self.fields[name].initial = getattr(score, name)

    def clean(self):
        said = super().clean()
        if said.get("kind") and said.get("result"):
            self._check("result", kinds.read, said["kind"], said["result"])
        if said.get("taken_on"):
            self._check("taken_on", check_day, said["taken_on"], self.pupil.born_on)
        return said

    def _check(self, name, check, *values):
        try:
            check(*values)
        except ValidationError as wrong:
            self.add_error(name, wrong)
