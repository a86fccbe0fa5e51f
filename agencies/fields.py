"""The fields that several forms here share."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from pupils import papers
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

GIVE_A_DAY = "Give a day, such as 24 Nov 2026."
CHECK_YEAR = "Look at the year again."
YEARS_BACK, YEARS_AHEAD = 25, 3
BULLET = re.compile(r"^\s*(?:[-–•*·]|\d{1,2}[.)])\s+")
UPLOAD_HELP = "A PDF or Word file (.docx), a photo (JPG, PNG) or plain text (.txt), up to 10 MB"
POINTS_HELP = "One on each line. Each is decided on by itself."


class DayField(forms.DateField):
    """A day that can be meant: no child’s report is older than 25 years."""

    def to_python(self, value):
        day = super().to_python(value)
        this = moment.today().year
        if day and not date(this - YEARS_BACK, 1, 1) <= day <= date(this + YEARS_AHEAD, 12, 31):
            raise ValidationError(CHECK_YEAR, code="year")
        return day


def day(label, required=True, help_text=""):
    words = {"required": GIVE_A_DAY, "invalid": GIVE_A_DAY}
    return DayField(label=label, required=required, help_text=help_text, error_messages=words)


def prose(label, help_text="", required=True, longest=2000, rows=4):
    box = forms.Textarea(attrs={"rows": rows})
    return ProseFormField(
        label=label, help_text=help_text, required=required, max_length=longest, widget=box
    )


def radios(label, choices, help_text=""):
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text,
        error_messages={"required": "Choose one."},
    )  # fmt: skip


def points(label="What do they recommend?", required=False):
    return prose(label, POINTS_HELP, required, longest=12_000, rows=6)


def lines_of(text: str) -> list[str]:
    """Each line that says something, without the dash or number before it."""
    lines = (BULLET.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def is_prose(form) -> bool:
    """Whether a child is written about in it: then the page says where safety worries go."""
    return any(isinstance(field.widget, forms.Textarea) for field in form.fields.values())


class GuardedForm(KeptFormMixin, forms.Form):
    """Changes `row`, as it was when the page was opened."""

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["version"].initial = row.version

    @property
    def guards_version(self) -> bool:
        return True


class PaperMixin(forms.Form):
    paper = forms.FileField(
        label="The paper", required=False, help_text=UPLOAD_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg,.png,.txt"}),
    )  # fmt: skip

    def clean_paper(self):
        upload = self.cleaned_data["paper"]
        try:
            return papers.read(upload, written=True) if upload else None
        except papers.NotAPaper as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("summary") and not given.get("paper"):
            self.add_error("summary", "Write what was advised, or add the paper it came on.")
        elif self.errors and given.get("paper"):
            self.add_error("paper", "Choose the file once more: your browser does not keep it.")
        return given
