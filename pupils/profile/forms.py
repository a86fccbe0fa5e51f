"""The profile, what a pupil says page by page, and taking a noted view back."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from pupils.profile import paper, questions, symbols
from pupils.profile.models import PupilProfile, Told, Whose
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.pdf import PdfFailed
from sendcase.text import LineFormField, ProseFormField

SAFETY = HTML('{% include "components/_safety.html" %}')
TOO_LONG = (
    "This does not fit on one page, even in smaller type. Write less, or use fewer lines, in the "
    "longest box."
)
DAY = {
    "required": "Give the day.",
    "invalid": "Write the date as day, month, year: 24/11/2026.",
}  # fmt: skip


class ProfileForm(KeptFormMixin, forms.ModelForm):
    """instance: the profile with school and pupil, saved or not."""

    class Meta:
        model = PupilProfile
        fields = [
            "liked", "matters", "help", "next_step", "whose", "written_by", "checked_on",
            "shows_photo",
        ]  # fmt: skip
        labels = {
            "whose": "Whose words are these?",
            "written_by": "Who wrote them?",
            "checked_on": "When did you look at it together?",
            "shows_photo": "Print the photo on it",
        }
        help_texts = {
            "liked": "What friends, family and teachers would say: “I make people laugh”",
            "matters": "People, things and habits that make a good day",
            "help": "One thing a line. The first two lines also stand at the head of the page",
            "next_step": "One line: “Read a whole book by myself”",
            "written_by": "Only if it was written by somebody else: “Mum”, “Mr Obi”",
            "checked_on": "The day you last went through it with the child",
        }
        widgets = {"whose": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = Whose.choices
        if not self.instance.school.policy.photos_used:
            del self.fields["shows_photo"]
        about = [name for name in ("whose", "written_by", "checked_on", "shows_photo")
                 if name in self.fields]  # fmt: skip
        self.helper = FormHelper()
        self.helper.layout = Layout(
            SAFETY,
            Fieldset("On the page", "liked", "matters", "help", "next_step"),
            Fieldset("About the page", *about),
        )

    def clean(self):
        said = super().clean()
        is_by = said.get("whose") == Whose.BY
        if is_by and not said.get("written_by"):
            self.add_error("written_by", "Say who wrote it.")
        elif not is_by:
            said["written_by"] = ""
        if (day := said.get("checked_on")) and day > moment.today():
            self.add_error("checked_on", "This day is still to come.")
        return said

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and not self._fits():
            self.add_error(None, TOO_LONG)

    def _fits(self) -> bool:
        try:
            return paper.fits(paper.value_of(self.instance))
        except PdfFailed:  # words are not refused because paper cannot be made just now
            return True


class ViewForm(KeptFormMixin, forms.Form):
    """All that a pupil is asked. Each page shows the fields of its step and carries the others."""

    way = forms.ChoiceField(
        choices=[(questions.PICTURES, "Pictures first"), (questions.WORDS, "Words first")],
        widget=forms.HiddenInput,
    )
    told = forms.ChoiceField(
        label="How was it told?", choices=Told.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )  # fmt: skip
    helped_by = LineFormField(
        label="Who sat beside?", help_text="Leave it empty if nobody helped",
        max_length=80, required=False,
    )  # fmt: skip
    on = forms.DateField(label="On which day?", widget=forms.DateInput, error_messages=DAY)

    def __init__(self, *args, pupil, helper, way="", **kwargs):
        self.pupil = pupil
        super().__init__(*args, **kwargs)
        usual = questions.usual_way(pupil.year)
        self.fields["way"].initial = usual
        self.fields["helped_by"].initial = helper
        self.fields["on"].initial = moment.today()
        chosen = way or self["way"].value()
        self.way = chosen if chosen in (questions.PICTURES, questions.WORDS) else usual
        if way and self.kept is not None:
            self.kept["way"] = self.way
        self.initial["way"] = self.way
        self._add_questions(symbols.things(older=self.way == questions.WORDS))

    def _add_questions(self, named):
        for about in questions.ABOUT:
            self.fields[f"feel_{about}"] = forms.ChoiceField(
                label=named[about], choices=list(symbols.FACES.items()), required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip
        for step in questions.OPEN:
            self.fields[step.key] = forms.MultipleChoiceField(
                label=step.question, choices=list(named.items()), required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            self.fields[f"{step.key}_words"] = ProseFormField(
                label="In your own words", max_length=questions.MOST_WORDS, required=False,
            )  # fmt: skip

    def names_of(self, step) -> list[str]:
        if step is None:
            return ["told", "helped_by", "on"]
        if step.about:
            return [f"feel_{about}" for about in step.about]
        return [step.key, f"{step.key}_words"]

    def chosen(self, name) -> list[str]:
        """What stands in this field now, as a list of texts."""
        value = self[name].value()
        if isinstance(value, (list, tuple)):
            return [str(one) for one in value]
        return [str(value)] if value not in (None, "") else []

    def carried(self, names) -> list[tuple[str, str]]:
        """(name, value) of every field that this page does not show."""
        others = [name for name in self.fields if name not in {*names, "form_id", "version"}]
        return [(name, value) for name in others for value in self.chosen(name)]

    def said(self) -> dict:
        """The answers so far in their canonical shape, for looking through; nothing is checked."""
        flat = {"way": self.way}
        for step in questions.STEPS:
            for name in self.names_of(step):
                many = name in {one.key for one in questions.OPEN}
                flat[name] = self.chosen(name) if many else "".join(self.chosen(name))
        return questions.answers_of(flat)


class WithdrawForm(KeptFormMixin, forms.Form):
    why = ProseFormField(
        label="Why is it taken back?",
        help_text="“Written on the wrong child's page.” The words stay for the SENCO and the head",
        max_length=500, error_messages={"required": "Say why."},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(SAFETY, "why")
