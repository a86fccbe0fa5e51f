"""Forms of the ledger: looked at, because …; which promises give something."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from provision.interventions.models import LONGEST_SESSION
from provision.ledger import lines, wording
from provision.models import Promise
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

NEW = ("what", "minutes", "times", "per", "from_on")


class LookForm(KeptFormMixin, forms.Form):
    because = ProseFormField(
        label="What did you find, and what happens now?", max_length=600,
        help_text="“Mrs Hall is ill until half-term; Mr Roy takes the group from Monday.”",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what you found."},
    )  # fmt: skip


class PromisesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, promise):
        return f"{promise.what}: {wording.often(promise)}, {lines.since(promise)}"


LACKS = {"required": "Fill this in for something new, or take the tick away."}


def number(label, most, words):
    wrong = LACKS | dict.fromkeys(["invalid", "min_value", "max_value"], words)
    return forms.IntegerField(label=label, min_value=1, max_value=most, error_messages=wrong)


class GivenByForm(KeptFormMixin, forms.Form):
    """promises: those of this child to choose from; held: those that give it now; may_promise:
    whether the person may promise something new. amount: what to fill in for a new one.
    """

    promises = PromisesField(
        None, required=False, label="Which help gives this?",
        error_messages={"invalid_choice": "This help has ended or is another child’s. Choose anew.",
                        "invalid_pk_value": "Choose from the list."},
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    is_new = forms.BooleanField(required=False, label="Promise something new")
    what = LineFormField(
        label="What is promised?", max_length=200, error_messages=LACKS,
        help_text="“Reading with an adult”: the family reads it",
    )  # fmt: skip
    minutes = number("Minutes each time", LONGEST_SESSION, "Write a number of minutes up to 480.")
    times = number("How many times?", 400, "Write a number up to 400.")
    per = forms.ChoiceField(label="In each", choices=Promise.Per.choices, error_messages=LACKS)
    from_on = forms.DateField(
        label="From which day on?",
        error_messages=LACKS | {"invalid": "Write the date as day, month, year: 24/11/2026."},
    )  # fmt: skip

    def __init__(self, *args, promises, held, may_promise, amount=None, **kwargs):
        keys = ",".join(str(each.pk) for each in held)
        initial = {"promises": [each.pk for each in held], "seen": keys, "per": "week",
                   "from_on": moment.today()} | (amount or {})  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["promises"].queryset = promises
        has_some = promises.exists()
        new = Fieldset("Something new", "is_new", "what", Row(Column("minutes"), Column("times"),
                       Column("per")), "from_on")  # fmt: skip
        if not has_some:
            del self.fields["promises"]
            self.fields["is_new"].initial = True
        if self.is_bound and not self.data.get("is_new"):
            for name in NEW:
                self.fields[name].required = False
        if not may_promise:
            for name in ("is_new", *NEW):
                del self.fields[name]
        shown = ["promises"] if has_some else []
        self.has_any = has_some or may_promise
        self.helper = FormHelper()
        self.helper.layout = Layout(*shown, "seen", *([new] if may_promise else []))

    @property
    def chosen(self) -> dict:
        """For the service: promises, new (its facts, or None), seen."""
        said = self.cleaned_data
        new = {name: said[name] for name in NEW} if said.get("is_new") else None
        seen = sorted(int(key) for key in said["seen"].split(",") if key.isdigit())
        return {"promises": list(said.get("promises") or ()), "new": new, "seen": seen}
