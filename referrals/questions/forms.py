"""The school's list, whom to ask, and the answers."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from referrals.questions.models import CHOICE, KINDS, MOST, YES_NO
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

DATE_WORDS = {
    "required": "Say by which day.",
    "invalid": "Write the date as day, month, year: 24/11/2026.",
}
YES_OR_NO = ["Yes", "No"]


class ListForm(KeptFormMixin, forms.Form):
    """Eight places; an empty one asks nothing. `version` is the list's."""

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = row.version
        for n in range(1, MOST + 1):
            self.add_place(n, row.content[n - 1] if n <= len(row.content) else None)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(
                Fieldset(f"Question {n}", f"text_{n}", f"kind_{n}", f"words_{n}")
                for n in range(1, MOST + 1)
            )
        )

    def add_place(self, n, asked) -> None:
        asked = asked or {"text": "", "kind": KINDS[0][0], "words": []}
        self.fields[f"text_{n}"] = LineFormField(
            label="What do you ask?", max_length=120, required=False, initial=asked["text"],
            help_text="One short sentence. Leave it empty to ask less" if n == 1 else "",
        )  # fmt: skip
        self.fields[f"kind_{n}"] = forms.ChoiceField(
            label="How is it answered?", choices=KINDS, required=False, initial=asked["kind"]
        )
        self.fields[f"words_{n}"] = LineFormField(
            label="Words to choose from, with commas", max_length=200, required=False,
            initial=", ".join(asked["words"]),
            help_text="Only for “One of 3 to 5 words”" if n == 1 else "",
        )  # fmt: skip

    def clean(self):
        for n in range(1, MOST + 1):
            words = self.words(n)
            if self.kind(n) == CHOICE and self.text(n) and not 3 <= len(set(words)) <= 5:
                self.add_error(f"words_{n}", "Write 3 to 5 different words, with commas.")
        if not any(self.text(n) for n in range(1, MOST + 1)):
            self.add_error("text_1", "Write at least one question.")
        return self.cleaned_data

    def text(self, n) -> str:
        return self.cleaned_data.get(f"text_{n}", "")

    def kind(self, n) -> str:
        return self.cleaned_data.get(f"kind_{n}") or KINDS[0][0]

    def words(self, n) -> list[str]:
        words = self.cleaned_data.get(f"words_{n}", "").split(",")
        return list(dict.fromkeys(word.strip() for word in words if word.strip()))

    @property
    def content(self) -> list[dict]:
        return [
            {"text": self.text(n), "kind": self.kind(n),
             "words": self.words(n) if self.kind(n) == CHOICE else []}
            for n in range(1, MOST + 1) if self.text(n)
        ]  # fmt: skip


class AskForm(KeptFormMixin, forms.Form):
    """Whom, and by when. `people`: (number, name, how) this person may choose from."""

    near = forms.MultipleChoiceField(
        label="Who works with the pupil today?", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    others = forms.MultipleChoiceField(
        label="Who else?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="They see the pupil's name, class and the questions, and nothing else, until "
        "you close the questions.",
    )  # fmt: skip
    due_on = forms.DateField(
        label="By which day?", error_messages=DATE_WORDS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args, people, due_on, by, **kwargs):
        super().__init__(*args, **kwargs)
        near = [(str(pk), name) for pk, name, how in people if how != "chosen" and pk != by.pk]
        others = [(str(pk), name) for pk, name, how in people if how == "chosen"]
        self.fields["near"].choices, self.fields["others"].choices = near, others
        self.fields["near"].initial = [pk for pk, _ in near]
        self.fields["due_on"].initial = due_on
        for name, choices in (("near", near), ("others", others)):
            if not choices:
                del self.fields[name]

    def clean(self):
        if not self.chosen:
            first = next(name for name in ("near", "others", "due_on") if name in self.fields)
            self.add_error(first, "Choose at least one person.")
        return self.cleaned_data

    @property
    def chosen(self) -> list[int]:
        named = self.cleaned_data.get("near", []) + self.cleaned_data.get("others", [])
        return [int(number) for number in named]


class AnswerForm(KeptFormMixin, forms.Form):
    """A round's questions, for one person. Empty is allowed: not everybody sees everything."""

    def __init__(self, *args, asked, **kwargs):
        self.asked = self.instance = asked
        super().__init__(*args, **kwargs)
        said = asked.answers or [""] * len(asked.round.content)
        for n, question in enumerate(asked.round.content):
            self.fields[f"answer_{n}"] = answer_field(question, said[n])
        self.fields["not_taught"] = forms.BooleanField(
            label="I don't teach this child", required=False, initial=asked.not_taught
        )
        self.fields["note"] = LineFormField(
            label="A word about that", required=False, max_length=300, initial=asked.note,
            help_text="For example: Mr Hale takes this group since September",
        )  # fmt: skip

    def clean(self):
        if not self.cleaned_data.get("not_taught") and not any(self.said) and not self.errors:
            self.add_error("answer_0", "Answer at least one question, or tick the box below.")
        return self.cleaned_data

    def liken(self, current) -> None:
        """Give what is saved the names of this form's fields, to compare both texts."""
        for n in range(len(self.asked.round.content)):
            setattr(current, f"answer_{n}", current.answers[n] if current.answers else "")

    @property
    def said(self) -> list[str]:
        return [
            self.cleaned_data.get(f"answer_{n}", "") for n in range(len(self.asked.round.content))
        ]


def answer_field(question, said):
    words = YES_OR_NO if question["kind"] == YES_NO else question["words"]
    if words:
        return forms.ChoiceField(
            label=question["text"], choices=[(word, word) for word in words], required=False,
            initial=said, widget=forms.RadioSelect,
        )  # fmt: skip
    return ProseFormField(
        label=question["text"], required=False, max_length=400, initial=said,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
