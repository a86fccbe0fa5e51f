"""The forms of money. Pounds are typed, pence are kept."""

import re

from django import forms

from accounts.models import User
from provision.costs.counting import in_pounds
from provision.costs.models import MOST_PENCE, Charge, CostRules, Funding
from provision.models import Intervention
from pupils.models import Pupil
from schools.forms import date_field
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

POUNDS = re.compile(r"^£?\s*(\d{1,9}|\d{1,3}(,\d{3})+)(\.(\d{1,2}))?$")
NOT_MONEY = "Write pounds and pence, like 14.50 or 1,200."


class PoundsField(forms.CharField):
    """“£1,200.50” in, 120050 out."""

    def __init__(self, *, least=1, most=MOST_PENCE, **kwargs):
        self.least, self.most = least, most
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        found = POUNDS.match(typed.strip())
        if not found:
            raise forms.ValidationError(NOT_MONEY, code="invalid")
        pence = int(found[1].replace(",", "")) * 100 + int((found[4] or "0").ljust(2, "0"))
        if not self.least <= pence <= self.most:
            raise forms.ValidationError(
                f"Write an amount from {in_pounds(self.least)} to {in_pounds(self.most)}."
            )
        return pence

    def prepare_value(self, value):
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


def percent_field(**kwargs):
    words = "Write a percentage from 0 to 200, like 27.5."
    return forms.DecimalField(
        label="On-costs, in per cent", min_value=0, max_value=200, decimal_places=2, initial=0,
        help_text="National Insurance and pension on top of the pay: often 25 to 40",
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value", "max_decimal_places"], words
        ),
        **kwargs,
    )  # fmt: skip


class MoneyForm(KeptFormMixin, forms.Form):
    """`instance` is the row that is changed, for its version; nothing is written into it."""

    def __init__(self, *args, row=None, school=None, user=None, **kwargs):
        self.instance, self.school, self.user = row, school, user
        super().__init__(*args, **kwargs)
        self.ready()

    def ready(self) -> None:
        """Choices and what stands there at first."""

    @property
    def facts(self) -> dict:
        own = {"form_id", "version"}
        return {key: value for key, value in self.cleaned_data.items() if key not in own}


class RateForm(MoneyForm):
    pence = PoundsField(label="Pay for an hour, in pounds", help_text="14.50, before on-costs")
    on_costs = percent_field()
    from_on = date_field("From which day?", "Of an earlier day, the sums since then change too")

    def clean_on_costs(self) -> int:
        return int(self.cleaned_data["on_costs"] * 100)


class GradeForm(RateForm):
    name = LineFormField(
        label="Which grade?", help_text="Teaching assistant, level 2", max_length=80,
        error_messages={"required": "Name the grade."},
    )  # fmt: skip
    is_default = forms.BooleanField(label="Use it for everyone who is on no grade", required=False)
    field_order = ["name", "pence", "on_costs", "from_on", "is_default"]


class HolderForm(MoneyForm):
    user = forms.ModelChoiceField(
        None, label="Who?", empty_label="Choose a person",
        error_messages={"required": "Choose a person."},
    )  # fmt: skip
    from_on = date_field("From which day?")

    def ready(self):
        here = User.objects.filter(
            memberships__in=self.school.memberships.held_today().exclude(role="governor")
        )
        self.fields["user"].queryset = here.distinct().order_by("name", "pk")
        self.fields["user"].label_from_instance = lambda person: person.name
        self.fields["from_on"].initial = moment.today()


class RulesForm(MoneyForm):
    first_month = forms.TypedChoiceField(
        label="When does the year of money begin?", coerce=int,
        choices=CostRules.FirstMonth.choices, widget=forms.RadioSelect,
    )  # fmt: skip
    threshold = PoundsField(
        label="How much does the school pay itself for one pupil?",
        help_text="Usually £6,000 a year; above it a school asks its authority for top-up",
        least=0,
    )

    def ready(self):
        for name in ("first_month", "threshold"):
            self.fields[name].initial = getattr(self.instance, name)


class ChargeForm(MoneyForm):
    intervention = forms.ModelChoiceField(
        None, label="For which intervention?", required=False,
        empty_label="None: it is for one pupil",
    )  # fmt: skip
    pupil = forms.ModelChoiceField(
        None, label="Or for which pupil alone?", required=False,
        empty_label="No pupil: it is shared by all in the intervention",
    )  # fmt: skip
    kind = forms.ChoiceField(label="What kind of cost?", choices=Charge.Kind.choices)
    what = LineFormField(
        label="What is it?", help_text="Reading books, visits of the speech therapist",
        max_length=160, error_messages={"required": "Say what it is."},
    )  # fmt: skip
    pence = PoundsField(label="How much, in pounds?")
    per = forms.ChoiceField(label="How is it charged?", choices=Charge.Per.choices)
    from_on = date_field("From which day?", "Its day, where it is charged once")
    until_on = date_field("Until which day?", "Leave empty where it goes on", required=False)

    def ready(self):
        runs = Intervention.objects.visible_to(self.user).filter(school=self.school)
        self.fields["intervention"].queryset = runs.exclude(state="declined")
        self.fields["intervention"].label_from_instance = lambda row: row.name
        self.fields["pupil"].queryset = pupils_of(self.user, self.school)
        self.fields["from_on"].initial = moment.today()

    def clean(self):
        data = super().clean()
        if bool(data.get("intervention")) == bool(data.get("pupil")):
            self.add_error("intervention", "Choose an intervention or a pupil: one of the two.")
        if data.get("pupil") and data.get("per") not in (None, Charge.Per.ONCE):
            self.add_error("per", "A charge for one pupil is charged once.")
        return data


class FundingForm(MoneyForm):
    source = forms.ChoiceField(label="Where does it come from?", choices=Funding.Source.choices)
    pupil = forms.ModelChoiceField(
        None, label="For which pupil?", required=False,
        empty_label="For the whole school",
    )  # fmt: skip
    pence = PoundsField(label="How much, in pounds?", most=MOST_PENCE * 10)
    from_on = date_field("From which day?", "The money is spread evenly over these days")
    until_on = date_field("Until which day?")
    note = LineFormField(
        label="Note", max_length=200, required=False, help_text="The authority's letter of 3 May"
    )

    def ready(self):
        self.fields["pupil"].queryset = pupils_of(self.user, self.school)

    def clean(self):
        data = super().clean()
        if data.get("pupil") and data.get("source") == Funding.Source.NOTIONAL:
            self.add_error("pupil", "The notional budget is the school's. Leave the pupil out.")
        if not data.get("pupil") and data.get("source") == Funding.Source.EHC:
            self.add_error("pupil", "An EHC plan is one pupil's. Choose the pupil.")
        return data


def pupils_of(user, school):
    rows = Pupil.objects.visible_to(user).filter(school=school).on_roll()
    return rows.order_by("sort_key", "pk")
