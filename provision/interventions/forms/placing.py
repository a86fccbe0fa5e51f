"""Pupils join and leave; promises are made, changed, ended and find a place."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from provision.interventions.forms.deciding import reason
from provision.interventions.forms.starting import OVER, number
from provision.interventions.models import LONGEST_SESSION
from provision.interventions.saying import amount
from provision.models import Promise
from pupils.groups.forms import PupilChoice
from pupils.wording import day_text
from schools.forms import date_field
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

NEW = ""


class PupilsForm(KeptFormMixin, forms.Form):
    """Who joins. pupils: those the person may choose; keeps_7: which promise of the pupil of
    number 7 the place keeps, where there is one that nobody keeps yet.
    """

    pupils = PupilChoice(
        None, label="Who joins?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one pupil."},
    )  # fmt: skip
    why = reason("Why do they need it?", "One sentence for the one who decides", "", required=False)

    def __init__(self, *args, pupils, promises, first, wishes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pupils"].queryset = pupils
        if wishes:
            return
        del self.fields["why"]
        self.fields["from_on"] = date_field("From which day?")
        self.fields["from_on"].initial = first
        self.promises = {row.pk: row for row in promises}
        for pupil in {row.pupil_id for row in promises}:
            mine = [(str(row.pk), f"{row.what}: {amount(row)}, from {day_text(row.from_on)}")
                    for row in promises if row.pupil_id == pupil]  # fmt: skip
            self.fields[f"keeps_{pupil}"] = forms.ChoiceField(
                label="Which promise does it keep?", required=False,
                choices=[*mine, (NEW, "A new one, of this intervention’s own minutes and times")],
                initial=mine[0][0],
            )  # fmt: skip

    @property
    def keeps(self) -> dict:
        """Number of the pupil → promise, of those chosen."""
        found = {}
        for pupil in self.cleaned_data["pupils"]:
            if chosen := self.cleaned_data.get(f"keeps_{pupil.pk}"):
                found[pupil.pk] = self.promises[int(chosen)]
        return found


class LeaveForm(KeptFormMixin, forms.Form):
    """`instance` is the place."""

    on = date_field("Last day in it")
    reason = reason("Why?", "“Reads as well as the class now”", "Say why.")
    keep_promise = forms.ChoiceField(
        label="And what was promised?", widget=forms.RadioSelect,
        choices=[("no", "It ends, too"),
                 ("yes", "It stands, and is to be kept another way")],
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose one."),
    )  # fmt: skip

    def __init__(self, *args, place, **kwargs):
        self.instance = place
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()


class AmountFields:
    def add_amount(self, row=None):
        self.fields["minutes"] = number("Minutes of one time", "", LONGEST_SESSION)
        self.fields["times"] = number("How many times?", "", 400)
        self.fields["per"] = forms.ChoiceField(
            label="In which time?", choices=Promise.Per.choices, initial=Promise.Per.WEEK,
            error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose one."),
        )  # fmt: skip
        if row is not None:
            for name in ("minutes", "times", "per"):
                self.fields[name].initial = getattr(row, name)

    @staticmethod
    def amount_layout():
        return Row(*(Column(name) for name in ("minutes", "times", "per")))


class PromiseForm(AmountFields, KeptFormMixin, forms.Form):
    """A promise by itself."""

    what = LineFormField(
        label="What is promised?", max_length=200,
        help_text="As you would say it to the family: “Reading with an adult”",
        error_messages={"required": "Say what is promised."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_amount()
        self.fields["from_on"] = date_field("From which day?")
        self.fields["from_on"].initial = moment.today()
        self.fields["until_on"] = date_field(
            "Until which day?", "Leave empty if it holds until you end it", required=False
        )
        self.helper = FormHelper()
        self.helper.layout = Layout("what", self.amount_layout(), "from_on", "until_on")

    def clean(self):
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", OVER)
        return self.cleaned_data


class ChangePromiseForm(AmountFields, KeptFormMixin, forms.Form):
    """Another amount from a day on. `instance` is the promise."""

    def __init__(self, *args, promise, **kwargs):
        self.instance = promise
        super().__init__(*args, **kwargs)
        self.add_amount(promise)
        self.fields["from_on"] = date_field("From which day?", "Until then it stays as it was")
        self.fields["from_on"].initial = moment.today()
        self.helper = FormHelper()
        self.helper.layout = Layout(self.amount_layout(), "from_on")


class EndPromiseForm(KeptFormMixin, forms.Form):
    """`instance` is the promise."""

    on = date_field("Last day")
    reason = reason("Why does it end?", "The family may read this", "Say why it ends.")

    def __init__(self, *args, promise, **kwargs):
        self.instance = promise
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()


class FindPlaceForm(KeptFormMixin, forms.Form):
    """In which intervention a promise is kept."""

    intervention = forms.ChoiceField(
        label="Where?", widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose where."),
    )  # fmt: skip

    def __init__(self, *args, rows, first, **kwargs):
        self.rows = {str(row.pk): row for row in rows}
        super().__init__(*args, **kwargs)
        self.fields["from_on"] = date_field("From which day?")
        self.fields["from_on"].initial = first
        self.fields["intervention"].choices = [
            (key, f"{row.name}: {row.said}") for key, row in self.rows.items()
        ]

    @property
    def chosen(self):
        return self.rows[self.cleaned_data["intervention"]]
