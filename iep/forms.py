"""The forms of a plan. Choices are of this school only; extra posted fields are ignored."""

from functools import cached_property

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Role
from iep import content, dates
from iep.models import SupportPlan, Target
from iep.sections import fields as own
from iep.wording.margin import Beside
from schools.models import Membership
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

MOST_TARGETS = 20
LEADS = [Role.TEACHER, Role.SENCO]


def leads_at(school_id, *, besides=None):
    """Staff who may write plans here, and the present lead even if they left."""
    held = Membership.objects.held_today().filter(school=school_id, role__in=LEADS)
    return User.objects.filter(Q(pk__in=held.values("user")) | Q(pk=besides)).order_by("name")


class LeadField(forms.ChoiceField):
    """Who leads. Staff are looked up when the box is drawn or the lead changes, and once."""

    def __init__(self, school_id, present, **kwargs):
        self.school_id, self.present = school_id, present
        wrong = {"invalid_choice": "Choose one of the people in the list."}
        label = "Who leads on this plan?"
        super().__init__(
            choices=lambda: self.names.items(), label=label, error_messages=wrong, **kwargs
        )

    @cached_property
    def names(self) -> dict[int, str]:
        leads = leads_at(self.school_id, besides=self.present.pk)
        return dict(leads.values_list("pk", "name"))

    def clean(self, value):
        if value == str(self.present.pk):
            return self.present
        return User.objects.get(pk=super().clean(value))


class AreasField(forms.TypedMultipleChoiceField):
    """The areas of the policy, as read with the plan."""

    def __init__(self, areas, **kwargs):
        by_number = {str(area.pk): area for area in areas}
        super().__init__(
            choices=[(area.pk, area.name) for area in areas],
            coerce=lambda value: by_number[value],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            **kwargs,
        )


def laid_out(*pieces) -> FormHelper:
    """The order of a form's questions, for sendcase.forms_rendering."""
    helper = FormHelper()
    helper.layout = Layout(*pieces)
    return helper


class VersionForm(forms.Form):
    """A button: only says which version of the plan the person was looking at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class StartForm(forms.Form):
    kind = forms.ModelChoiceField(
        queryset=None,
        label="Which plan?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose a plan.",
            "invalid_choice": "Choose one of the plans in the list.",
        },
    )

    def __init__(self, *args, kinds, pupil, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds
        first = kinds.first()
        self.fields["kind"].initial = first.pk if first else None
        self.fields["lead"] = LeadField(pupil.school_id, by, initial=by.pk)


class PlanForm(Beside, KeptFormMixin, forms.ModelForm):
    wording_says_of = ("strengths", "concerns", "areas", "review_on", "home_support", "pupil_views")

    class Meta:
        model = SupportPlan
        fields = [
            "sen_level", "strengths", "concerns", "starts_on", "review_on", "pupil_views",
            "parent_views", "home_support",
        ]  # fmt: skip
        labels = {
            "sen_level": "Level of SEN",
            "strengths": "What are the child’s strengths?",
            "concerns": "What is hard at the moment?",
            "starts_on": "Start date",
            "review_on": "Review date",
            "pupil_views": "What does the child say?",
            "parent_views": "What do the parents or carers say?",
            "home_support": "Parents can support by",
        }
        help_texts = {
            "strengths": "What goes well, what they enjoy.",
            "concerns": "What you see in class. Only what is additional to or different from "
            "your ordinary planning belongs on this plan.",
            "pupil_views": "In their own words, if you can.",
            "home_support": "One or two things a family can do at home.",
        }

    def __init__(self, *args, areas, **kwargs):
        plan = kwargs["instance"]
        self.born_on = plan.pupil.born_on
        super().__init__(*args, **kwargs)
        name = plan.pupil.first_name
        self.fields["areas"] = AreasField(
            areas,
            label="Areas of need",
            help_text="Tick every area that this plan is about.",
            initial=[area.pk for area in areas if area.applies],
        )
        self.fields["lead"] = LeadField(plan.school_id, plan.lead, initial=plan.lead_id)
        self.about = f"About {name}"
        self.fields["strengths"].label = f"What are {name}’s strengths?"
        self.fields["concerns"].label = f"What is hard for {name} at the moment?"
        self.fields["pupil_views"].label = f"What does {name} say?"
        if plan.layout != "learning":
            del self.fields["sen_level"]
        own.add_to(self, plan)

    @property
    def helper(self):
        level = ["sen_level"] if "sen_level" in self.fields else []
        days = Row(Column("starts_on", css_class="col-md"), Column("review_on", css_class="col-md"))
        return laid_out(
            Fieldset(self.about, "areas", *level, "strengths", "concerns",
                     *own.names(self.instance, "top")),
            Fieldset("When and who", days, "lead"),
        )  # fmt: skip

    @property
    def foot(self):
        """The fields below the targets, in the order of the paper."""
        asked = ("home_support", "pupil_views", "parent_views")
        return [self[name] for name in (*asked, *own.names(self.instance, "foot"))]

    @property
    def answers(self):
        return own.folded(super().answers, self.instance)

    def _post_clean(self):
        """The service saves: the plan itself is left as it was read."""

    def clean(self):
        days = self.cleaned_data
        if days.get("starts_on") and days.get("review_on"):
            wrong = dates.disagreement(
                starts_on=days["starts_on"], review_on=days["review_on"], born_on=self.born_on
            )
            if wrong:
                self.add_error(*wrong)
        return days


class FromBank(forms.IntegerField):
    """Which entry of the bank a new row began as. Alone it makes no row."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def has_changed(self, initial, data):
        return False


class TargetForm(Beside, forms.ModelForm):
    wording_says_of = content.ROW_TEXTS
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    from_bank = FromBank()

    class Meta:
        model = Target
        fields = list(content.ROW_TEXTS)
        labels = {
            "criteria": "Achievement criteria",
            "resources": "Possible resources and techniques",
            "strategies": "Possible class strategies and support",
            "delivered_by": "Who delivers it?",
            "plain_words": "In plain words, for the family",
        }
        help_texts = {
            "target": "One small step: “Read 20 of the first 45 words by sight.”",
            "criteria": "How will you know? A number or an example.",
            "resources": "“Word cards, 10 minutes, 4 times a week.”",
            "plain_words": "How you would say it at the school gate. It prints with the target.",
        }
        error_messages = {
            "target": {"required": "Write the target, or tick “Take this target out”."}
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 2 if name == "plain_words" else 3})
            for name in ("target", "criteria", "resources", "strategies", "plain_words")
        }

    helper = laid_out(
        "target",
        Row(Column("criteria", css_class="col-lg"), Column("resources", css_class="col-lg")),
        Row(Column("strategies", css_class="col-lg"), Column("delivered_by", css_class="col-lg")),
        "plain_words",
        "DELETE",
        "id",
        "from_bank",
    )

    def _post_clean(self):
        """The service saves."""


class TargetRows(forms.BaseFormSet):
    deletion_widget = forms.CheckboxInput

    def add_fields(self, form, index):
        super().add_fields(form, index)
        # A new row left empty is no row, wherever it stands.
        form.empty_permitted = not self.is_bound or not form["id"].value()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Take this target out"

    def rows(self) -> list[dict]:
        """What save_plan wants. Empty new rows are left out."""
        given = []
        for form in self.forms:
            if form.has_changed() or form.cleaned_data.get("id"):
                row = {**form.cleaned_data, "remove": form.cleaned_data.get("DELETE", False)}
                given.append(row)
        return given


TargetFormSet = forms.formset_factory(
    TargetForm,
    formset=TargetRows,
    extra=0,
    can_delete=True,
    max_num=MOST_TARGETS,
    absolute_max=MOST_TARGETS,
    validate_max=True,
)


class ShareForm(Beside, KeptFormMixin, forms.Form):
    noticed = ProseFormField(
        label="What have we noticed? The letter home says it in these words.",
        max_length=600,
        help_text="Two or three kind, plain sentences. The family reads them first.",
        error_messages={"required": "Write a sentence or two for the family."},
    )
    wording_says_of = ("noticed",)

    def ask_to_read(self) -> None:
        """What the wording check says must be read before this is shared: ask for a tick."""
        self.fields["have_read"] = forms.BooleanField(
            label="I have read these and share as it is",
            error_messages={"required": "Read what the wording check says, then tick this box."},
        )


class CloseForm(VersionForm):
    reason = ProseFormField(
        label="Why does this plan end?",
        max_length=1000,
        help_text="It stays in the record with this reason.",
        error_messages={"required": "Say why the plan ends."},
    )
