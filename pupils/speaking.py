"""Who in a family said something: one of the contacts, the child, or somebody named in words."""

from django import forms

from pupils.models import Contact
from sendcase.text import LineFormField

CHILD, OTHER = "child", "other"


class SpeakerMixin:
    """A form's two inputs `who` and `name`. Call `add_speakers(pupil, user)` in __init__."""

    def add_speakers(self, pupil, user, label) -> None:
        rows = Contact.objects.visible_to(user).filter(pupil=pupil).current()
        self.pupil, self.contacts = pupil, {str(row.pk): row for row in rows}
        named = [(key, f"{row.name}, {row.relationship}") for key, row in self.contacts.items()]
        self.fields["who"] = forms.ChoiceField(
            label=label, widget=forms.RadioSelect,
            choices=[*named, (CHILD, pupil.name), (OTHER, "Somebody else")],
            error_messages={"required": "Say who."},
        )  # fmt: skip
        self.fields["name"] = LineFormField(
            label="Name, where it was somebody else", max_length=200, required=False
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("who") == OTHER and not cleaned.get("name"):
            self.add_error("name", "Write who it was.")
        return cleaned

    @property
    def speaker(self) -> tuple[str, Contact | None]:
        """(their name on the day, the contact or None)"""
        who = self.cleaned_data["who"]
        if contact := self.contacts.get(who):
            return contact.name, contact
        return (self.pupil.name if who == CHILD else self.cleaned_data["name"]), None

    def speaker_of(self, contact_id, name) -> dict:
        """What the two inputs show of a saved row."""
        if str(contact_id) in self.contacts:
            return {"who": str(contact_id), "name": ""}
        if name == self.pupil.name:
            return {"who": CHILD, "name": ""}
        return {"who": OTHER, "name": name}
