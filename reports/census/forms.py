"""Choosing a day that is not offered."""

from django import forms

from schools.forms import date_field
from sendcase import moment

MOST_AHEAD = 400  # days: what lies further off says nothing yet
FAR = "This day is more than a year ahead. Choose an earlier one."


class DayForm(forms.Form):
    """From the address: ?on=21/1/2026."""

    on = date_field("Another day", "If your census counts on another day")

    def clean_on(self):
        day = self.cleaned_data["on"]
        if (day - moment.today()).days > MOST_AHEAD:
            raise forms.ValidationError(FAR)
        return day
