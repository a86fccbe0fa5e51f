"""The form of a review: how each target went, what was said, what becomes of the plan."""

from django import forms
from django.utils.html import format_html

from iep import dates
from iep.forms import MOST_TARGETS
from iep.reviews import services
from iep.reviews.models import PlanCheck, Review, TargetOutcome
from iep.reviews.states import Decision, meanings
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

WHY_CLOSE = "Say why the plan ends: the reason stays in the record."
CHOOSE = "Choose what comes next."


def explained(senco: str) -> list[tuple[str, str]]:
    """The decisions, each with what happens next and by whom."""
    said = meanings(senco)
    return [
        (code, format_html('{}<span class="form-text d-block">{}</span>', label, said[code]))
        for code, label in Decision.choices
    ]


class ReviewForm(KeptFormMixin, forms.ModelForm):
    """again: the day of the next review if the plan carries on."""

    class Meta:
        model = Review
        fields = [
            "reviewed_on", "pupil_views", "parent_views", "summary", "decision", "next_review_on",
            "reason",
        ]  # fmt: skip
        labels = {
            "reviewed_on": "When was the review?",
            "parent_views": "What do the parents or carers say?",
            "summary": "Anything else to remember?",
            "next_review_on": "If it carries on: when is it reviewed again?",
            "reason": "If it ends: why?",
        }
        help_texts = {"next_review_on": "Your policy’s day. You can change it."}

    def __init__(self, *args, plan, again, **kwargs):
        self.plan = plan
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].initial = moment.today
        self.fields["next_review_on"].initial = again
        self.fields["next_review_on"].required = False
        self.fields["pupil_views"].label = f"What does {plan.pupil.first_name} say?"
        self.fields["decision"] = forms.ChoiceField(
            label="What comes next?",
            choices=explained(plan.school.policy.senco_title),
            widget=forms.RadioSelect,
            error_messages={"required": CHOOSE},
        )

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        wrong = dates.review_disagreement(reviewed_on=day, starts_on=self.plan.starts_on)
        if wrong:
            raise forms.ValidationError(wrong)
        return day

    def clean(self):
        check_decision(self)
        return self.cleaned_data

    def _post_clean(self):
        """The service saves."""


def check_decision(form) -> None:
    """What a decision needs besides: a day to carry on, a reason to close."""
    said = form.cleaned_data
    keeps = said.get("decision") == Decision.KEEP and "next_review_on" not in form.errors
    if keeps and (wrong := services.wrong_next_day(said.get("next_review_on"))):
        form.add_error("next_review_on", wrong)
    if said.get("decision") == Decision.CLOSE and not said.get("reason"):
        form.add_error("reason", WHY_CLOSE)


class OutcomeForm(forms.ModelForm):
    target = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = TargetOutcome
        fields = ["outcome", "note", "evidence"]
        labels = {"outcome": "How did it go?", "note": "Note", "evidence": "What shows it?"}
        help_texts = {"evidence": "A score, a piece of work, what you saw."}
        widgets = {
            "outcome": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2}),
            "evidence": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"outcome": {"required": "Say how this target went."}}

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(words.items())
        self.empty_permitted = False

    def _post_clean(self):
        """The service saves."""


OutcomeFormSet = forms.formset_factory(
    OutcomeForm, extra=0, max_num=MOST_TARGETS, absolute_max=MOST_TARGETS
)


class Part(forms.Form):
    """What stands about one plan on a page of many. Left alone it is not saved.

    kept: the inputs of a draft; `problem`: why it could not be saved, in words.
    """

    watched: tuple[str, ...] = ()  # endings of the names that say somebody wrote here

    def __init__(self, data=None, *, plan, kept=None, **kwargs):
        self.plan, self.problem, prefix = plan, "", f"p{plan.pk}"
        super().__init__(data, prefix=prefix, **kwargs)
        self.fields["version"] = forms.IntegerField(
            required=False, initial=plan.version, widget=forms.HiddenInput
        )
        self.kept = kept

    def get_initial_for_field(self, field, field_name):
        name = self.add_prefix(field_name)
        if self.kept is not None and name in self.kept:
            return self.kept[name]
        return super().get_initial_for_field(field, field_name)

    @property
    def is_touched(self) -> bool:
        inputs = (name for name in self.fields if name.endswith(self.watched))
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in inputs)

    @property
    def put_right(self) -> str:
        """Every sentence about this plan, once."""
        found = [str(words) for errors in self.errors.values() for words in errors]
        return " ".join(dict.fromkeys(found))

    def names(self, ending: str) -> list[str]:
        """The inputs that "Set all" sets."""
        return [self.add_prefix(name) for name in self.fields if name.endswith(ending)]

    def renew(self) -> None:
        """Somebody has seen what is new: the next press saves."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(self.plan.version)


class ReviewPart(Part):
    """One plan of the page that reviews several."""

    watched = ("outcome", "note", "decision", "reason")

    def __init__(self, *args, targets, words, again, **kwargs):
        super().__init__(*args, **kwargs)
        self.targets = targets
        for target in targets:
            self.fields[f"t{target.pk}-outcome"] = forms.ChoiceField(
                choices=list(words.items()), widget=forms.RadioSelect, required=False
            )
            self.fields[f"t{target.pk}-note"] = ProseFormField(required=False, max_length=1000)
        self.fields["decision"] = forms.ChoiceField(
            label="What comes next?",
            choices=[("", "Choose"), *Decision.choices],
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields["next_review_on"] = forms.DateField(
            label="Next review, if it carries on",
            initial=again,
            required=False,
            widget=forms.DateInput(
                format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}
            ),
        )
        self.fields["reason"] = ProseFormField(
            label="Why, if it ends",
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 1, "class": "form-control", "dir": "auto"}),
        )

    @property
    def rows(self):
        """(target, its outcome, its note) for the page."""
        return [(t, self[f"t{t.pk}-outcome"], self[f"t{t.pk}-note"]) for t in self.targets]

    @property
    def ends(self):
        """What stands below the targets."""
        return [self[name] for name in ("decision", "next_review_on", "reason")]

    def clean(self):
        if not self.is_touched:
            return self.cleaned_data
        for target in self.targets:
            if not self.cleaned_data.get(f"t{target.pk}-outcome"):
                self.add_error(f"t{target.pk}-outcome", "Say how this target went.")
        if not self.cleaned_data.get("decision"):
            self.add_error("decision", CHOOSE)
        check_decision(self)
        return self.cleaned_data

    @property
    def answers(self) -> dict:
        """For services.review."""
        said = self.cleaned_data
        went = {
            t.pk: services.Went(said[f"t{t.pk}-outcome"], said[f"t{t.pk}-note"])
            for t in self.targets
        }
        names = ("version", "decision", "next_review_on", "reason")
        return {name: said[name] for name in names} | {"outcomes": went}


class CheckPart(Part):
    """One plan of the SENCO's check."""

    watched = ("finding", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["finding"] = forms.ChoiceField(
            choices=[("fine", "Fine"), ("change", "Ask for a change")],
            widget=forms.RadioSelect, required=False,
        )  # fmt: skip
        self.fields["note"] = ProseFormField(required=False, max_length=1000)

    def clean(self):
        said = self.cleaned_data
        if not self.is_touched:
            return said
        if not said.get("finding"):
            self.add_error("finding", "Choose “Fine” or “Ask for a change”.")
        if said.get("finding") == PlanCheck.Finding.CHANGE and not said.get("note"):
            self.add_error("note", "Say what should change.")
        return said


class ManyForm(KeptFormMixin, forms.Form):
    """The page of several plans: each part has its own version."""

    guards_version = True


class TogetherForm(ManyForm):
    reviewed_on = forms.DateField(label="When were they reviewed?", initial=moment.today)

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        if day > moment.today():
            raise forms.ValidationError("This day has not come yet. Give the day of the reviews.")
        return day


class WhyForm(KeptFormMixin, forms.Form):
    """One reason."""

    reason = ProseFormField(
        label="Why does the stage stay?", max_length=1000,
        help_text="It stands with the review.",
        error_messages={"required": "Say why the stage stays."},
    )  # fmt: skip


class AnswerForm(KeptFormMixin, forms.Form):
    words = ProseFormField(
        label="Your answer", max_length=1000,
        help_text="What you changed, or why the plan stays as it is.",
        error_messages={"required": "Write an answer."},
    )  # fmt: skip
