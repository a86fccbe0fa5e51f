"""A programme of the library; which of the starter library to take over."""

from django import forms

from provision.interventions.forms import choices
from provision.interventions.forms.starting import number
from provision.interventions.models import LONGEST_SESSION, Programme
from sendcase.drafts.forms import KeptFormMixin


class ProgrammeForm(KeptFormMixin, forms.ModelForm):
    minutes = number("Minutes of one time", "", LONGEST_SESSION)
    times = number("How many times a week?", "", 25)
    weeks = number("For how many weeks?", "", 60)
    places = number("For how many pupils at most?", "1 for one child alone", 60)

    class Meta:
        model = Programme
        fields = ["name", "about", "area", "work", "wave", "minutes", "times", "weeks", "places",
                  "success_measure", "materials"]  # fmt: skip
        labels = {
            "name": "What do you call it?",
            "about": "What is done in it?",
            "area": "Which area of need is it for?",
            "work": "What kind of help is it?",
            "wave": "For whom is it?",
            "success_measure": "How does it show that it worked?",
            "materials": "What is needed for it?",
        }
        help_texts = {
            "about": "As you would tell a new colleague. No child is named here",
            "success_measure": "A number or an example",
            "materials": "Kit, books, a room, training",
        }
        error_messages = {"name": {"required": "Give it a name."}}
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "success_measure": forms.Textarea(attrs={"rows": 2}),
            "materials": forms.Textarea(attrs={"rows": 2}),
            "wave": forms.RadioSelect,
        }

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        choices.offer(self, school)

    def _post_clean(self):
        """The service saves."""


class StarterForm(KeptFormMixin, forms.Form):
    keys = forms.MultipleChoiceField(
        label="Which do you give here?", widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Tick at least one, or take all."
        ),
    )  # fmt: skip

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(row["key"], row["name"]) for row in rows]


class PressForm(forms.Form):
    """A button on a programme: what to do, and the version the person was looking at."""

    action = forms.ChoiceField(choices=[(name, name) for name in ("retire", "bring back")])
    version = forms.IntegerField(min_value=1)
