"""The forms of a sample and of the notes about it."""

from django import forms

from reports.sampler.doubts import doubts
from reports.sampler.models import LARGEST, MOST_SEED, SMALLEST
from reports.sampler.notes import refuse_visit
from reports.sampler.services import refuse_until
from reports.sampler.shortening import taken_out
from schools.forms import date_field
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.edits import IllegalMove
from sendcase.text import ProseFormField

QUESTIONS = 5  # as many as a visit has time for
SEED_WORDS = f"Write a number from 0 to {MOST_SEED:,}, or leave this empty."


class DrawForm(KeptFormMixin, forms.Form):
    size = forms.TypedChoiceField(
        label="How many plans?", coerce=int, initial=5,
        choices=[(number, str(number)) for number in range(SMALLEST, LARGEST + 1)],
    )  # fmt: skip
    seed = forms.IntegerField(
        label="A number to draw by", required=False, min_value=0, max_value=MOST_SEED,
        help_text="Ask a governor for one: then nobody here chose the plans. Left empty, we take "
        "a number by chance. The same number draws the same plans all day.",
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], SEED_WORDS),
    )  # fmt: skip


class OpenForm(KeptFormMixin, forms.Form):
    until = date_field("Until which day may governors read it?", "The last day, at most 90 ahead")

    def __init__(self, *args, row, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = row.readable_until

    def clean_until(self):
        return _allowed(refuse_until, self.cleaned_data["until"], self.instance.released_at)


def _allowed(refuse, day, *more):
    try:
        refuse(day, *more)
    except IllegalMove as refused:
        raise forms.ValidationError(str(refused)) from refused
    return day


class LinesForm(KeptFormMixin, forms.Form):
    """Of each line of a plan: whether it is released, and its words, which may be made shorter:
    by hand, or by a tick at what is doubtful.
    """

    def __init__(self, *args, item, **kwargs):
        self.instance = item
        super().__init__(*args, **kwargs)
        self.doubts = [doubts(line["text"]) for line in item.cleaned]
        for place, line in enumerate(item.cleaned):
            self.fields[f"release_{place}"] = forms.BooleanField(
                label="Release this line", required=False, initial=line["key"] in item.decided,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )  # fmt: skip
            said, whole = item.decided.get(line["key"], line["text"]), line["text"]
            self.fields[f"text_{place}"] = ProseFormField(
                label=f"{line['title']}: what governors read", required=False, initial=said,
                max_length=len(whole) + 50,
                widget=forms.Textarea(attrs={"rows": _rows(whole), "class": "form-control"}),
            )  # fmt: skip
            for number, words in enumerate(self.doubts[place]):
                self.fields[f"out_{place}_{number}"] = forms.BooleanField(
                    label=words, required=False,
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )  # fmt: skip

    @property
    def texts(self) -> dict[str, str]:
        """{key: words} of the lines that are ticked."""
        given = self.cleaned_data
        return {
            line["key"]: taken_out(given.get(f"text_{place}", ""), self._out(place))
            for place, line in enumerate(self.instance.cleaned)
            if given.get(f"release_{place}")
        }

    def _out(self, place) -> list[str]:
        return [
            words for number, words in enumerate(self.doubts[place])
            if self.cleaned_data.get(f"out_{place}_{number}")
        ]  # fmt: skip

    def rows(self):
        """(line, its box, its words, a box for each doubt) for the page."""
        for place, line in enumerate(self.instance.cleaned):
            out = [self[f"out_{place}_{number}"] for number in range(len(self.doubts[place]))]
            yield line, self[f"release_{place}"], self[f"text_{place}"], out


def _rows(text: str) -> int:
    return min(12, 1 + len(text) // 45 + text.count("\n"))


class NoteForm(KeptFormMixin, forms.Form):
    visited_on = date_field("When was your visit?")
    seen = ProseFormField(
        label="What did you look at?", max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Which plans, and what you noticed. Name nobody.",
        error_messages={"required": "Say what you looked at."},
    )  # fmt: skip
    is_sure = forms.BooleanField(
        label="Where a word can also be a name, nobody is meant", required=False,
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].initial = moment.today()
        sure = self.fields.pop("is_sure")
        for number in range(1, QUESTIONS + 1):
            self.fields[f"question_{number}"] = ProseFormField(
                label=f"Question {number}", required=False, max_length=600,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="To the SENCO or the head; the answer stands below it" if number == 1
                else "",
            )  # fmt: skip
        self.fields["is_sure"] = sure

    def clean_visited_on(self):
        return _allowed(refuse_visit, self.cleaned_data["visited_on"])

    @property
    def questions(self) -> list[str]:
        return [self.cleaned_data[f"question_{number}"] for number in range(1, QUESTIONS + 1)]


class AnswersForm(KeptFormMixin, forms.Form):
    """One box for each question of a note."""

    def __init__(self, *args, note, questions, **kwargs):
        self.instance, self.asked = note, questions
        super().__init__(*args, **kwargs)
        for row in questions:
            self.fields[f"answer_{row.pk}"] = ProseFormField(
                label=row.question, required=False, max_length=2000, initial=row.answer,
                widget=forms.Textarea(attrs={"rows": 4}),
            )  # fmt: skip
        self.fields["is_sure"] = forms.BooleanField(
            label="Where a word can also be a name, nobody is meant", required=False
        )

    @property
    def said(self) -> dict[int, str]:
        return {row.pk: self.cleaned_data[f"answer_{row.pk}"] for row in self.asked}
