"""What is asked before a date is counted."""

from datetime import date

from django import forms

from ehcp.dates.anchors import BY_KEY, choices
from ehcp.days import DayField

LATEST = date(2099, 12, 31)
GIVE_A_DAY = "Give a day, such as 24 Nov 2026."


def day_field(label, required=True):
    return DayField(
        label=label, required=required, latest=LATEST,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"required": GIVE_A_DAY, "invalid": GIVE_A_DAY},
    )  # fmt: skip


class DatesForm(forms.Form):
    """Sent by GET: nothing is kept."""

    use_required_attribute = False
    what = forms.ChoiceField(
        label="What do you know the day of?",
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what happened."),
    )
    on = day_field("On which day?")
    second = day_field("A second day", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices()
        self.fields["what"].widget.attrs["class"] = "form-select"
        anchor = BY_KEY.get(self["what"].value() or "")
        if anchor and anchor.second:
            self.fields["second"].label = anchor.second
        else:
            del self.fields["second"]

    def clean(self):
        said = super().clean()
        anchor = BY_KEY.get(said.get("what", ""))
        second_is_missing = not said.get("second") and "second" not in self.errors
        if anchor and anchor.needs_second and second_is_missing:
            self.add_error("second", GIVE_A_DAY)
        return said

    def dues(self) -> list:
        said = self.cleaned_data
        return BY_KEY[said["what"]].work(said["on"], said.get("second"))
