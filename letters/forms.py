"""What people type about letters."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from letters import came_back, merge, wording
from letters.languages import ENGLISH, by_code
from letters.models import Letter, LetterTemplate
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

LONG_FACTS = {"noticed", "why", "ground", "progress", "help_given", "next_steps"}
FACT_LABELS = {
    "noticed": "What staff have noticed",
    "number_of_targets": "How many targets",
    "plan_name": "What the plan is called",
    "plan_lead": "Who leads the plan",
    "review_date": "Day of the review",
    "when_to_talk": "When the family can talk with you",
    "stage_name": "Stage",
    "register_name": "What the register is called",
    "old_stage": "Stage before",
    "from_day": "From which day",
    "why": "Why",
    "ground": "On which ground it goes out",
    "register_words": "What happens with the register",
}


class WordsForm(KeptFormMixin, forms.ModelForm):
    """Before it is approved: what the letter says of the facts, and a paragraph for this family."""

    class Meta:
        model = Letter
        fields = ["personal_note"]
        labels = {"personal_note": "A paragraph for this family"}
        help_texts = {"personal_note": "It stands after the other words, before your signature."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, text in self.instance.facts.items():
            long = name in LONG_FACTS
            self.fields[f"fact_{name}"] = ProseFormField(
                label=FACT_LABELS.get(name) or name.replace("_", " ").capitalize(),
                initial=text,
                required=name not in merge.OPTIONAL,
                max_length=1500 if long else 200,
                widget=forms.Textarea if long else forms.TextInput,
            )
        note = self.fields.pop("personal_note")
        self.fields["personal_note"] = note

    @property
    def facts(self) -> dict[str, str]:
        return {
            name.removeprefix("fact_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("fact_")
        }


class ReasonForm(KeptFormMixin, forms.Form):
    """Why a letter is withdrawn, or came back."""

    reason = ProseFormField(
        label="Why?",
        max_length=500,
        error_messages={"required": "Say why: the reason stands in the record."},
    )

    @property
    def said(self) -> str:
        return self.cleaned_data["reason"]


class BackForm(KeptFormMixin, forms.Form):
    """Post, or an e-mail, that did not reach the family."""

    kind = forms.ChoiceField(
        label="Why did it come back?",
        choices=came_back.KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say why it came back."},
    )
    reason = ProseFormField(
        label="What does it say?",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def said(self) -> str:
        return came_back.reason_of(self.cleaned_data["kind"], self.cleaned_data["reason"])

    def clean(self):
        given = super().clean()
        if given.get("kind") == "other" and not given.get("reason"):
            self.add_error("reason", "Say what came back, and why.")
        return given


class WordingForm(KeptFormMixin, forms.ModelForm):
    """A school's words for one purpose: plain text with fields in braces."""

    class Meta:
        model = LetterTemplate
        fields = ["subject", "body", "slip", "checked_by"]
        labels = {
            "body": "The letter",
            "slip": "The reply slip",
            "checked_by": "Who speaks this language and has read it?",
        }
        help_texts = {
            "body": "“Dear …”, the address, your signature and what is enclosed come by "
            "themselves. An empty line begins a paragraph, “- ” a list, “## ” a heading, "
            "“> ” a quotation.",
            "slip": "What the family confirms. The lines for a signature come by themselves.",
            "checked_by": "A name. Leave it empty until somebody has; then save again.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.is_english = self.instance.language == ENGLISH.code
        if self.is_english:
            del self.fields["checked_by"]
        self.helper.layout = Layout(*(name for name in self.Meta.fields if name in self.fields))
        self._speak()
        self.fields["body"].widget.attrs["rows"] = 22
        self.fields["slip"].widget.attrs["rows"] = 3

    def _speak(self):
        """The boxes in the language's own direction; hyphens and spelling follow it, too."""
        language = by_code[self.instance.language]
        for name in merge.PARTS:
            attrs = {"lang": language.code, "dir": "rtl" if language.rtl else "auto"}
            self.fields[name].widget.attrs |= attrs

    def _checked(self, name):
        text = self.cleaned_data[name]
        merge.check(text, self.instance.purpose)
        return text

    def clean_subject(self):
        return self._checked("subject")

    def clean_body(self):
        body = self._checked("body")
        if not self.is_english and not {"preview", "preview_pdf"} & set(self.data):
            row = self.instance
            english = wording.shown(
                row.school, row.purpose, for_young_person=row.for_young_person
            ).body
            if body == english:
                raise ValidationError("These are still the English words. Write them anew here.")
        return body

    def clean_slip(self):
        return self._checked("slip")


class MoveForm(forms.Form):
    """A button: only the version of the letter as the person saw it."""

    version = forms.IntegerField(min_value=1)

    def seen(self) -> int:
        """Raises ValidationError where the page was not whole."""
        if not self.is_valid():
            raise ValidationError("This page was not whole. Open the letter again.")
        return self.cleaned_data["version"]
