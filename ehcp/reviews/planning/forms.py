"""What is asked while a review is planned, one subject a page."""

from django import forms

from ehcp.requests.forms import GuardedForm, day, prose, radios
from ehcp.reviews.circulation import BY_HAND, role_of, title_of
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import inviting
from ehcp.reviews.planning.day import warnings
from pupils import papers
from schools.calendar import calendar_of
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

Kind, Role = AnnualReview.Kind, Invitation.Role
KIND_WORDS = {
    Kind.ANNUAL: "The review of each year",
    Kind.EARLY: "An early review, since something has changed",
    Kind.TRANSFER: "The review before a change of school",
    Kind.UNDER_5: "A review of a child under five",
}
UPLOAD_HELP = "A PDF, or a photo as JPG or PNG; 10 MB at most. A Word file: save it as PDF."


def line(label, longest=200, required=False, help_text=""):
    return LineFormField(label=label, max_length=longest, required=required, help_text=help_text)


class KindMixin(forms.Form):
    kind = radios("What kind of review is it?", list(KIND_WORDS.items()))
    transfer_year = forms.IntegerField(
        label="Change of school: in which year?", required=False,
        help_text="The year of that September, such as 2027. The plan must be reviewed and changed "
        "before 15 February of that year",
        error_messages={"invalid": "Give a year, such as 2027."},
    )  # fmt: skip
    is_to_post_16 = forms.BooleanField(
        label="From secondary school to a post-16 place: before 31 March", required=False
    )


class OpenForm(KeptFormMixin, KindMixin):
    """proposed: planning.proposing.kind_of."""

    def __init__(self, *args, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in proposed.items():
            self.fields[name].initial = value


class KindForm(GuardedForm, KindMixin):
    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        for name in ("kind", "transfer_year", "is_to_post_16"):
            self.fields[name].initial = getattr(row, name)


class DayForm(GuardedForm):
    """A day that clashes with something is shown once more before it is kept."""

    meeting_on = day("Which day?")
    meeting_at = forms.TimeField(
        label="At what time?", error_messages={"required": "Give a time, such as 14:30.",
                                               "invalid": "Give a time, such as 14:30."},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    place = line("Where?", required=True)
    chair = line("Who leads the meeting?")
    is_with_pep = forms.BooleanField(
        label="Together with the education plan (PEP) of a looked-after child", required=False
    )
    despite = forms.BooleanField(label="Keep this day all the same", required=False)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        for name in ("meeting_on", "meeting_at", "place", "chair", "is_with_pep"):
            self.fields[name].initial = getattr(row, name)
        if not row.pupil.looked_after and not row.is_with_pep:
            del self.fields["is_with_pep"]
        self.clashes: list[str] = []
        if not self.is_bound:
            self.fields["despite"].widget = forms.HiddenInput()

    def clean(self):
        given = super().clean()
        on = given.get("meeting_on")
        if on and on != self.row.meeting_on:
            self.clashes = warnings(
                self.row, on, calendar_of(self.row.school), self.row.school.policy
            )
        if not self.clashes:
            self.fields["despite"].widget = forms.HiddenInput()
        elif not given.get("despite"):
            for words in self.clashes:
                self.add_error("meeting_on", words)
        return given

    @property
    def facts(self):
        return {name: value for name, value in self.answers.items() if name != "despite"}


class PersonForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["role", "name", "organisation", "email", "address"]
        labels = {
            "role": "In which role?", "name": "Name", "organisation": "Organisation",
            "email": "E-mail address", "address": "Postal address",
        }  # fmt: skip
        help_texts = {"email": "The invitation goes there. It names no child"}
        widgets = {"role": forms.RadioSelect, "address": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = Role.choices
        self.fields["role"].error_messages["required"] = "Say in which role they are invited."


class WishesForm(GuardedForm):
    wishes_asked_on = day("When was the family asked?", required=False)
    interpreter = line("An interpreter: for which language?", help_text="Empty: not wished for")
    interpreter_arranged_on = day("The interpreter is arranged since", required=False)
    advocate = line("An advocate or supporter: who?", help_text="Empty: not wished for")
    advocate_arranged_on = day("The advocate is arranged since", required=False)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        for name in self.base_fields:
            self.fields[name].initial = getattr(row, name)


class InviteForm(GuardedForm):
    """One tick for each who is asked for advice."""

    def __init__(self, *args, row, people, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.people = [each for each in people if each.role not in inviting.FAMILY]
        for person in self.people:
            self.fields[f"ask_{person.pk}"] = forms.BooleanField(
                label=title_of(person), required=False, initial=True
            )
        self.fields["advice_by"] = day("Advice should be here by", required=False)
        self.fields["on"] = day("The invitations go out on")
        self.fields["on"].initial = moment.today()
        if row.meeting_on:
            self.fields["advice_by"].initial = inviting.default_day(row)

    @property
    def asked(self) -> list[int]:
        return [each.pk for each in self.people if self.cleaned_data[f"ask_{each.pk}"]]


class PaperMixin(forms.Form):
    upload = forms.FileField(
        label="The paper it came on", required=False, help_text=UPLOAD_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        try:
            return papers.read(upload) if upload else None
        except papers.NotAPaper as refused:
            raise forms.ValidationError(str(refused)) from refused


class AdviceForm(GuardedForm, PaperMixin):
    on = day("When did it come?")
    words = prose("What does it say?", "Word for word, or leave it out and add the paper",
                  required=False, longest=12_000)  # fmt: skip
    field_order = ["on", "words", "upload"]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["on"].initial = row.advice_on or moment.today()
        self.fields["words"].initial = row.advice_words


class NoAdviceForm(GuardedForm):
    reason = line("Why will no advice come?", 300, required=True)


class OwnAdviceForm(KeptFormMixin, forms.Form):
    words = prose("What should the meeting know?",
                  "What has gone well, what has not, and what the plan should say from now on. "
                  "The family reads it.", longest=12_000)  # fmt: skip

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = person
        if person is not None:
            self.fields["words"].initial = person.advice_words


class LinkAdviceForm(PaperMixin):
    """Without an account."""

    words = prose("Your advice", "What has gone well, what has not, and what the plan should say "
                  "from now on. The family reads it.", required=False, longest=12_000)  # fmt: skip
    field_order = ["words", "upload"]

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("words") and not given.get("upload"):
            self.add_error("words", "Write your advice, or choose the paper it is on.")
        return given


class CirculateForm(GuardedForm):
    def __init__(self, *args, row, people, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.people = people
        for person in people:
            self.fields[f"how_{person.pk}"] = forms.ChoiceField(
                label=f"{title_of(person)} ({role_of(person)})",
                choices=BY_HAND, required=False,
            )  # fmt: skip
        self.fields["on"] = day("On which day?", help_text="If it went on different days, save "
                                "once for each day")  # fmt: skip
        self.fields["on"].initial = moment.today()

    @property
    def how(self) -> dict[int, str]:
        return {person.pk: self.cleaned_data[f"how_{person.pk}"] for person in self.people}


class CallOffForm(GuardedForm):
    reason = prose("Why does it not go on?", "Tell those who are invited.")
