"""The forms of what the school owes. Impossible days are refused by the service, in its words."""

from types import SimpleNamespace

from django import forms

from schools.forms import date_field
from schools.owed.services import refuse_day
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.edits import IllegalMove
from sendcase.text import LineFormField, ProseFormField

MOST_MONTHS = 60
MONTHS_WORDS = f"Write a number of months from 1 to {MOST_MONTHS}."


class OwedForm(KeptFormMixin, forms.Form):
    """`instance` is the row that is changed, for its version; nothing is written into it."""

    days: tuple[str, ...] = ()

    def __init__(self, *args, row=None, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & ({"name", "months", "appointed_on"} if row else set()):
            self.fields[name].initial = getattr(row, name)

    def clean(self):
        data = super().clean()
        for name in self.days:
            try:
                if data.get(name):
                    refuse_day(data[name])
            except IllegalMove as refused:
                self.add_error(name, str(refused))
        return data


class PolicyForm(OwedForm):
    name = LineFormField(
        label="Which policy?", help_text="SEND policy, Accessibility plan", max_length=120,
        error_messages={"required": "Name the policy."},
    )  # fmt: skip
    months = forms.IntegerField(
        label="How many months lie between two reviews?", help_text="12 is a year",
        min_value=1, max_value=MOST_MONTHS, initial=12,
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"],
                                     MONTHS_WORDS),
    )  # fmt: skip


class NewPolicyForm(PolicyForm):
    reviewed_on = date_field("When was it last reviewed?", "Or adopted, if it is new")
    days = ("reviewed_on",)


class SencoForm(OwedForm):
    name = LineFormField(
        label="Who is SENCO?", help_text="Ms S. Grant", max_length=120,
        error_messages={"required": "Give the name."},
    )  # fmt: skip
    appointed_on = date_field("When was this person appointed as SENCO?", "The first day as SENCO")
    days = ("appointed_on",)


class DoneForm(OwedForm):
    on = date_field("When was it done?")
    note = ProseFormField(
        label="Note", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was changed, where it stands, who agreed to it",
    )  # fmt: skip
    days = ("on",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()


class ChangedForm(OwedForm):
    on = date_field("Since when?")
    what = LineFormField(
        label="What has changed?", max_length=300,
        help_text="Another SENCO, a new base, another way to complain",
        error_messages={"required": "Say what has changed."},
    )  # fmt: skip
    days = ("on",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()

    def liken(self, row):
        """What is saved now, with the names of this form's fields, to compare both texts."""
        return SimpleNamespace(version=row.version, on=row.changed_on, what=row.changed_what)
