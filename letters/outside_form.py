"""Who outside gets a letter about a child, and what lets it go out."""

from django import forms

from letters.batches.forms import field_of
from letters.outside import GROUND, Other
from pupils.consents.words import words_of
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

OTHER_GROUND = "ground"
LINES = 6  # of an address, in the window of an envelope


class OutsideForm(KeptFormMixin, forms.Form):
    """To whom, the facts of the purpose, and an agreement that holds or a ground in writing."""

    def __init__(self, *args, purpose, pupil, consents, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = {name: self.fields.pop(name) for name in ("form_id", "version")}
        self.consents = {str(row.pk): row for row in consents}
        self._ask_whom(pupil)
        for name, asked in purpose.asked.items():
            self.fields[f"fact_{name}"] = field_of(asked)
        self._ask_why(pupil)
        self.fields |= hidden

    def _ask_whom(self, pupil):
        self.fields["name"] = LineFormField(
            label="Who gets the letter?", max_length=120, help_text="For example: Ms K. Lowe",
            error_messages={"required": "Write the name of the person."},
        )  # fmt: skip
        self.fields["role"] = LineFormField(
            label="What are they?", max_length=120,
            help_text="For example: Speech and language therapist, Westbridge Clinic. "
            "It stands under the name on the envelope.",
            error_messages={"required": f"Write what they do for {pupil.first_name}."},
        )  # fmt: skip
        self.fields["address"] = ProseFormField(
            label="Their address", max_length=350, widget=forms.Textarea(attrs={"rows": 4}),
            help_text="As on the envelope, the postcode last.",
            error_messages={"required": "Write the address: the letter goes by post."},
        )  # fmt: skip

    def _ask_why(self, pupil):
        """Without an agreement that holds there is only the ground to ask for."""
        if self.consents:
            held = [(key, f"Agreed: {words_of(row)}") for key, row in self.consents.items()]
            other = (OTHER_GROUND, "None of these. It goes out on another ground, written below")
            self.fields["basis"] = forms.ChoiceField(
                label="What lets this letter go out?", choices=[*held, other],
                widget=forms.RadioSelect,
                help_text="An agreement counts if it is about this person or their service.",
                error_messages={"required": "Choose the agreement that covers this letter."},
            )  # fmt: skip
        self.fields[GROUND] = ProseFormField(
            label="On which ground does it go out without an agreement?",
            required=not self.consents, max_length=1500,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Such as the law, or that somebody is not safe. It stands in the record and "
            "not in the letter. The head, as a second person, approves such a letter.",
            error_messages={"required": "Write down the ground, or record an agreement first."},
        )  # fmt: skip

    def clean_address(self):
        address = self.cleaned_data["address"]
        if len([line for line in address.splitlines() if line.strip()]) > LINES - 1:
            raise forms.ValidationError(f"Write at most {LINES - 1} lines: it must fit a window.")
        return address

    def clean(self):
        given = super().clean()
        nothing = GROUND not in self.errors and not given.get(GROUND, "").strip()
        if given.get("basis") == OTHER_GROUND and nothing:
            self.add_error(GROUND, "Write down the ground.")
        return given

    @property
    def consent(self):
        return self.consents.get(self.cleaned_data.get("basis", ""))

    @property
    def other(self) -> Other:
        given = self.cleaned_data
        return Other(given["name"], f"{given['role']}\n{given['address']}", self.consent)

    @property
    def facts(self) -> dict[str, str]:
        facts = {
            name.removeprefix("fact_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("fact_")
        }
        return facts if self.consent else facts | {GROUND: self.cleaned_data[GROUND]}
