"""Hours a week, and minutes for each kind of task."""

from types import SimpleNamespace

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from reminders.forecast import durations
from reminders.forecast.models import EIGHT_HOURS, WorkHours
from reminders.kinds import kinds
from sendcase.drafts.forms import KeptFormMixin

MOST_HOURS, MOST_MINUTES = 80, 600
HOURS_WRONG = f"Write the hours as a number from 0 to {MOST_HOURS}, for example 7.5."
MINUTES_WRONG = f"Write the minutes as a whole number from 0 to {MOST_MINUTES}."


class TimesForm(KeptFormMixin, forms.Form):
    """`instance`: the school's WorkHours, unsaved where there is none yet."""

    def __init__(self, *args, school, **kwargs):
        row = WorkHours.objects.filter(school=school).first()
        self.instance = row or WorkHours(school=school, minutes=EIGHT_HOURS)
        self.now = durations.of_school(school)
        super().__init__(*args, **kwargs)
        self.fields["hours"] = forms.DecimalField(
            label="Hours a week for this work",
            help_text="Of everybody who coordinates, together. Weeks when the school is closed "
            "have none",
            min_value=0, max_value=MOST_HOURS, decimal_places=2, localize=False,
            initial=as_hours(self.instance.minutes),
            error_messages=dict.fromkeys(
                ["required", "invalid", "min_value", "max_value", "max_decimal_places"],
                HOURS_WRONG,
            ),
        )  # fmt: skip
        for kind, minutes in self.now.items():
            self.fields[kind] = _minutes(kind, minutes)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "hours", *(Fieldset(title, *group) for title, group in durations.groups().items())
        )

    def clean_hours(self) -> str:
        """As it stands in the box next time: 7.5 and not 7.50."""
        return as_hours(round(self.cleaned_data["hours"] * 60))

    @property
    def times(self) -> dict:
        """What services.set_times takes, without school and person."""
        given = self.cleaned_data
        return {
            "version": given["version"],
            "minutes_a_week": round(float(given["hours"]) * 60),
            "minutes": {kind: given[kind] for kind in self.now},
        }

    def liken(self, row):
        """What is saved now, with the names of this form's fields, to compare both texts."""
        now = durations.of_school(row.school)
        return SimpleNamespace(version=row.version, hours=as_hours(row.minutes), **now)


def as_hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _minutes(kind: str, minutes: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=kinds[kind].words(None), initial=minutes, min_value=0, max_value=MOST_MINUTES,
        help_text="Minutes",
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], MINUTES_WRONG
        ),
    )  # fmt: skip
