"""The forms of public documents. Impossible days are refused by the service, in its words."""

from types import SimpleNamespace

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from provision.costs.forms import PoundsField
from reports.public import content
from reports.public.services.approving import refuse_day
from schools.forms import date_field
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.edits import IllegalMove
from sendcase.text import LineFormField, ProseFormField

YEARS_AHEAD = 3  # school years that may be budgeted, with the one we are in
MOST_WORDS = 10_000


class SectionForm(KeptFormMixin, forms.Form):
    """`instance` is the section's row, for its version; nothing is written into it."""

    name = LineFormField(
        label="What do you call this principle?", max_length=120, required=False,
        help_text="It stands as the title above the words",
    )  # fmt: skip
    words = ProseFormField(
        label="What should families read here?", max_length=MOST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip

    def __init__(self, *args, part, row, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.needed_for = "publishing it"
        if part.kind != "named":
            del self.fields["name"]
        if part.kind == "budget":
            self.fields["words"].label = "Words above the table"
            self.fields["words"].needed_for = ""
            self.fields["words"].widget.attrs["rows"] = 5
        self.fields["words"].help_text = (
            "Short sentences. An empty line begins a new paragraph, a dash and a space an item of "
            "a list. Web addresses become links. Never name a child"
        )
        for field in self.fields.keys() & {"name", "words"}:
            self.fields[field].initial = getattr(row, field)
        self.helper = FormHelper()
        self.helper.add_input(Submit("and_next", "Save, then the next section"))

    @property
    def goes_on(self) -> bool:
        return "and_next" in self.data


class LineForm(KeptFormMixin, forms.Form):
    activity = LineFormField(
        label="What is done?", max_length=150, help_text="Sensory room; training in Makaton",
        error_messages={"required": "Say what is done."},
    )  # fmt: skip
    year = forms.TypedChoiceField(
        label="In which school year?", coerce=int,
        error_messages={"required": "Choose the school year."},
    )  # fmt: skip
    pence = PoundsField(
        label="What is budgeted, in pounds?", least=0,
        help_text="1,200 or 1200.50; 0 where it costs nothing",
        error_messages={"required": "Write the amount; 0 where it costs nothing."},
    )  # fmt: skip

    def __init__(self, *args, row=None, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)
        today = moment.today()
        this = today.year if today.month >= 9 else today.year - 1
        years = {*range(this, this + YEARS_AHEAD), *([row.year] if row else [])}
        self.fields["year"].choices = [(year, content.year_words(year)) for year in sorted(years)]
        self.fields["year"].initial = this
        for name in ("activity", "year", "pence") if row else ():
            self.fields[name].initial = getattr(row, name)

    def liken(self, row):
        """The row as it is now, the amount as it is typed."""
        typed = f"£{row.pence // 100}.{row.pence % 100:02d}"
        return SimpleNamespace(
            version=row.version, activity=row.activity, year=row.year, pence=row.pence,
            get_pence_display=lambda: typed,
            get_year_display=lambda: content.year_words(row.year),
        )  # fmt: skip


class ApproveForm(KeptFormMixin, forms.Form):
    """seen: content.digest of the words that the page shows."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    no_child = forms.BooleanField(
        label="I have read all of it. It is so, and no child can be recognised in it.",
        error_messages={"required": "Read it, then tick this box to go on."},
    )

    def show_again(self, seen: str) -> None:
        """The page shows the words as they are now: what is ticked next is about those."""
        self.data = self.data.copy()
        self.data["seen"] = seen


class GovernorsForm(KeptFormMixin, forms.Form):
    """`instance` is the document, for its version."""

    on = date_field("On which day did the governors approve it?", "The day of the meeting")
    minuted_by = LineFormField(
        label="Who wrote the minutes?", max_length=120, help_text="The clerk: Ms A. Rowe",
        error_messages={"required": "Say who wrote the minutes."},
    )  # fmt: skip
    minute = LineFormField(
        label="Where does it stand in the minutes?", max_length=120, required=False,
        help_text="Full governing body, item 7",
    )  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        self.instance = row
        super().__init__(*args, **kwargs)

    def clean_on(self):
        try:
            refuse_day(self.cleaned_data["on"])
        except IllegalMove as refused:
            raise forms.ValidationError(str(refused)) from refused
        return self.cleaned_data["on"]

    def liken(self, row):
        """What is saved now, with the names of this form's fields, to compare both texts."""
        return SimpleNamespace(
            version=row.version, on=row.governors_on, minuted_by=row.minuted_by, minute=row.minute
        )


class TakeDownForm(KeptFormMixin, forms.Form):
    why = LineFormField(
        label="Why is it taken down?", max_length=200,
        help_text="For your own record; nobody outside reads it. Do not name a child here",
        error_messages={"required": "Say in a few words why."},
    )  # fmt: skip
