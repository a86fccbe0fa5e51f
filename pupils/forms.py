"""Who the pupil is, and the facts around them: two forms, for two sets of people."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from pupils import own_class, upn
from pupils.codes import Ethnicity, Sex
from pupils.leaving import has_gone
from pupils.models import Pupil
from pupils.profile.words import own_help
from pupils.services import CONTEXT, check_dates
from schools.forms import yes_no_field
from schools.models import ClassGroup
from sendcase.drafts.forms import KeptFormMixin
from sendcase.edits import IllegalMove

ENDS = (
    "With this last day everything open about the child ends. Is the day right? Tick the box and "
    "save again, or change the day."
)
# Asked only where the school has one: (field of the school, field of the pupil).
BASES = (("has_sen_unit", "in_sen_unit"), ("has_resourced_provision", "in_resourced_provision"))
OPENS_THE_FILE = ("class_group", "left_on")  # to whoever holds the class
IN_PROFILE = HTML(
    '<p>“How to help me” stands in the <a href="{% url "profile:edit" pupil.pk %}">one-page '
    "profile</a>.</p>"
)
SAFETY = HTML('{% include "components/_safety.html" %}')


class PupilForm(KeptFormMixin, forms.ModelForm):
    """Names, dates, numbers and class: for those who keep the roll."""

    in_sen_unit = yes_no_field("In the SEN unit?", "For the school census, where there is SEN")
    in_resourced_provision = yes_no_field(
        "In resourced provision?", "For the school census, where there is SEN"
    )

    class Meta:
        model = Pupil
        fields = [
            "legal_first_name", "legal_last_name", "preferred_first_name", "preferred_last_name",
            "pronouns", "born_on", "sex", "year", "class_group", "upn", "former_upn",
            "admission_number", "admitted_on", "left_on",
            "in_sen_unit", "in_resourced_provision",
        ]  # fmt: skip
        labels = {
            "legal_first_name": "First name on the birth certificate",
            "legal_last_name": "Last name on the birth certificate",
            "preferred_first_name": "First name the child goes by",
            "preferred_last_name": "Last name the child goes by",
            "pronouns": "Pronouns",
            "sex": "Sex, as on the school census",
            "class_group": "Class",
            "upn": "UPN (unique pupil number)",
            "former_upn": "UPN before that",
            "admitted_on": "First day at this school",
            "left_on": "Last day at this school",
        }
        help_texts = {
            "legal_last_name": "Leave empty if the child has one name only",
            "preferred_first_name": "Only if it is another one",
            "preferred_last_name": "Only if it is another one",
            "upn": "A letter and 12 figures. A temporary one ends in a letter",
            "former_upn": "Filled in by itself when the UPN is replaced",
            "left_on": "Only if the child leaves or has left. With this day the place on the "
            "register, the plan, open referrals and unsent letters end",
        }

    def __init__(self, *args, school, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.school, self.user = school, user
        classes = ClassGroup.objects.visible_to(user).filter(school=school).open()
        self.fields["class_group"].queryset = classes
        self.fields["class_group"].empty_label = "No class yet"
        for name in ("upn", "former_upn"):
            self.fields[name] = forms.CharField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                required=False,
                max_length=30,  # with spaces
            )
        self.fields["sex"].choices = [("", "Not said"), *Sex.choices]
        self.warnings = []
        bases = self._bases()
        if asks := self._ends_all():
            self.fields["ends_all"] = forms.BooleanField(
                label="Yes, the child has left",
                help_text="A plan, letter or referral that ends does not begin again by itself if "
                "the day was a slip",
                required=False,
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(
                "Names", "legal_first_name", "legal_last_name", "preferred_first_name",
                "preferred_last_name", "pronouns",
            ),
            Fieldset("About the child", "born_on", "sex"),
            Fieldset(
                "At school", "year", "class_group", "admitted_on", "left_on",
                *(["ends_all"] if asks else []), *bases,
            ),
            Fieldset("Numbers", "upn", "former_upn", "admission_number"),
        )  # fmt: skip

    def _bases(self) -> list[str]:
        """The fields of the bases this school has; those of others are not asked."""
        asked = [name for fact, name in BASES if getattr(self.school, fact)]
        for _, name in BASES:
            if name not in asked:
                del self.fields[name]
        return asked

    def _ends_all(self) -> bool:
        """Whether what was sent notes a last day that has come, and did not stand there before."""
        if not self.is_bound:
            return False
        try:
            day = self.fields["left_on"].clean(self.data.get("left_on", ""))
        except ValidationError:
            return False
        return has_gone(day) and day != self.instance.left_on

    @property
    def answers(self):
        return {name: x for name, x in super().answers.items() if name != "ends_all"}

    def clean_upn(self):
        number = self._number("upn")
        twins = Pupil.objects.visible_to(self.kept_by).filter(school=self.school, upn=number)
        twin = twins.exclude(pk=self.instance.pk).first() if number else None
        if twin:
            raise ValidationError(
                f"{twin.name} already has this UPN. Is it the same child, or a slip?",
                code="upn-in-use",
            )
        return number

    def clean_former_upn(self):
        return self._number("former_upn")

    def _number(self, field):
        if not self.cleaned_data[field]:
            return ""
        found = upn.checked(self.cleaned_data[field])
        if found.warning:
            self.warnings.append(found.warning)
        return found.number

    def clean(self):
        data = super().clean()
        check_dates(data.get("born_on"), data.get("admitted_on"), data.get("left_on"))
        self._refuse_own_class({name: data[name] for name in OPENS_THE_FILE if name in data})
        if data.get("ends_all") is False:
            self.add_error("ends_all", ENDS)
        return data

    def _refuse_own_class(self, given) -> None:
        """Said beside the field it is about; the service asks again."""
        pupil = self.instance if self.instance.pk else Pupil(school=self.school)
        try:
            own_class.refuse(by=self.user, pupil=pupil, **given)
        except IllegalMove as refused:
            moved = given.get("class_group") != pupil.class_group
            self.add_error("class_group" if moved else "left_on", str(refused))


class ContextForm(KeptFormMixin, forms.ModelForm):
    """Facts that stand beside a need and never become one; disability and what helps."""

    health_care_plan_url = forms.URLField(
        label="Link to the individual health care plan", required=False, assume_scheme="https"
    )

    class Meta:
        model = Pupil
        fields = list(CONTEXT)
        labels = {
            "how_to_help": "How to help me",
            "disability": "Disabled under the Equality Act?",
            "reasonable_adjustments": "Reasonable adjustments we make",
            "medical_flag": "Has a medical need",
            "looked_after": "Looked after by a local authority",
            "service_child": "Parent serves in the armed forces",
            "parents_may_be_told": "Young person over school age: may we tell the parents?",
            "parents_may_be_told_note": "Who said so, and when",
        }
        help_texts = {
            "how_to_help": "Two lines, in the child's words: “Show me. Don't rush me.”",
            "reasonable_adjustments": "What we do so that the child can take part like others",
        }
        widgets = {"disability": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ethnicity"].choices = [("", "Not said"), *Ethnicity.choices]
        told = self.fields["parents_may_be_told"]
        told.choices = [("", "Nothing recorded"), *list(told.choices)[1:]]
        helps: list = ["how_to_help"]
        if own_help(self.instance):  # what stands in the profile is changed there
            del self.fields["how_to_help"]
            helps = [IN_PROFILE]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            SAFETY,
            Fieldset("What helps", *helps, "reasonable_adjustments"),
            Fieldset("Health and disability", "disability", "medical_flag",
                     "health_care_plan_url"),
            Fieldset("Language and background", "first_language", "eal", "ethnicity"),
            Fieldset("Around the child", "fsm", "pupil_premium", "looked_after", "service_child",
                     "young_carer"),
            Fieldset("Young people who decide for themselves", "parents_may_be_told",
                     "parents_may_be_told_note"),
        )  # fmt: skip
