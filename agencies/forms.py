"""One subject a page: what is asked at each step of a request."""

from datetime import timedelta

from django import forms

from agencies import gate
from agencies.fields import GuardedForm, day, prose, radios
from agencies.models import Agency, AgencyChase
from pupils.consents.services import answers_alone
from pupils.consents.words import words_of
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

YEAR = timedelta(days=365)
ADDRESS_LINES = 5  # under the name and the team, in the window of an envelope
DEFAULT_WAIT = 12  # weeks, where the directory says nothing
EXPECTED = "When do you expect their advice?"


class AgencyForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = Agency
        fields = ["name", "kind", "people", "email", "phone", "usual_wait", "note", "is_in_use"]
        labels = {
            "name": "What is it called?", "kind": "What do they do?",
            "people": "Whom do you ask for?", "email": "E-mail address", "phone": "Phone",
            "usual_wait": "How many weeks does it usually take?", "note": "Anything to know",
            "is_in_use": "We work with them now",
        }  # fmt: skip
        help_texts = {
            "people": "Names, and what each of them does",
            "usual_wait": "From asking to their advice. It sets the day on which you are reminded",
            "note": "How to ask them, what they need. Nothing about a child",
        }
        widgets = {"people": forms.Textarea(attrs={"rows": 3}),
                   "note": forms.Textarea(attrs={"rows": 3})}  # fmt: skip

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        if self.instance.pk is None:
            del self.fields["is_in_use"]

    def clean_usual_wait(self):
        weeks = self.cleaned_data["usual_wait"]
        if weeks is not None and weeks > 150:
            raise forms.ValidationError("Give the number of weeks, 150 at most.")
        return weeks

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = Agency.objects.visible_to(self.kept_by).filter(school=self.school, name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("An agency of this name is in your directory already.")
        return name


class BeginForm(KeptFormMixin, forms.Form):
    agency = forms.ModelChoiceField(
        label="Which agency?", queryset=None, empty_label="Choose one",
        error_messages={"required": "Choose an agency."},
    )  # fmt: skip
    question = prose("What would you like to know, and why?",
                     "The family reads this in our letter. Write it as you would say it to them",
                     longest=4000)  # fmt: skip
    what_shared = prose(
        "What would you share with them?",
        "Such as: the last two plans, and what staff see in class", longest=1000,
    )  # fmt: skip

    def __init__(self, *args, pupil, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Agency.objects.visible_to(self.kept_by).filter(school=pupil.school_id)
        self.fields["agency"].queryset = rows.in_use().order_by("name")


class FamilyForm(GuardedForm):
    until_on = day("Until which day would the agreement hold?",
                   help_text="Within two years. It can be asked for again then")  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["until_on"].initial = moment.today() + YEAR


class ConsentForm(GuardedForm):
    consent = radios(
        "Which agreement does it rest on?", [],
        "Only agreements that hold today and were given for no other agency",
    )  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.rows = {str(each.pk): each for each in gate.choices(row)}
        self.fields["consent"].choices = [(key, words_of(each)) for key, each in self.rows.items()]
        if answers_alone(row.pupil, moment.today()):
            name = row.pupil.first_name
            self.fields["consent"].help_text = f"Only {name}’s own agreement counts: {name} is "
            self.fields["consent"].help_text += "over compulsory school age"

    @property
    def answers(self):
        return {"consent": self.rows[self.cleaned_data["consent"]]}


class NoForm(GuardedForm):
    consent = radios("Which answer was it?", [])

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.rows = {str(each.pk): each for each in gate.refusals(row)}
        self.fields["consent"].choices = [(key, words_of(each)) for key, each in self.rows.items()]

    @property
    def answers(self):
        return {"consent": self.rows[self.cleaned_data["consent"]]}


class GroundForm(GuardedForm):
    ground = prose(
        "Why can this not wait for an agreement?",
        "Such as: what the safeguarding lead decided, and when. It is kept, and the head reads it",
    )  # fmt: skip


class LookForm(GuardedForm):
    goes_on = radios("What do you say?", [("yes", "It goes on without an agreement"),
                                          ("no", "It stops now")])  # fmt: skip
    words = prose("In your words", "Needed where it stops", required=False)

    def clean(self):
        given = super().clean()
        if given.get("goes_on") == "no" and not given.get("words") and "words" not in self.errors:
            self.add_error("words", "Say why it is stopped.")
        return given

    @property
    def answers(self):
        return {"goes_on": self.cleaned_data["goes_on"] == "yes",
                "words": self.cleaned_data["words"]}  # fmt: skip


class AskForm(GuardedForm):
    asked_on = day("On which day were they asked?")
    asked_how = LineFormField(
        label="How?", max_length=200, required=False,
        help_text="Such as: their form by secure e-mail, by phone",
    )  # fmt: skip
    expected_by = day(EXPECTED)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        weeks = row.agency.usual_wait or DEFAULT_WAIT
        self.fields["asked_on"].initial = moment.today()
        self.fields["expected_by"].initial = moment.today() + timedelta(weeks=weeks)
        if row.agency.usual_wait:
            self.fields["expected_by"].help_text = f"They usually take {weeks} weeks"


class AskLetterForm(GuardedForm):
    name = LineFormField(label="Who gets the letter?", max_length=120)
    address = prose("Their address", "As on the envelope, the postcode last", longest=350)
    expected_by = day("By when would you like their advice?")

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        weeks = row.agency.usual_wait or DEFAULT_WAIT
        self.fields["expected_by"].initial = moment.today() + timedelta(weeks=weeks)

    def clean_address(self):
        address = self.cleaned_data["address"]
        if len([line for line in address.splitlines() if line.strip()]) > ADDRESS_LINES:
            raise forms.ValidationError(
                f"Write at most {ADDRESS_LINES} lines: it must fit a window."
            )
        return address

    @property
    def answers(self):
        """With the team under the name, as on an envelope."""
        given = super().answers
        return given | {"address": f"{self.row.agency.name}\n{given['address']}"}


class ChaseForm(GuardedForm):
    on = day("On which day did you ask again?")
    how = radios("How?", AgencyChase.How.choices)
    words = prose("What did they say?", required=False, longest=1000)
    expected_by = day("When do you expect it now?")

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["on"].initial = moment.today()
        self.fields["expected_by"].initial = row.expected_by


class OnForm(GuardedForm):
    on = day("On which day did they begin?")

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["on"].initial = moment.today()


class DeclineForm(OnForm):
    words = prose("What did they say?", "Such as: the waiting list is closed; ask again in spring",
                  longest=1000)  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["on"].label = "On which day did they say so?"


class StopForm(GuardedForm):
    words = prose("Why does it stop?", longest=1000)


class CloseForm(GuardedForm):
    words = prose("Anything to add?", required=False, longest=1000)


class LetInForm(GuardedForm):
    name = LineFormField(label="Their name", max_length=120)
    email = forms.EmailField(
        label="Their work e-mail address", max_length=254,
        help_text="They get a link to sign in, with a second step. Check every letter",
    )  # fmt: skip
    until_on = day("Last day", help_text="A year from today at most")
    includes_plan = forms.BooleanField(label="They may read the plan", required=False)
    includes_referral = forms.BooleanField(label="They may read the referral", required=False)
    includes_provision = forms.BooleanField(
        label="They may read the extra help and how it goes", required=False
    )

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        last = [moment.today() + timedelta(days=90)]
        if row.consent and row.consent.until_on:
            last.append(row.consent.until_on)
            self.fields[
                "until_on"
            ].help_text = f"At the latest {gate.ends_on(row)}, when the agreement ends"
        self.fields["until_on"].initial = min(last)
