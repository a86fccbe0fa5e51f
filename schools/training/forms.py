"""What is asked of a training."""

from decimal import Decimal

from django import forms

from accounts.models import User
from schools.forms import date_field
from schools.models import Area, Membership
from schools.training import services
from schools.training.models import Training
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.edits import IllegalMove
from sendcase.text import LineFormField, ProseFormField

HOURS_WORDS = dict.fromkeys(
    ["required", "invalid", "min_value", "max_value", "max_decimal_places", "max_digits",
     "max_whole_digits"], "Write the hours from 0.25 to 400: 1.5 is an hour and a half.",
)  # fmt: skip
LONGEST_NAME = 120


class TrainingForm(KeptFormMixin, forms.Form):
    """`instance` is the row that is changed, for its version; None for a new one."""

    title = LineFormField(
        label="What was it?", max_length=150, help_text="Attachment and trauma; Makaton, level 1",
        error_messages={"required": "Say what it was."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Which kind?", choices=Training.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind."},
    )  # fmt: skip
    area = forms.ModelChoiceField(
        Area.objects.none(), label="Which area of need?", required=False, empty_label="None of them"
    )
    provider = LineFormField(label="Who gave it?", max_length=150, required=False)
    held_on = date_field("On which day?", "Of a course the last day")
    hours = forms.DecimalField(
        label="How many hours?", help_text="For each person", min_value=Decimal("0.25"),
        max_value=400, decimal_places=2, max_digits=5, error_messages=HOURS_WORDS,
    )  # fmt: skip
    expires_on = date_field(
        "Until when does it count?", "Leave it empty where it does not run out", required=False
    )
    note = ProseFormField(
        label="Certificate, or a note", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The number of a certificate, where it is kept, what changes in class",
    )  # fmt: skip

    def __init__(self, *args, school, row=None, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.filter(school=school).order_by("order")
        self.fields["held_on"].initial = moment.today()
        for name in ("title", "kind", "area", "provider", "held_on", "expires_on", "note"):
            if row:
                self.fields[name].initial = getattr(row, name)
        if row:
            self.fields["hours"].initial = f"{Decimal(row.minutes) / 60:.2f}"

    def clean(self):
        data = super().clean()
        if data.get("held_on"):
            try:
                services.refuse_days(data["held_on"], data.get("expires_on"))
            except IllegalMove as refused:
                both = data["held_on"] <= moment.today() and data.get("expires_on")
                self.add_error("expires_on" if both else "held_on", str(refused))
        return data

    @property
    def facts(self) -> dict:
        data = self.cleaned_data
        names = ("title", "kind", "area", "provider", "held_on", "expires_on", "note")
        return {name: data[name] for name in names} | {"minutes": int(data["hours"] * 60)}

    def liken(self, row):
        """The row as it is now, with the names of this form's fields, to compare both texts."""
        row.hours = f"{Decimal(row.minutes) / 60:.2f}"
        return row


class NewForm(TrainingForm):
    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Who took part?", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    whole_staff = forms.BooleanField(
        label="It was for all staff", required=False,
        help_text="One line of the school’s record, whoever was there",
    )  # fmt: skip
    others = LineFormField(
        label="Anybody without an account?", max_length=500, required=False,
        help_text="Names, with a comma between: Ms A. Rowe, Mr B. Tan",
    )  # fmt: skip
    field_order = ["title", "kind", "area", "provider", "held_on", "hours", "whole_staff", "people",
                   "others"]  # fmt: skip

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, school=school, **kwargs)
        held = Membership.objects.held_today().filter(school=school)
        staff = User.objects.filter(pk__in=held.values("user"), is_active=True)
        self.fields["people"].queryset = staff.order_by("name", "pk")
        self.fields["people"].needed_for = "a training that was not for all staff"
        self.fields["people"].label_from_instance = lambda person: person.name

    def clean_others(self):
        names = [" ".join(name.split()) for name in self.cleaned_data["others"].split(",")]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError("One of these names is too long. Put commas between them.")
        return list(dict.fromkeys(filter(None, names)))

    def clean(self):
        data = super().clean()
        someone = data.get("people") or data.get("others") or data.get("whole_staff")
        if not someone and not {"people", "others"} & set(self.errors):
            self.add_error("people", "Say who took part, or that it was for all staff.")
        return data

    @property
    def recorded(self) -> dict:
        data = self.cleaned_data
        return self.facts | {"people": data["people"], "names": data["others"],
                             "whole_staff": data["whole_staff"]}  # fmt: skip
