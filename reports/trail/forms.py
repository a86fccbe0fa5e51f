"""Whose trails: ticks, by hand or as a number drew them."""

from django import forms

from reports.trail.choosing import MOST
from sendcase.drafts.forms import KeptFormMixin

MOST_SEED = 999_999
WORDS = f"Tick from 1 to {MOST} children."


def seed_of(asked) -> int | None:
    """The number in the address; None where there is none that can be meant."""
    try:
        return forms.IntegerField(min_value=0, max_value=MOST_SEED, required=False).clean(asked)
    except forms.ValidationError:
        return None


class ChooseForm(KeptFormMixin, forms.Form):
    """found: entries of the children who may be chosen; drawn: pupils whom a seed drew."""

    pupil = forms.MultipleChoiceField(
        label="Whose trails?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": WORDS},
    )  # fmt: skip
    seed = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_SEED, widget=forms.HiddenInput
    )

    def __init__(self, *args, found, drawn=(), seed=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pupil"].choices = [(row.pupil_id, row.pupil.name) for row in found]
        self.fields["pupil"].initial = [str(pk) for pk in drawn]
        self.fields["seed"].initial = seed

    def clean_pupil(self):
        chosen = [int(pk) for pk in self.cleaned_data["pupil"]]
        if len(chosen) > MOST:
            raise forms.ValidationError(WORDS)
        return chosen

    @property
    def ticked(self) -> set[int]:
        return {int(pk) for pk in self["pupil"].value() or () if str(pk).isdecimal()}
