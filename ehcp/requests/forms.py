"""One subject a page: what is asked at each step of a request, a consultation and a dispute."""

from django import forms

from ehcp.days import DayField
from ehcp.exemptions import Reason
from ehcp.requests.models import AssessmentRequest, Consultation, Dispute
from pupils.consents.services import answers_alone
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

GIVE_A_DAY = "Give a day, such as 24 Nov 2026."
FEEDBACK = "We keep it and show it to whoever writes the child’s next plan."


def day(label, required=True, help_text=""):
    return DayField(
        label=label, required=required, help_text=help_text,
        error_messages={"required": GIVE_A_DAY, "invalid": GIVE_A_DAY},
    )  # fmt: skip


def prose(label, help_text="", required=True, longest=2000):
    box = forms.Textarea(attrs={"rows": 4})
    return ProseFormField(
        label=label, help_text=help_text, required=required, max_length=longest, widget=box
    )


def radios(label, choices):
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


class GuardedForm(KeptFormMixin, forms.Form):
    """Changes `row`, as it was when the page was opened."""

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["version"].initial = row.version

    @property
    def guards_version(self) -> bool:
        return True


class StartForm(KeptFormMixin, forms.Form):
    asked_by = radios("Who asks for the assessment?", AssessmentRequest.AskedBy.choices)
    asked_by_name = LineFormField(label="Their name", max_length=200, required=False)
    why = prose("Why is it asked for?", "What was tried, and what it brought", longest=8000)
    local_authority = LineFormField(label="Which authority?", max_length=120)
    officer_name = LineFormField(label="Who deals with it there?", max_length=120, required=False)
    officer_email = forms.EmailField(label="Their e-mail address", required=False)


class ChangeForm(GuardedForm):
    why = StartForm.base_fields["why"]
    local_authority = StartForm.base_fields["local_authority"]
    officer_name = StartForm.base_fields["officer_name"]
    officer_email = StartForm.base_fields["officer_email"]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        for name in ("why", "local_authority", "officer_name", "officer_email"):
            self.fields[name].initial = getattr(row, name)


class ConsultForm(GuardedForm):
    consulted_on = day("When did you talk it over?")
    family_agrees = radios("Does the family agree?", AssessmentRequest.Agrees.choices)
    family_said = prose("What did they say?", required=False, longest=4000)
    pupil_said = prose("What does the child say?", required=False, longest=4000)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        name = row.pupil.first_name
        if answers_alone(row.pupil, moment.today()):
            self.fields["family_agrees"].label = f"Does {name} agree?"
        self.fields["family_agrees"].help_text = "Wished for, not required."
        self.fields["pupil_said"].label = f"What does {name} say?"


class SendForm(GuardedForm):
    sent_on = day("When was it sent?")


class ReceiveForm(GuardedForm):
    received_on = day("When did the authority receive it?", help_text="Its letter says so")


class RefuseForm(GuardedForm):
    decided_on = day("The date on the authority’s letter")
    feedback = prose("What does it write about the reasons?", FEEDBACK, longest=8000)


class AssessForm(GuardedForm):
    decided_on = day("The date on the authority’s letter")


class AskAdviceForm(GuardedForm):
    advice_asked_on = day("When did the authority ask the school?")


class SendAdviceForm(GuardedForm):
    advice_sent_on = day("When did the advice go?")


class NoPlanForm(GuardedForm):
    no_plan_on = day("The date on the authority’s letter")
    feedback = RefuseForm.base_fields["feedback"]


class DraftForm(GuardedForm):
    draft_on = day("When did the draft reach the family?", help_text="That is day 1 of their 15")


class PlanForm(GuardedForm):
    issued_on = day("The date on the final plan")


class ExemptionForm(GuardedForm):
    exemption = radios("Which reason?", [(reason.name.lower(), reason.value) for reason in Reason])
    exemption_words = prose("What does its letter say?", "In its own words")


class LetStandForm(GuardedForm):
    undisputed_on = day("When did the family say so?")


class DropForm(GuardedForm):
    end_reason = prose("Why does it not go on?")


class CorrectForm(GuardedForm):
    field = forms.ChoiceField(label="Which day is wrong?")
    now = day("Which day is right?")
    reason = prose("What was wrong?", "The letter came on Monday, we wrote Tuesday", longest=1000)

    def __init__(self, *args, row, choices, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["field"].choices = choices


class ConsultationForm(KeptFormMixin, forms.Form):
    local_authority = LineFormField(label="Which authority asks?", max_length=120)
    received_on = day("When did it come?")


class ReplyForm(GuardedForm):
    replied_on = day("When did the answer go?")
    answer = radios("What did the school answer?", Consultation.Answer.choices)
    words = prose("In which words?", longest=8000)


DAYS = {
    "letter_on": "The date on the authority’s letter",
    "adviser_on": "The family talked to a mediation adviser on",
    "mediation_refused_on": "The family told the adviser it wants no mediation on",
    "certificate_on": "The date on the mediation certificate",
    "mediation_asked_on": "The family asked for mediation on",
    "mediation_on": "Mediation takes place on",
    "appeal_on": "The appeal reached the Tribunal on",
    "hearing_on": "The hearing is on",
}


class DisputeForm(KeptFormMixin, forms.Form):
    about = radios("What does the family disagree with?", Dispute.About.choices)
    letter_on = day(DAYS["letter_on"])
    words = prose("What is it about?", required=False, longest=4000)


class DisputeStepForm(GuardedForm):
    """Whatever is known by now."""

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        days = {name: day(label, required=False) for name, label in DAYS.items()}
        del days["letter_on"]
        self.fields = days | self.fields
        for name in days:
            self.fields[name].initial = getattr(row, name)


class EndDisputeForm(GuardedForm):
    ended_on = day("When did it end?")
    outcome = prose("What came of it?", longest=4000)
