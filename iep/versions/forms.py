"""Choosing two versions, and saying what was wrong."""

from django import forms

from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField


class CompareForm(forms.Form):
    """Which two are put side by side. Sent by GET."""

    a = forms.ChoiceField(label="From")
    b = forms.ChoiceField(label="To")

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].choices = choices


class CorrectForm(KeptFormMixin, forms.Form):
    # Named like the plan's own field: where two people press at once, the page shows both texts.
    correction_reason = ProseFormField(
        label="What was wrong?",
        max_length=600,
        help_text="“The date of birth was wrong.” The family reads it, too.",
        error_messages={"required": "Say what was wrong."},
    )
