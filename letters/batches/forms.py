"""What a person types once for one letter or for all letters of a batch."""

from django import forms

from letters.batches.choosing import MOST, MOST_LINES
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField


class WriteForm(KeptFormMixin, forms.Form):
    """Whom of those chosen, what the letters say, what the batch is called."""

    def __init__(self, *args, purpose, choices, title, is_one, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = {name: self.fields.pop(name) for name in ("form_id", "version")}
        for name, asked in purpose.asked.items():
            self.fields[f"fact_{name}"] = field_of(asked)
        if not is_one:
            self.fields["title"] = LineFormField(
                label="What do you call these letters?", max_length=150, initial=title,
                help_text="For your list of letters; no family sees it. Do not write a child’s "
                "name.",
                error_messages={"required": "Give these letters a name."},
            )  # fmt: skip
            self.fields["who"] = Who(
                label="Who gets one", choices=choices, initial=[pk for pk, _ in choices],
                widget=forms.CheckboxSelectMultiple,
                help_text="Untick a child who should not get one.",
                error_messages={"required": "Tick at least one child."},
            )  # fmt: skip
        self.fields |= hidden

    @property
    def facts(self) -> dict[str, str]:
        return {
            name.removeprefix("fact_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("fact_")
        }


def field_of(asked):
    kind = ProseFormField if asked.is_long else LineFormField
    return kind(
        label=asked.label,
        help_text=asked.hint or f"For example: {asked.example}",
        required=asked.required,
        max_length=1500 if asked.is_long else 200,
        error_messages={"required": "The letter needs this."},
    )


class Who(forms.TypedMultipleChoiceField):
    """Numbers of those on the page. Looks in a set: there may be a thousand."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=choices, coerce=int, **kwargs)
        self.known = {str(pk) for pk, _ in choices}
        words = "Somebody on this page is not among those you can write about now. Choose again."
        self.error_messages["invalid_choice"] = words

    def valid_value(self, value):
        return str(value) in self.known


class PasteForm(forms.Form):
    """A list from elsewhere: nobody is chosen by a line that names two children."""

    names = ProseFormField(
        label="Or paste a list",
        help_text="One child to a line: the name, or the admission number.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MOST_LINES * 120,
        error_messages={"required": "Paste at least one name."},
    )

    def clean_names(self):
        text = self.cleaned_data["names"]
        if sum(bool(line.strip()) for line in text.splitlines()) > MOST_LINES:
            raise forms.ValidationError(f"Paste at most {MOST_LINES} lines at a time.")
        return text


TOO_MANY = f"These are more than {MOST} children. Choose fewer at a time."
