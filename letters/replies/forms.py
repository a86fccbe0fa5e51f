"""What a family answers, in the language of the page. It works without scripts."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from letters.purposes import purposes
from letters.replies import codes
from sendcase.text import DIRECTION, STRAY, LineFormField, ProseFormField

MOST_WORDS, MOST_TIMES, MOST_NAME = 3000, 500, 200


def without_hidden(text: str) -> str:
    """Keyboards for Arabic and Urdu put in direction marks that nobody sees: taken out, not
    refused.
    """
    return "".join(
        c for c in text if c not in DIRECTION | STRAY and unicodedata.category(c) != "Cs"
    )


class Kindly:
    """A text field that says what is wrong in the language of the page."""

    def __init__(self, *, put_right, **kwargs):
        self.put_right = put_right
        super().__init__(error_messages={"required": put_right, "max_length": put_right}, **kwargs)

    def clean(self, value):
        try:
            return super().clean(without_hidden(value or ""))
        except ValidationError as wrong:
            raise ValidationError(self.put_right) from wrong


class Line(Kindly, LineFormField):
    pass


class Prose(Kindly, ProseFormField):
    pass


class CodeForm(forms.Form):
    """Ten letters. No length is said beforehand: spaces and hyphens are welcome."""

    use_required_attribute = False
    code = forms.CharField(max_length=60, required=False)

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = words["code_label"]
        self.fields["code"].help_text = words["code_hint"]
        self.fields["code"].error_messages["max_length"] = words["code_wrong"]
        look = {"class": "form-control", "autocomplete": "off", "autocapitalize": "characters",
                "spellcheck": "false", "dir": "ltr"}  # fmt: skip
        self.fields["code"].widget.attrs.update(look)

    def typed(self) -> str:
        """As it stands in an address; empty where it can be no code."""
        text = self.cleaned_data.get("code", "") if self.is_valid() else ""
        return codes.normal(text) if codes.is_code(text) else ""


class AnswerForm(forms.Form):
    """Receipt; a yes or a no where the letter asks for one; times where it invites."""

    use_required_attribute = False

    def __init__(self, *args, letter, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = words
        purpose = purposes[letter.purpose]
        self.fields["received"] = forms.BooleanField(
            label=words["received"], error_messages={"required": words["received_needed"]}
        )
        if purpose.consent:
            self._ask_consent(words)
        self.fields["wants_to_talk"] = forms.BooleanField(label=words["talk"], required=False)
        self._text("times", Prose, words["times"], MOST_TIMES, rows=2)
        self._text("words", Prose, words["comment"], MOST_WORDS, rows=5)
        for name in ("received", "wants_to_talk"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def _ask_consent(self, words):
        answers = [(key, words[f"consent_{key}"]) for key in ("yes", "no")]
        self.fields["consent"] = forms.ChoiceField(
            label=words["consent"], choices=answers, required=False,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages={"invalid_choice": words["put_right"]},
        )  # fmt: skip
        self._text("name_given", Line, words["name"], MOST_NAME, hint=words["name_hint"])
        self.fields["name_given"].widget.attrs["autocomplete"] = "name"

    def _text(self, name, kind, label, longest, hint="", **attrs):
        field = kind(label=label, max_length=longest, required=False, help_text=hint,
                     put_right=self.words["put_right"])  # fmt: skip
        field.widget.attrs.pop("maxlength", None)  # a browser cuts without a word; we refuse
        field.widget.attrs.update({"class": "form-control", "dir": "auto", **attrs})
        self.fields[name] = field

    def clean(self):
        said = super().clean()
        decided = said.get("consent") in ("yes", "no")
        if decided and not said.get("name_given") and "name_given" not in self.errors:
            self.add_error("name_given", self.words["name_needed"])
        return said

    def said(self) -> dict:
        """Fields of the Reply."""
        return {key: value for key, value in self.cleaned_data.items() if key != "received"}
