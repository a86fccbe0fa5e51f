"""The forms of a handover. Choices are of this school only."""

from datetime import timedelta

from django import forms

from accounts.models import User
from accounts.permissions import Role
from iep import schooldays
from iep.forms import VersionForm, laid_out
from iep.handover.models import HandoverNote
from pupils.models import Pupil
from schools.calendar import calendar_of
from schools.models import ClassGroup, Membership
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

READERS = [Role.TEACHER, Role.SENCO, Role.HEAD]


def staff_of(school):
    held = Membership.objects.held_today().filter(school=school, role__in=READERS)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


class DaysForm(forms.Form):
    """The next class, the next teacher, and the days."""

    to_class = forms.ModelChoiceField(
        queryset=None, required=False, label="Which class will the children be in?",
        empty_label="Not known yet",
    )  # fmt: skip
    receiver = forms.ModelChoiceField(
        queryset=None, required=False, label="Who is the next teacher?",
        empty_label="Not known yet",
        help_text="Somebody who works here already. Say it before the class is handed over.",
    )  # fmt: skip
    takes_on = forms.DateField(
        label="First day of the next teacher",
        help_text="From this day the children are theirs, as the classes under School say.",
        error_messages={"required": "Say the first day of the next teacher."},
    )
    write_by = forms.DateField(
        label="To be written by", required=False,
        help_text="Leave it empty for ten days before the summer term ends.",
    )  # fmt: skip
    accept_by = forms.DateField(
        label="To be read by", required=False,
        help_text="Leave it empty for the end of the first week.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, school, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.days = calendar_of(school)
        classes = ClassGroup.objects.visible_to(user).filter(school=school).open()
        self.fields["to_class"].queryset = classes
        self.fields["receiver"].queryset = staff_of(school)
        self.fields["receiver"].label_from_instance = lambda person: person.name
        if "class_group" in self.fields:
            self.fields["class_group"].queryset = classes

    def clean_takes_on(self):
        day = self.cleaned_data["takes_on"]
        if day <= moment.today():
            raise forms.ValidationError("This day is not ahead. Choose a later one.")
        if day > moment.today() + timedelta(days=800):
            raise forms.ValidationError("This is more than two years ahead. Check the year.")
        return day

    def clean(self):
        data = super().clean()
        if takes_on := data.get("takes_on"):
            data["write_by"] = data.get("write_by") or schooldays.write_by(self.days, takes_on)
            data["accept_by"] = data.get("accept_by") or schooldays.accept_by(self.days, takes_on)
            if data["accept_by"] < data["write_by"]:
                self.add_error("accept_by", "It is read after it was written. Change one of them.")
        return data


class StartForm(DaysForm):
    class_group = forms.ModelChoiceField(
        queryset=None, label="Which class is handed on?", empty_label="Choose a class",
        error_messages={"required": "Choose a class."},
    )  # fmt: skip
    field_order = ["class_group", "to_class", "receiver", "takes_on", "write_by", "accept_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["takes_on"].initial = schooldays.next_start(self.days, moment.today())


class NoteForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = HandoverNote
        fields = ["works", "note"]
        labels = {"works": "What works", "note": "Note to the next teacher"}
        widgets = {
            "works": forms.Textarea(attrs={"rows": 6}),
            "note": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.instance.pupil.first_name
        self.fields["works"].label = f"What works for {name}?"
        self.fields[
            "works"
        ].help_text = "We began with the plan and its review. Keep what is true, take out the rest."
        self.fields[
            "note"
        ].help_text = (
            f"What would you tell a colleague over a cup of tea? {name} may read it one day."
        )

    helper = laid_out("works", "note")

    def clean(self):
        data = super().clean()
        if not data.get("works") and not data.get("note") and not self.errors:
            self.add_error("works", "Write a sentence in one of the two boxes.")
        return data

    def _post_clean(self):
        """The service saves."""


class ChildForm(forms.Form):
    pupil = forms.ModelChoiceField(
        queryset=None, label="Which child?", empty_label="Choose a child",
        error_messages={"required": "Choose a child."},
    )  # fmt: skip

    def __init__(self, *args, handover, user, **kwargs):
        super().__init__(*args, **kwargs)
        there = handover.notes.values("pupil")
        here = Pupil.objects.visible_to(user).on_roll().filter(class_group=handover.class_group)
        self.fields["pupil"].queryset = here.exclude(pk__in=there)


class ReadingForm(VersionForm):
    opens_on = forms.DateField(
        label="From which day?", required=False,
        help_text="The last day is the day before the class is theirs. Leave it empty to end the "
        "reading now.",
    )  # fmt: skip


class AskForm(KeptFormMixin, forms.Form):
    question = ProseFormField(
        label="What would you like to know?", max_length=1000,
        help_text="You can ask once about each child. The answer stands beside the note.",
        error_messages={"required": "Write your question."},
    )  # fmt: skip


class AnswerForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = HandoverNote
        fields = ["answer"]
        labels = {"answer": "Your answer"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].error_messages["required"] = "Write your answer."

    def _post_clean(self):
        """The service saves."""
