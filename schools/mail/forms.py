"""An address that mail came back from."""

from crispy_forms.helper import FormHelper
from django import forms

from schools.models import Membership
from sendcase.outbox.models import Message
from sendcase.text import LineFormField

NONE_WENT = (
    "No mail of this school went to this address. Look how it is written in the mail that came "
    "back."
)


class CameBackForm(forms.Form):
    address = forms.EmailField(
        label="Address", max_length=254,
        error_messages=dict.fromkeys(
            ["required", "invalid", "max_length"], "Write the whole address, with the @."
        ),
    )  # fmt: skip
    why = LineFormField(
        label="What the notice says", help_text="Mailbox full, unknown, moved", max_length=300,
        error_messages={"required": "Write in a few words why it came back."},
    )  # fmt: skip

    def __init__(self, *args, school, **kwargs):
        self.school = school
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()

    def clean_address(self) -> str:
        """Only where mail of this school goes: nothing is stored about anybody else."""
        address = self.cleaned_data["address"].strip()
        here = Message.objects.filter(school_id=self.school.pk, to__iexact=address).exists()
        works = Membership.objects.filter(school=self.school, user__email__iexact=address)
        if not here and not works.exists():
            raise forms.ValidationError(NONE_WENT)
        return address.lower()
