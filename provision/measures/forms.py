"""Results of a whole group on one page: one test, one day, a box for each child."""

from django import forms

from provision.measures.services import ENTRY, EXIT
from pupils.scores.kinds import ScoreKind
from schools.forms import date_field
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

NOTHING = "Write at least one child's result, or go back."


class GroupForm(KeptFormMixin, forms.Form):
    """results(): [(place, typed)] of the boxes that are filled."""

    when = forms.ChoiceField(
        label="At the beginning or at the end?", widget=forms.RadioSelect,
        choices=[(ENTRY, "Entry: before it begins to work"), (EXIT, "Exit: after it")],
        error_messages={"required": "Choose one."},
    )  # fmt: skip
    test = LineFormField(
        label="What was tested?", help_text="The same words at entry and at exit", max_length=80,
        error_messages={"required": "Say what was tested."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What sort of result?", choices=ScoreKind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )  # fmt: skip
    taken_on = date_field("When was it?")

    def __init__(self, *args, places, last=None, **kwargs):
        self.places = places
        super().__init__(*args, **kwargs)
        self.fields["taken_on"].initial = moment.today()
        if last is not None:
            self.fields["test"].initial, self.fields["kind"].initial = last.test, last.kind
            self.fields["when"].initial = EXIT
        for place in places:
            self.fields[name_of(place)] = LineFormField(
                label=place.pupil.name, required=False, max_length=60,
                help_text="103, 24.5, 7:06 for an age; leave it empty where there is none",
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        if not any(data.get(name_of(place)) for place in self.places):
            raise forms.ValidationError(NOTHING)
        return data

    def results(self) -> list[tuple]:
        typed = [(place, self.cleaned_data[name_of(place)]) for place in self.places]
        return [(place, result) for place, result in typed if result]

    def refuse(self, wrong: dict[int, str]) -> None:
        for place in self.places:
            if place.pk in wrong:
                self.add_error(name_of(place), wrong[place.pk])


def name_of(place) -> str:
    return f"result_{place.pk}"
