"""The referral itself: Appendix A field for field, and what a school must ask besides."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from accounts.permissions import Permission
from pupils.models import Contact
from referrals.asked import AskedMixin
from referrals.completeness import REQUIRED, missing
from referrals.models import ProgressTest, Referral
from referrals.services import WRITTEN
from schools.models import Area
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

DATE_WORDS = {"invalid": "Write the date as day, month, year: 24/11/2026."}
LABELS = {
    "concern": "What is the main nature of concern?",
    "raised_on": "Date",
    "source": "Who first raised it?",
    "raised_by_contact": "Which parent or carer?",
    "raised_by_name": "Name of the parent or setting, if not in the list",
    "carer_name": "Name of carer",
    "reasons": "What are your reasons, with evidence from classroom practice?",
    "areas": "What is the main area of need?",
    "interventions": "What have you tried so far, how often and for how long?",
    "parent_spoken_by": "Who spoke to the parent or carer?",
    "parent_spoken_on": "When?",
    "parent_said": "What did they say?",
    "parent_not_asked_why": "If nobody has yet, why not?",
    "pupil_spoken_by": "Who spoke to the pupil?",
    "pupil_said": "What did the pupil say?",
    "pupil_not_asked_why": "If nobody has yet, why not?",
    "underneath": "EAL, attendance, health, behaviour: what lies underneath?",
}
HINTS = {
    "reasons": "For example: not making progress in reading, because it is hard to hold on to what "
    "was taught. Read 12 of 45 words in September and 14 in November.",
    "areas": "Tick more than one only if you must. For a pastoral concern you may leave it.",
    "interventions": "Everything since the child has been in your class, one on a line. For "
    "example: Precision teaching, 10 minutes, 4 times a week, for 6 weeks.",
    "pupil_said": "Their own words are best.",
    "underneath": "Behaviour alone is not a special educational need, and nor is speaking "
    "English as an additional language. Say what you think is behind it.",
}
CONCERNS = [
    ("send", "SEND: learning, communication or a disability"),
    ("pastoral", "PASTORAL: feelings, friendships or family"),
]
FIGURES = "Add figures that show slow progress"
NAMES = "Which parent, or which setting?"


class ReferralForm(AskedMixin, KeptFormMixin, forms.ModelForm):
    """relaxed: a draft may have gaps. What is wrong, such as an impossible date, never passes."""

    class Meta:
        model = Referral
        fields = [*WRITTEN[:7], "areas", *WRITTEN[7:]]
        labels, help_texts = LABELS, HINTS
        widgets = {
            "concern": forms.RadioSelect,
            "source": forms.RadioSelect,
            "areas": forms.CheckboxSelectMultiple,
            **{name: forms.Textarea({"rows": rows}) for name, rows in [
                ("reasons", 6), ("interventions", 5), ("parent_said", 3), ("pupil_said", 3),
                ("underneath", 3)]},
            "parent_not_asked_why": forms.TextInput,
            "pupil_not_asked_why": forms.TextInput,
        }  # fmt: skip

    asked = ("source", "areas", "parent_said", "pupil_said")

    def __init__(self, *args, pupil, relaxed=False, **kwargs):
        self.pupil, self.relaxed, self.by = pupil, relaxed, kwargs["kept_by"]
        super().__init__(*args, **kwargs)

    def prepare(self):
        self._scope_choices()
        self._add_tests()
        self.order_fields(ORDER)
        self.helper = FormHelper()
        self.helper.layout = self._layout()

    def _scope_choices(self):
        self.fields["concern"].choices = CONCERNS
        self.fields["source"].choices = Referral.Source.choices
        self.fields["source"].required = False
        self.fields["areas"].queryset = Area.objects.filter(
            school=self.pupil.school_id, is_used=True
        )
        contacts = carers(self.by, self.pupil)
        self.fields["raised_by_contact"].queryset = contacts
        self.fields["raised_by_contact"].empty_label = "Choose a name"
        if not contacts.exists():
            del self.fields["raised_by_contact"]
        for name in ("raised_on", "parent_spoken_on"):
            self.fields[name].error_messages |= DATE_WORDS
        for name, words in REQUIRED.items():
            self.fields[name].required = not self.relaxed
            self.fields[name].error_messages["required"] = words

    def _add_tests(self):
        saved = {row.test: row for row in self.instance.tests.all()} if self.instance.pk else {}
        for key in ProgressTest.Test.values:
            row = saved.get(key)
            self.fields[f"test_{key}"] = forms.BooleanField(
                label="Yes, this is so", required=False, initial=row is not None
            )
            for part, label in (("figure", "What is the figure?"), ("source", "Where from?")):
                self.fields[f"{part}_{key}"] = LineFormField(
                    label=label, required=False, max_length=200, initial=getattr(row, part, "")
                )

    def _layout(self):
        who = [name for name in ("raised_by_contact", "raised_by_name") if name in self.fields]
        tests = [
            Fieldset(words, f"test_{key}", f"figure_{key}", f"source_{key}")
            for key, words in ProgressTest.Test.choices
        ]
        return Layout(
            Fieldset("What is it about?", "concern", "raised_on", "carer_name", "source",
                     *self._folded(NAMES, who, opened=self["source"].value() != "staff")),
            Fieldset("What have you noticed?", "reasons", "areas",
                     *self._folded(FIGURES, tests, opened=self._holds(TEST_FIELDS))),
            Fieldset("What have you tried?", "interventions"),
            Fieldset("What does the family say?", "parent_said", "parent_spoken_by",
                     "parent_spoken_on", "parent_not_asked_why"),
            Fieldset("What does the child say?", "pupil_said", "pupil_spoken_by",
                     "pupil_not_asked_why"),
            Fieldset("What may be behind it?", "underneath"),
        )  # fmt: skip

    def _holds(self, names):
        return any(self[name].value() for name in names)

    @staticmethod
    def _folded(summary, pieces, *, opened):
        """Pieces most people can pass over. Fixed words only: crispy reads them as a template."""
        start = f'<details class="mb-4"{" open" if opened else ""}><summary>{summary}</summary>'
        return [HTML(start), *pieces, HTML("</details>")]

    def clean_source(self):
        return self.cleaned_data["source"] or Referral.Source.STAFF

    def clean_raised_on(self):
        return self._possible(self.cleaned_data["raised_on"])

    def clean_parent_spoken_on(self):
        return self._possible(self.cleaned_data["parent_spoken_on"])

    def _possible(self, day):
        if day and day > moment.today():
            raise forms.ValidationError(
                f"{written(day)} is after today ({written(moment.today())}). Check the year."
            )
        if day and day < self.pupil.born_on:
            raise forms.ValidationError(
                f"{written(day)} is before {self.pupil.first_name} was born "
                f"({written(self.pupil.born_on)}). Check the year."
            )
        return day

    def clean(self):
        if self.relaxed:
            return self.cleaned_data
        for field, words in missing(self.cleaned_data).items():
            if field not in self.errors:
                self.add_error(field, words)
        for test, figure, source in self.tests:
            if not figure:
                self.add_error(f"figure_{test}", "Give the figure, such as a score with its date.")
            if not source:
                self.add_error(f"source_{test}", "Say which test, record or book it comes from.")
        return self.cleaned_data

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in WRITTEN if name in self.cleaned_data}

    @property
    def tests(self):
        """(test, figure, source) of each that is ticked or has something written beside it."""
        rows = [
            (key, *(self.cleaned_data.get(f"{part}_{key}") for part in PARTS))
            for key in ProgressTest.Test.values
        ]
        return [(key, figure or "", source or "") for key, ticked, figure, source in rows
                if ticked or figure or source]  # fmt: skip


PARTS = ("test", "figure", "source")
TEST_FIELDS = [f"{part}_{key}" for key in ProgressTest.Test.values for part in PARTS]
ORDER = [
    "concern", "raised_on", "carer_name", "source", "raised_by_contact", "raised_by_name",
    "reasons", "areas", *TEST_FIELDS, "interventions", "parent_said", "parent_spoken_by",
    "parent_spoken_on", "parent_not_asked_why", "pupil_said", "pupil_spoken_by",
    "pupil_not_asked_why", "underneath",
]  # fmt: skip


def carers(user, pupil):
    """The pupil's contacts whose names the person may see, without those who must not be met."""
    names = Contact.objects.visible_to(user, Permission.CARER_NAME_VIEW).current()
    return names.filter(pupil=pupil, do_not_contact=False)


def first_carer_name(user, pupil) -> str:
    carer = carers(user, pupil).first()
    return carer.name if carer else ""


def written(day) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


class SeenForm(forms.Form):
    """A short form about one referral that carries the version its person saw.

    Who does not say which one they saw, saw an old one.
    """

    CHANGED = (
        "The referral was changed while you were writing. Read it again; what you wrote is still "
        "here. Save again if it still holds."
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = referral.version

    def clean_version(self):
        return self.cleaned_data["version"] or 0

    def show_changed(self, current) -> None:
        """Keep what was typed, and let the next save stand on what is read now."""
        self.data = self.data.copy()
        self.data["version"] = str(current.version)
        self.add_error(None, self.CHANGED)


class WithdrawForm(SeenForm):
    reason = LineFormField(
        label="Why do you take it back?",
        max_length=500,
        error_messages={"required": "Say why, in a few words."},
    )
