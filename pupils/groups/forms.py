"""Teaching groups: name, staff, pupils of one class at a time."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from accounts.models import User
from pupils.models import Pupil
from schools.forms import PersonChoice, date_field
from schools.models import TeachingGroup
from schools.services.classes import teaching
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin

NUMBER = re.compile(r"[0-9]{1,18}")


class GroupForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = TeachingGroup
        fields = ["name", "subject", "year"]
        labels = {"name": "Name of the group", "subject": "Subject", "year": "Year group"}
        help_texts = {
            "name": "For example: Maths 9 set 2",
            "subject": "May stay empty",
            "year": "Choose Mixed for several",
        }
        error_messages = {
            "name": {"required": "Give the group a name."},
            "year": {"required": "Choose the year group."},
        }


class StaffForm(KeptFormMixin, forms.Form):
    user = PersonChoice(
        User.objects.none(), label="Who teaches the group?", empty_label="Choose a person",
        help_text="Somebody missing? They need an account with the role of teacher first",
        error_messages={"required": "Choose a person."},
    )  # fmt: skip
    from_on = date_field("From which day?", "They see the pupils of the group from this day")

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        members = teaching(group.school_id, moment.today()).values("user")
        self.fields["user"].queryset = User.objects.filter(pk__in=members).order_by("name")
        self.fields["from_on"].initial = moment.today()
        self.helper = FormHelper()
        self.helper.layout = Layout("user", "from_on")


class PupilChoice(forms.ModelMultipleChoiceField):
    def clean(self, value):
        """A number that no row can have is no choice: SQLite breaks where it is asked for one."""
        for number in value or ():
            if not NUMBER.fullmatch(str(number)):
                message, params = self.error_messages["invalid_pk_value"], {"pk": number}
                raise forms.ValidationError(message, code="invalid_pk_value", params=params)
        return super().clean(value)

    def label_from_instance(self, pupil):
        return pupil.name


class PupilsForm(KeptFormMixin, forms.Form):
    """Tick boxes for the pupils of one class; who is in the group already is ticked."""

    pupils = PupilChoice(
        queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        label="Who is in the group?", help_text="Take a tick away to take a child out",
    )  # fmt: skip

    def __init__(self, *args, user, group, class_group, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Pupil.objects.visible_to(user).filter(class_group=class_group).on_roll()
        self.fields["pupils"].queryset = rows
        here = group.places.exclude(until_on__lt=moment.today())
        self.fields["pupils"].initial = list(here.values_list("pupil", flat=True))
        self.fields["version"].initial = group.version
        self.helper = FormHelper()
        self.helper.layout = Layout("pupils")

    @property
    def among(self) -> list[int]:
        return [pupil.pk for pupil in self.fields["pupils"].queryset]
