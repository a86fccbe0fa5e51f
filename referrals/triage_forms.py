"""The SENCO's answer: one short form per outcome."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from referrals import triage
from referrals.asked import AskedMixin
from referrals.forms import DATE_WORDS, SeenForm, written
from referrals.models import State
from referrals.obligations import london
from register import codes
from register.models import NeedType
from schools.models import Area, Stage
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

RANKS = {1: "Main", 2: "Second", 3: "Third"}
MORE = '<details class="mb-4"{}><summary>Add a second or third need</summary>'
NO_TYPE = [("", "Choose a type")]


def prose(label, hint="", rows=3, most=3000, required=True, words="Say why."):
    return ProseFormField(
        label=label,
        help_text=hint,
        max_length=most,
        required=required,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": words},
    )


class AnswerForm(KeptFormMixin, forms.Form):
    """What every answer needs: the reason. `service` does it."""

    reason = prose("Why?", "The referrer reads this.", words="Say why: the referrer reads it.")
    service = None

    def __init__(self, *args, referral, **kwargs):
        self.referral = referral
        super().__init__(*args, **kwargs)
        # The version of the referral that was read, so that a later change is noticed.
        self.fields["version"].initial = referral.version

    @property
    def call(self):
        """Keyword arguments of the service."""
        return self.answers


class StageChoice(forms.ModelChoiceField):
    register_name = ""

    def label_from_instance(self, stage):
        return f"{stage.name}. {consequence(stage, self.register_name)}"


def consequence(stage, register_name) -> str:
    """What follows from the stage: register, census and family are three facts."""
    register = f"{'On' if stage.on_register else 'Not on'} the {register_name}"
    if stage.census_code == "N":
        return f"{register}; not counted in the census."
    counted = f"counted as {stage.census_code} in the census"
    return f"{register}; {counted}; the family must be told."


class AcceptForm(AskedMixin, AnswerForm):
    asked = ("need_1",)
    service = staticmethod(triage.accept)
    stage = StageChoice(
        Stage.objects.none(),
        label="Which stage?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the stage."},
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label="Area of need",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    evidence = prose("On what evidence?", rows=3, most=4000, required=False)

    def prepare(self):
        referral, school = self.referral, self.referral.school
        stages = Stage.objects.filter(school=school, closed_on=None)
        self.fields["stage"].register_name = school.policy.register_name
        self.fields["stage"].queryset = stages
        self.fields["stage"].initial = stages.filter(is_referral_start=True).first()
        self.fields["areas"].queryset = Area.objects.filter(school=school, is_used=True)
        self.fields["areas"].initial = list(referral.areas.all())
        self.fields["evidence"].initial = evidence_of(referral)
        for rank, words in RANKS.items():
            self.fields[f"need_{rank}"] = forms.ChoiceField(
                label=f"{words} type of need", required=False, choices=NO_TYPE + NeedType.choices
            )
            self.fields[f"note_{rank}"] = LineFormField(
                label=f"{words} need in plain words, as the family would say it",
                required=False,
                max_length=200,
            )
        self.helper = FormHelper()
        self.helper.layout = self._layout()

    def _layout(self):
        rest = ["need_2", "note_2", "need_3", "note_3"]
        opened = " open" if any(self[name].value() for name in rest) else ""
        return Layout(
            "stage",
            "reason",
            Fieldset(
                "What is the need?",
                "need_1", "note_1", HTML(MORE.format(opened)), *rest, HTML("</details>"),
                "areas", "evidence",
            ),
        )  # fmt: skip

    def clean(self):
        stage = self.cleaned_data.get("stage")
        if stage and (found := codes.problems(stage.census_code, [t for t, _ in self.needs])):
            self.add_error("need_1", " ".join(found))
        for rank in RANKS:
            if self.cleaned_data.get(f"note_{rank}") and not self.cleaned_data[f"need_{rank}"]:
                self.add_error(f"need_{rank}", "Choose the type that your words belong to.")
        return self.cleaned_data

    @property
    def needs(self):
        chosen = [
            (self.cleaned_data.get(f"need_{rank}"), self.cleaned_data.get(f"note_{rank}", ""))
            for rank in RANKS
        ]
        return [(NeedType(kind), note) for kind, note in chosen if kind]

    @property
    def call(self):
        kept = ("stage", "reason", "areas", "evidence")
        return {name: self.cleaned_data[name] for name in kept} | {"needs": self.needs}


def evidence_of(referral) -> str:
    """The figures of the referral, ready to be the evidence of the register entry."""
    return "\n".join(
        f"{row.get_test_display()}: {row.figure} ({row.source})" for row in referral.tests.all()
    )


class AskForm(AnswerForm):
    service = staticmethod(triage.ask_for_more)
    asked = prose(
        "What do you need to know?",
        "It comes back to the same referral; nothing is lost.",
        words="Say what to add.",
    )
    field_order = ["asked", "reason"]


class InClassForm(AnswerForm):
    service = staticmethod(triage.resolve_in_class)
    advice = prose(
        "What should the class do now?",
        "Advice the teacher can use tomorrow, and when to look again.",
        words="Give some advice: it is all the class gets.",
    )


class PastoralForm(AnswerForm):
    service = staticmethod(triage.pass_to_pastoral)
    taken_on_by = LineFormField(
        label="Who takes it on?",
        help_text="Name and role: Mrs D. Hale, learning mentor",
        max_length=200,
        error_messages={"required": "Say who takes it on, so that nobody waits for nobody."},
    )
    field_order = ["taken_on_by", "reason"]


# In the order of the page: (words on the choice, what it means, form).
ANSWERS = {
    State.ACCEPTED: ("Accept", "Support starts at a stage of our policy", AcceptForm),
    State.RETURNED: ("Ask for more", "It comes back to the referrer", AskForm),
    State.IN_CLASS: ("Support in class", "Advice, without a stage", InClassForm),
    State.PASTORAL: ("Pastoral care", "Somebody else takes it on", PastoralForm),
}


class ToldForm(SeenForm):
    """When and how whoever asked was told."""

    on = forms.DateField(
        label="When were they told?",
        error_messages=DATE_WORDS | {"required": "Give the day they were told."},
    )
    how = LineFormField(
        label="How?",
        help_text="For example: phone call by Mr Whitlock, or at the school gate",
        max_length=200,
        error_messages={"required": "Say how: by phone, in person, by letter."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()

    def clean_on(self):
        day, decided = self.cleaned_data["on"], london(self.referral.decided_at)
        if day > moment.today():
            raise forms.ValidationError(f"{written(day)} has not come yet.")
        if day < decided:
            raise forms.ValidationError(
                f"{written(day)} is before the decision ({written(decided)})."
            )
        return day
