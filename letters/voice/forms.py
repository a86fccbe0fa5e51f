"""What people write down of a family's words."""

from django import forms

from letters.voice import services, subjects
from letters.voice.models import FamilyWord
from pupils import answering
from pupils.speaking import SpeakerMixin
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

NOTHING = "Nothing in particular"
NOBODY = "Nobody yet"
DATE_WORDS = {
    "required": "Say on which day.",
    "invalid": "Write the date as day, month, year: 24/11/2026.",
}


class PlacingMixin:
    """The three questions that may be asked again until somebody answers."""

    def add_placing(self, pupil, user) -> None:
        self.people = {str(person.pk): person for person in answering.people(pupil)}
        self.fields["kind"] = forms.ChoiceField(
            label="What is it?", choices=FamilyWord.Kind.choices, widget=forms.RadioSelect,
            error_messages={"required": "Say whether it is a comment or a disagreement."},
            help_text="They do not agree with something we wrote or decided: a disagreement. "
            f"We answer it within {services.deadlines.ANSWER_DAYS} days.",
        )  # fmt: skip
        self.fields["about"] = forms.ChoiceField(
            label="What is it about?", required=False,
            choices=[("", NOTHING), *subjects.options(user, pupil)],
            help_text="It stands beside that target or decision from now on.",
        )  # fmt: skip
        self.fields["asked"] = forms.ChoiceField(
            label="Who answers?", required=False,
            choices=[("", NOBODY), *((key, each.name) for key, each in self.people.items())],
            help_text="They read it under Today and answer. You can answer in their place.",
        )  # fmt: skip

    @property
    def placing(self) -> dict:
        """For the services."""
        return {
            "kind": self.cleaned_data["kind"],
            "about": self.cleaned_data["about"],
            "asked_of": self.people.get(self.cleaned_data["asked"]),
        }


class RecordForm(PlacingMixin, SpeakerMixin, KeptFormMixin, forms.Form):
    """Words from a meeting, a phone call or a letter."""

    words = ProseFormField(
        label="What did they say?", max_length=3000,
        error_messages={"required": "Write down what they said."},
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How did they say it?", widget=forms.RadioSelect,
        choices=[row for row in FamilyWord.How.choices if row[0] != FamilyWord.How.REPLY],
        error_messages={"required": "Say how they said it."},
    )  # fmt: skip
    said_on = forms.DateField(label="On which day?", error_messages=DATE_WORDS)

    def __init__(self, *args, pupil, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_placing(pupil, user)
        self.add_speakers(pupil, user, "Who said it?")
        self.fields["words"].help_text = (
            f"In their own words, as far as you can. {pupil.first_name} may read it one day. "
            "What you save stays as it is."
        )
        self.fields["said_on"].initial = moment.today
        self.order_fields(["kind", "words", "who", "name", "how", "said_on", "about", "asked"])

    def clean_said_on(self):
        day = self.cleaned_data["said_on"]
        if wrong := services.wrong_day(self.pupil, day):
            raise forms.ValidationError(f"{wrong} Change the day.")
        return day

    @property
    def recorded(self) -> dict:
        said_by, contact = self.speaker
        given = {name: self.cleaned_data[name] for name in ("words", "how", "said_on")}
        return {**given, **self.placing, "said_by": said_by, "contact": contact}


class PlaceForm(PlacingMixin, KeptFormMixin, forms.Form):
    """`instance` is the row, for its version."""

    def __init__(self, *args, word, user, **kwargs):
        self.instance = word
        super().__init__(*args, **kwargs)
        self.add_placing(word.pupil, user)
        self.fields["kind"].initial = word.kind
        self.fields["about"].initial = subjects.key_of(word.about_type, word.about_id)
        self.fields["asked"].initial = str(word.asked_of_id or "")


class OneWordForm(KeptFormMixin, forms.Form):
    """About one row; `instance` is that row, for its version."""

    def __init__(self, *args, word, **kwargs):
        self.instance = word
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> dict:
        """For the services: what was written, and which state of the row it was written about."""
        return {**self.answers, "version": self.cleaned_data["version"]}


class AnswerForm(OneWordForm):
    answer = ProseFormField(
        label="What do we answer?", max_length=3000,
        error_messages={"required": "Write the answer."},
        help_text="Say what you will do, or why not. It stays as you write it, with your name and "
        "today’s date. Tell the family too: nothing is sent by itself.",
    )  # fmt: skip


class WithdrawForm(OneWordForm):
    reason = ProseFormField(
        label="Why are these words withdrawn?", max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why."},
        help_text="“Written down for the wrong child.” The words and this reason stay in the "
        "record. Nobody else reads them.",
    )  # fmt: skip
