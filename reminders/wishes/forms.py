from crispy_forms.helper import FormHelper
from django import forms

DAYS = [("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday"), ("4", "Thursday"), ("5", "Friday")]


class DaysForm(forms.Form):
    days = forms.MultipleChoiceField(
        label="On which days?", choices=DAYS, widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose one day at least."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
