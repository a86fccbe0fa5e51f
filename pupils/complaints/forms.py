"""What people write down of a complaint."""

from django import forms

from pupils import answering
from pupils.complaints import days, services
from pupils.complaints.models import Complaint
from pupils.speaking import SpeakerMixin
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

NOBODY = "Nobody: take the question back"
DATE_WORDS = {
    "required": "Say on which day.",
    "invalid": "Write the date as day, month, year: 24/11/2026.",
}


class RecordForm(SpeakerMixin, KeptFormMixin, forms.Form):
    """With `complaint` it changes that one, which is its `instance` for the version."""

    way = forms.ChoiceField(
        label="Which way does it go?", choices=Complaint.Way.choices, widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is informal or formal."},
        help_text="It can become formal later. Your school’s complaints procedure says when.",
    )  # fmt: skip
    about = ProseFormField(
        label="What is it about?", max_length=4000,
        error_messages={"required": "Write down what it is about."},
    )  # fmt: skip
    made_on = forms.DateField(label="On which day was it made?", error_messages=DATE_WORDS)

    def __init__(self, *args, pupil, user, complaint=None, **kwargs):
        self.instance = complaint
        super().__init__(*args, **kwargs)
        self.add_speakers(pupil, user, "Who complained?")
        self.fields["about"].help_text = (
            "What they say happened, and what they would like. Keep to what was said. "
            f"{pupil.first_name} and the family may read it one day."
        )
        self.fields["made_on"].initial = moment.today
        self.order_fields(["way", "about", "who", "name", "made_on"])
        if complaint:
            self.initial = {
                "way": complaint.way, "about": complaint.about, "made_on": complaint.made_on,
                **self.speaker_of(complaint.contact_id, complaint.made_by), **self.initial,
            }  # fmt: skip

    def clean_made_on(self):
        day = self.cleaned_data["made_on"]
        if wrong := days.wrong_made_on(self.pupil, day):
            raise forms.ValidationError(wrong)
        return day

    @property
    def recorded(self) -> dict:
        made_by, contact = self.speaker
        given = {name: self.cleaned_data[name] for name in ("way", "about", "made_on")}
        return {**given, "made_by": made_by, "contact": contact}


class OneComplaintForm(KeptFormMixin, forms.Form):
    """About one complaint; `instance` is that row, for its version."""

    def __init__(self, *args, complaint, **kwargs):
        self.instance = complaint
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> dict:
        """For the services: what was written, and which state of the row it was written about."""
        return {**self.answers, "version": self.cleaned_data["version"]}


class AskForm(OneComplaintForm):
    """Its inputs are named as the row names them, so that both texts show where two save."""

    asked_of = forms.ChoiceField(
        label="Who knows more?", error_messages={"required": "Choose somebody."},
        help_text="They find it under Today. They read what the complaint is about and what you "
        "ask; no step, no outcome, no other answer.",
    )  # fmt: skip
    asked_words = ProseFormField(
        label="What do you ask them?", max_length=1000, required=False,
        help_text="Please write down what was agreed at the gate on Monday.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    answer_due_on = forms.DateField(
        label="By which day?", error_messages=DATE_WORDS | {"required": "Say by which day."}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in answering.people(self.instance.pupil)}
        named = [(key, each.name) for key, each in self.people.items()]
        waits = self.instance.is_awaited
        back = [("nobody", NOBODY)] if waits else []
        self.fields["asked_of"].choices = [("", "Choose"), *named, *back]
        if waits:
            self.fields["asked_of"].initial = str(self.instance.asked_of_id)
            self.fields["asked_words"].initial = self.instance.asked_words
            self.fields["answer_due_on"].initial = self.instance.answer_due_on
        else:
            self.fields["answer_due_on"].initial = days.usual_due_on()

    def clean(self):
        cleaned = super().clean()
        day, asks = cleaned.get("answer_due_on"), cleaned.get("asked_of") in self.people
        if asks and day and (wrong := days.wrong_due_on(day)):
            self.add_error("answer_due_on", wrong)
        return cleaned

    @property
    def given(self) -> dict:
        data = self.cleaned_data
        return {
            "asked_of": self.people.get(data["asked_of"]), "words": data["asked_words"],
            "due_on": data["answer_due_on"], "version": data["version"],
        }  # fmt: skip


class AnswerForm(OneComplaintForm):
    answer = ProseFormField(
        label="What do you know about it?", max_length=4000,
        error_messages={"required": "Write your answer."},
        help_text="What happened, when, and what was said or agreed. It stays as you write it, "
        "with your name and today’s date. The family may read it one day.",
    )  # fmt: skip


class StepForm(KeptFormMixin, forms.Form):
    kind = forms.ChoiceField(
        label="What happened?", choices=services.BY_PEOPLE, widget=forms.RadioSelect,
        error_messages={"required": "Say what happened."},
    )  # fmt: skip
    on = forms.DateField(label="On which day?", error_messages=DATE_WORDS)
    words = ProseFormField(
        label="In a few words", max_length=4000,
        error_messages={"required": "Write down what happened."},
        help_text="Who talked to whom, about what. What you save stays as it is.",
    )  # fmt: skip
    outcome = ProseFormField(
        label="What came of it?", max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave empty where nothing is decided yet; add a step when it is.",
    )  # fmt: skip

    def __init__(self, *args, complaint, **kwargs):
        self.complaint = complaint
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today

    def clean_on(self):
        day = self.cleaned_data["on"]
        if wrong := days.wrong_step_on(self.complaint, day):
            raise forms.ValidationError(wrong)
        return day

    @property
    def given(self) -> dict:
        return self.answers


class CloseForm(OneComplaintForm):
    outcome = ProseFormField(
        label="What came of it?", max_length=4000,
        error_messages={"required": "Write down what came of it."},
        help_text="What was found, what the school does now, and how the family was told. "
        "Nothing is sent by itself.",
    )  # fmt: skip
    closed_on = forms.DateField(label="On which day did it end?", error_messages=DATE_WORDS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].initial = moment.today

    def clean_closed_on(self):
        day = self.cleaned_data["closed_on"]
        if wrong := days.wrong_closed_on(self.instance, day):
            raise forms.ValidationError(wrong)
        return day


class OpenAgainForm(OneComplaintForm):
    reason = ProseFormField(
        label="Why is it opened again?", max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
        help_text="“Ms Brightwater asked for the panel.” The outcome until now is kept as a step.",
    )  # fmt: skip
