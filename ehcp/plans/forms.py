"""What the SENCO writes down of a plan: its facts, its sections, its lines, its papers."""

from django import forms

from ehcp.days import DayField
from ehcp.plans import dates, services
from ehcp.plans.models import EhcNeed, EhcOutcome, EhcPlan, EhcProvision
from pupils import papers
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

DATE_WORDS = {
    "required": "Say on which day.",
    "invalid": "Write the date as day, month, year: 24/11/2026.",
}
LABELS = {
    "local_authority": "Which local authority sent it?",
    "reference": "Their reference",
    "officer_name": "The officer’s name",
    "officer_email": "The officer’s e-mail address",
    "issued_on": "When was the final plan first issued?",
    "amended_on": "When was it last amended?",
    "reviewed_on": "When did the authority decide after the last review?",
    "assessed_on": "When was the last assessment?",
}
HELP = {
    "issued_on": "The date on the first final plan. The first review counts from here.",
    "reviewed_on": "The day of their decision, not of the meeting: the next twelve months count "
    "from here. Empty where there was no review yet.",
    "assessed_on": "From six months later a new assessment cannot be refused as too early.",
}


class FactsForm(KeptFormMixin, forms.ModelForm):
    """instance: the plan."""

    class Meta:
        model = EhcPlan
        fields = list(LABELS)
        labels, help_texts = LABELS, HELP
        field_classes = dict.fromkeys(services.recording.ANCHORS, DayField)

    def __init__(self, *args, pupil, **kwargs):
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        for name in services.recording.ANCHORS:
            self.fields[name].error_messages |= DATE_WORDS

    def clean(self):
        given = super().clean()
        anchors = {name: given.get(name) for name in services.recording.ANCHORS}
        if found := dates.wrong(anchors, self.pupil.born_on, moment.today()):
            self.add_error(*found)
        return given

    def _post_clean(self):
        """The row is the service's to change."""

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in LABELS}


class RecordForm(FactsForm):
    what = forms.ChoiceField(
        label="What did the authority send?", widget=forms.RadioSelect,
        choices=[("final", "A final plan, or one that is in force"), ("draft", "A draft plan")],
        error_messages={"required": "Say whether it is a final plan or a draft."},
    )  # fmt: skip
    field_order = ["what"]

    def clean(self):
        given = super().clean()
        if given.get("what") == "final" and not given.get("issued_on") and not self.errors:
            self.add_error("issued_on", "Say when the final plan was first issued.")
        return given


class SectionForm(KeptFormMixin, forms.Form):
    words = ProseFormField(label="What does the plan say?", required=False, max_length=20_000,
                           widget=forms.Textarea(attrs={"rows": 16}))  # fmt: skip

    def __init__(self, *args, letter, section, **kwargs):
        self.instance = section
        super().__init__(*args, **kwargs)
        self.fields["words"].label = f"What does section {letter} say?"
        self.fields["words"].initial = section.words if section else ""
        self.fields["words"].help_text = "Copy the authority’s own words."


class LineForm(KeptFormMixin, forms.ModelForm):
    """instance: the line, or a new one of `plan`."""

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["number"].label = "Number in the plan"
        self.fields["words"].widget.attrs["rows"] = 6
        user = self.kept_by
        linked = {"needs": (EhcNeed, "B", "Which needs is this about?"),
                  "outcomes": (EhcOutcome, "E", "Which outcomes does it serve?")}  # fmt: skip
        for name, (model, mark, label) in linked.items():
            if name in self.fields:
                rows = model.objects.visible_to(user).filter(plan=plan, dropped_on=None)
                field = self.fields[name]
                field.queryset, field.label, field.required = rows, label, False
                field.widget = forms.CheckboxSelectMultiple()
                field.label_from_instance = lambda row, mark=mark: (
                    f"{mark}{row.number}: {row.words[:90]}"
                )
                field.widget.choices = field.choices
                if not rows:
                    del self.fields[name]

    def _post_clean(self):
        """The row is the service's to change."""

    @property
    def call(self) -> dict:
        fields = {name: self.cleaned_data[name] for name in self._meta.fields
                  if name in self.fields}  # fmt: skip
        return {name: list(rows) if name in ("needs", "outcomes") else rows
                for name, rows in fields.items()}  # fmt: skip


class NeedForm(LineForm):
    class Meta:
        model = EhcNeed
        fields = ["number", "words"]
        labels = {"words": "What is the need?"}


class OutcomeForm(LineForm):
    class Meta:
        model = EhcOutcome
        fields = ["number", "words", "by_when", "how_measured", "needs"]
        labels = {"words": "What is the outcome?", "by_when": "By when?",
                  "how_measured": "How is it measured?"}  # fmt: skip
        help_texts = {"by_when": "“End of Key Stage 2”"}
        widgets = {"how_measured": forms.Textarea(attrs={"rows": 3})}


class ProvisionForm(LineForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["per"].choices = [("", "Not said"), *EhcProvision.Per.choices]

    class Meta:
        model = EhcProvision
        fields = ["number", "words", "minutes", "times", "per", "group_size", "who", "needs",
                  "outcomes"]  # fmt: skip
        labels = {
            "words": "What is provided?", "minutes": "How many minutes each time?",
            "times": "How many times?", "per": "In what time?",
            "group_size": "How many children together?", "who": "By whom?",
        }  # fmt: skip
        help_texts = {
            "minutes": "As the plan says it. Where it says no number, leave this empty: we name "
            "the line to you, so that you can raise it with the authority.",
            "group_size": "1: alone", "who": "“a speech and language therapist”",
        }  # fmt: skip

    def clean(self):
        given = super().clean()
        if bool(given.get("times")) != bool(given.get("per")):
            self.add_error("per" if given.get("times") else "times",
                           "Say both: how many times, and in what time.")  # fmt: skip
        return given


LINE_FORMS = {"needs": NeedForm, "outcomes": OutcomeForm, "provisions": ProvisionForm}


class KeepForm(KeptFormMixin, forms.Form):
    """instance: the plan, for its version."""

    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect,
                             error_messages={"required": "Say what it is."})  # fmt: skip
    dated_on = DayField(label="The date on the authority’s paper", error_messages=DATE_WORDS)
    upload = forms.FileField(
        label="The authority’s own paper", required=False,
        help_text="A PDF, or a photo as JPG or PNG; 10 MB at most. A Word file: save it as PDF.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    def __init__(self, *args, plan, **kwargs):
        self.instance = plan
        super().__init__(*args, **kwargs)
        offered = services.offered(plan)
        self.fields["kind"].choices = offered
        if len(offered) == 1:
            self.fields["kind"].initial = offered[0][0]

    def clean_dated_on(self):
        day = self.cleaned_data["dated_on"]
        if found := dates.wrong({"assessed_on": day}, self.instance.pupil.born_on, moment.today()):
            raise forms.ValidationError(found[1])
        return day

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        try:
            return papers.read(upload) if upload else None
        except papers.NotAPaper as refused:
            raise forms.ValidationError(str(refused)) from refused


class EndForm(KeptFormMixin, forms.Form):
    last_day = DayField(label="The last day", error_messages=DATE_WORDS)
    reason = ProseFormField(label="Why?", max_length=2000,
                            error_messages={"required": "Say why."})  # fmt: skip

    def __init__(self, *args, plan, **kwargs):
        self.instance = plan
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = moment.today
        if plan.state == EhcPlan.State.IN_FORCE:
            self.fields["last_day"].label = "The last day on which the plan is in force"
            self.fields[
                "last_day"
            ].help_text = "The plan stays in force until the family’s time to appeal is over."


class MoveForm(KeptFormMixin, forms.Form):
    local_authority = LineFormField(label="Which authority maintains the plan now?",
                                    max_length=120)  # fmt: skip
    moved_on = DayField(label="Since which day?", error_messages=DATE_WORDS)
    officer_name = LineFormField(label="The officer’s name", max_length=120, required=False)
    officer_email = forms.EmailField(label="The officer’s e-mail address", required=False)

    def __init__(self, *args, plan, **kwargs):
        self.instance = plan
        super().__init__(*args, **kwargs)


class CompareForm(forms.Form):
    """Which two are put side by side. Sent by GET."""

    a = forms.ChoiceField(label="From")
    b = forms.ChoiceField(label="To")

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].choices = choices


class NumberForm(forms.Form):
    number = forms.IntegerField(min_value=1, max_value=32767)
