"""The forms of the bank. Choices are of this school only; extra posted fields are ignored."""

from django import forms

from iep.bank.listing import YEARS
from iep.bank.models import BankTarget, Strategy
from schools.models import YearGroup
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

ANY_YEAR = [("", "Any"), *[(year, YearGroup(year).label) for year in YEARS]]
GAPS = "Write {name} for the child’s name and {date} for the review date: they fill themselves in. "
HINTS = {
    "target": GAPS + "Any other gap, such as {how many}, is for whoever uses it.",
    "criteria": "How will you know? A number or an example.",
    "resources": "“Word cards, 10 minutes × 4 times a week.”",
    "strategies": "One strategy a line.",
    "plain_words": "How you would say it to a family at the school gate.",
}


class OwnAreas:
    """A form whose areas are those the school uses, and the one that is chosen already."""

    def limit_areas(self, school, chosen=None):
        used = school.areas.filter(is_used=True)
        field = self.fields["area"]
        field.queryset = (used | school.areas.filter(pk=chosen)) if chosen else used
        field.label_from_instance = lambda area: area.name


class BankTargetForm(KeptFormMixin, OwnAreas, forms.ModelForm):
    from_year = forms.ChoiceField(label="From year", choices=ANY_YEAR, required=False)
    to_year = forms.ChoiceField(label="To year", choices=ANY_YEAR, required=False)

    class Meta:
        model = BankTarget
        fields = ["area", "from_year", "to_year", "target", "criteria", "resources", "strategies",
                  "plain_words"]  # fmt: skip
        labels = {
            "area": "Area of need",
            "criteria": "Achievement criteria",
            "resources": "Possible resources and techniques",
            "strategies": "Possible class strategies and support",
            "plain_words": "In plain words, for the family",
        }
        help_texts = HINTS
        error_messages = {"target": {"required": "Write the target."},
                          "area": {"required": "Choose an area of need."}}  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in HINTS}

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit_areas(school, self.instance.area_id)

    def clean(self):
        first, last = self.cleaned_data.get("from_year"), self.cleaned_data.get("to_year")
        if first and last and YEARS.index(first) > YEARS.index(last):
            self.add_error("to_year", "Choose a year that is not before “From year”.")
        return self.cleaned_data

    def _post_clean(self):
        """The service saves."""


class StrategyForm(KeptFormMixin, OwnAreas, forms.ModelForm):
    class Meta:
        model = Strategy
        fields = ["words", "need_words", "area", "weight"]
        labels = {
            "words": "What do adults do?",
            "need_words": "What do children need, then?",
            "area": "Area of need",
            "weight": "How much does it matter?",
        }
        help_texts = {
            "words": "Begin with what to do: “Give instructions in steps”.",
            "need_words": "Goes on after a number on the lesson sheet: “(six) need instructions in "
            "steps”.",
            "area": "Leave empty if it helps in every area.",
        }
        error_messages = {"words": {"required": "Write what adults do."}}
        widgets = {"weight": forms.RadioSelect}

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit_areas(school, self.instance.area_id)
        self.fields["area"].empty_label = "Every area"
        self.fields["weight"].choices = Strategy.Weight.choices

    def _post_clean(self):
        """The service saves."""


class PhraseForm(forms.Form):
    words = LineFormField(
        label="Another way to write it",
        max_length=160,
        error_messages={"required": "Write the other words."},
    )


ACTIONS = ["approve", "decline", "retire", "bring back"]


class DecideForm(forms.Form):
    """A button on an entry: what to do, and the version the person was looking at."""

    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])
    version = forms.IntegerField(min_value=1)
