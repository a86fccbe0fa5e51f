"""To whom, and why."""

from django import forms

from reminders.given import services
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField


class GiveForm(KeptFormMixin, forms.Form):
    """`deadline` is its `instance`, for the version. Inputs are named as the row names them."""

    given_to = forms.ChoiceField(
        label="Who does it?", error_messages={"required": "Choose somebody."},
        help_text="Only who may open what it is about stands here.",
    )  # fmt: skip
    given_why = LineFormField(
        label="Why do they do it?", max_length=200,
        help_text="“Mr Turner is away this month.” Whoever sees this task reads it.",
        error_messages={"required": "Say why, in a few words."},
    )  # fmt: skip

    def __init__(self, *args, deadline, **kwargs):
        self.instance = deadline
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in services.people(deadline)}
        named = [(number, each.name) for number, each in self.people.items()]
        self.fields["given_to"].choices = [("", "Choose"), *named]

    @property
    def given(self) -> dict:
        data = self.cleaned_data
        return {
            "to": self.people[data["given_to"]], "why": data["given_why"],
            "version": data["version"],
        }  # fmt: skip
