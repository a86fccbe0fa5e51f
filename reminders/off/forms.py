"""Until when, and why."""

from datetime import timedelta

from django import forms

from reminders.off import services
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField


class PutOffForm(KeptFormMixin, forms.Form):
    """`deadline` is its `instance`, for the version. Inputs are named as the row names them."""

    put_off_until = forms.DateField(
        label="On which day does it come back?",
        error_messages={
            "required": "Say on which day it comes back.",
            "invalid": "Write the date as day, month, year: 24/11/2026.",
        },
    )
    put_off_why = LineFormField(
        label="Why does it have to wait?", max_length=200,
        help_text="“Her mother is away until Monday.” Whoever sees this task reads it.",
        error_messages={"required": "Say why, in a few words."},
    )  # fmt: skip

    def __init__(self, *args, deadline, **kwargs):
        self.instance = deadline
        super().__init__(*args, **kwargs)
        until, last = deadline.put_off_until, services.last_day(deadline)
        nearby = moment.today() + timedelta(days=7)
        self.fields["put_off_until"].initial = until or min(nearby, last)
        self.fields["put_off_why"].initial = deadline.put_off_why
        self.fields["put_off_until"].help_text = "Its due day stays what it is."

    def clean_put_off_until(self):
        day = self.cleaned_data["put_off_until"]
        if refused := services.wrong(self.instance, day):
            raise forms.ValidationError(refused)
        return day

    @property
    def given(self) -> dict:
        data = self.cleaned_data
        return {
            "until": data["put_off_until"], "why": data["put_off_why"], "version": data["version"]
        }  # fmt: skip
