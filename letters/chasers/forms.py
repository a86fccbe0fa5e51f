"""A family asked again by a person, and a talk that took place."""

from django import forms

from letters.models import Chase
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

ASKED = [Chase.How.PHONE, Chase.How.IN_PERSON]


class AskedForm(KeptFormMixin, forms.Form):
    how = forms.ChoiceField(
        label="How did you ask?",
        choices=[(how.value, how.label) for how in ASKED],
        initial=Chase.How.PHONE,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how you asked."},
    )
    on = forms.DateField(
        label="On which day?",
        initial=moment.today,
        error_messages={"required": "Give the day."},
    )
    words = ProseFormField(
        label="What came of it?",
        help_text="For example: no answer, will try again on Monday. Their answer itself goes "
        "under “Record the answer”.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TalkedForm(KeptFormMixin, forms.Form):
    talked_on = forms.DateField(
        label="On which day did you talk?",
        initial=moment.today,
        error_messages={"required": "Give the day you talked."},
    )
    words = ProseFormField(
        label="What was said, in a few words?",
        help_text="The child may read this one day.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
