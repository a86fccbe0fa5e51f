"""What is asked before something of an EHC plan leaves the school."""

from datetime import timedelta

from django import forms

from ehcp.disclosure.models import Disclosure
from ehcp.requests.forms import GuardedForm, day, prose
from pupils.consents.services import answers_alone
from pupils.consents.words import words_of
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

Ground = Disclosure.Ground
CONSENT = "consent-"
OWN_ONLY = (
    "{name} is over compulsory school age: only {name}’s own agreement counts. Where a lack of "
    "capacity is recorded on {name}’s page, a parent’s counts."
)


class AskForm(KeptFormMixin, forms.Form):
    """consents, versions, packs: what can be chosen for this child."""

    recipient = LineFormField(label="Who gets it?", max_length=200)
    organisation = LineFormField(label="Of which organisation?", max_length=200, required=False)
    basis = forms.ChoiceField(
        label="What lets it go out?", widget=forms.RadioSelect,
        help_text="A recorded agreement of the child or the family, where it covers this. Else one "
        "of the grounds of the law, and a second person agrees.",
        error_messages={"required": "Choose the agreement or the ground."},
    )  # fmt: skip
    version_of = forms.ChoiceField(label="Which version of the plan?", required=False)
    pack_of = forms.ChoiceField(label="Which pack of papers?", required=False)
    reason = prose("Why does it go out, and what for?", "It stands in the register for as long as "
                   "the record is kept")  # fmt: skip

    def __init__(self, *args, pupil, consents, versions, packs, **kwargs):
        super().__init__(*args, **kwargs)
        self.consents = {str(row.pk): row for row in consents}
        self.versions = {str(row.pk): row for row in versions}
        self.packs = {str(row.pk): row for row in packs}
        held = [(CONSENT + key, f"Agreed: {words_of(row)}") for key, row in self.consents.items()]
        grounds = [(value, words) for value, words in Ground.choices if value != Ground.CONSENT]
        self.fields["basis"].choices = held + grounds
        if answers_alone(pupil, moment.today()):
            self.fields["basis"].help_text += " " + OWN_ONLY.format(name=pupil.first_name)
        self.fields["version_of"].choices = [("", "No plan")] + [
            (key, f"Version {row.number}, {row.get_kind_display().lower()}")
            for key, row in self.versions.items()
        ]
        self.fields["pack_of"].choices = [("", "No pack")] + [
            (key, f"Pack of {row.built_at:%-d %b %Y}, {row.pages} pages")
            for key, row in self.packs.items()
        ]

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("version_of") and not given.get("pack_of"):
            self.add_error("version_of", "Choose what goes out: a version of the plan, or a pack.")
        return given

    @property
    def facts(self) -> dict:
        given, basis = self.cleaned_data, self.cleaned_data["basis"]
        consent = self.consents.get(basis.removeprefix(CONSENT))
        return {
            "recipient": given["recipient"], "organisation": given["organisation"],
            "ground": Ground.CONSENT if consent else basis, "consent": consent,
            "reason": given["reason"], "plan_version": self.versions.get(given["version_of"]),
            "pack": self.packs.get(given["pack_of"]),
        }  # fmt: skip


class AgreeForm(GuardedForm):
    words = prose("Anything to add?", required=False)


class RefuseForm(GuardedForm):
    words = prose("Why does it not go out?")


class SendForm(GuardedForm):
    sent_on = day("On which day did it go?")
    sent_how = LineFormField(
        label="How?", max_length=200, help_text="Such as: recorded post, secure e-mail, by hand"
    )

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["sent_on"].initial = moment.today()


class LetInForm(GuardedForm):
    until = day("Until which day may they read it?",
                help_text="At the latest until the review ends")  # fmt: skip

    def __init__(self, *args, row, review, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        meeting = review.meeting_on or moment.today()
        self.fields["until"].initial = row.reads_until or meeting + timedelta(weeks=2)
