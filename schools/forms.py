"""What the school says of itself, its terms and closures, its classes and who holds them."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import RegexValidator

from accounts.models import User
from schools.models import ClassGroup, ClassStaff, School
from schools.services.classes import teaching
from schools.services.logo import MOST_BYTES, NotALogo, redrawn
from schools.services.signature import small
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

DATE_WORDS = {"invalid": "Write the date as day, month, year: 24/11/2026."}


def date_field(label, hint="", required=True):
    words = DATE_WORDS | {"required": "Give the date."}
    return forms.DateField(label=label, help_text=hint, required=required, error_messages=words)


def number_field(label, hint, pattern, words, required=True):
    return LineFormField(
        label=label,
        help_text=hint,
        required=required,
        max_length=12,
        validators=[RegexValidator(pattern, words)],
        error_messages={"required": words},
    )


def web_field(label, hint=""):
    return forms.URLField(
        label=label, help_text=hint, required=False, max_length=300, assume_scheme="https",
        error_messages={"invalid": "Write the whole address: https://www.example.org"},
    )  # fmt: skip


def yes_no_field(label, hint=""):
    """Yes, no, or nobody has said: True, False, None."""
    return forms.TypedChoiceField(
        label=label, help_text=hint, required=False, empty_value=None,
        choices=[("", "Not said"), ("True", "Yes"), ("False", "No")],
        coerce=lambda value: value == "True",
    )  # fmt: skip


class SchoolForm(KeptFormMixin, forms.ModelForm):
    urn = number_field("URN", "6 figures", r"^\d{6}$", "A URN has 6 figures.")
    laestab = number_field(
        "LAESTAB", "7 figures: authority, then school", r"^\d{7}$", "A LAESTAB has 7 figures."
    )
    ukprn = number_field(
        "UKPRN", "8 figures, if there is one", r"^1\d{7}$",
        "A UKPRN has 8 figures and begins with 1.", required=False,
    )  # fmt: skip
    website = web_field("Website")
    local_offer_url = web_field("Local Offer", "Where your local authority publishes it")
    kind = forms.ChoiceField(
        label="What kind of school is it?", choices=School.Kind.choices, required=False
    )
    has_sen_unit = yes_no_field(
        "Is there an SEN unit?", "The census asks of each child with SEN whether they are in it"
    )
    has_resourced_provision = yes_no_field(
        "Is there resourced provision?", "Places for SEN that the authority pays for by agreement"
    )

    class Meta:
        model = School
        fields = [
            "name", "address", "postcode", "phone", "email", "website", "local_authority", "urn",
            "laestab", "ukprn", "head_name", "senco_name", "sen_governor_name",
            "safeguarding_lead", "designated_teacher", "sendiass_contact", "local_offer_url",
            "parent_meeting", "kind", "has_sen_unit", "has_resourced_provision",
        ]  # fmt: skip
        labels = {
            "name": "Name of the school",
            "email": "E-mail",
            "local_authority": "Local authority",
            "head_name": "Head",
            "sen_governor_name": "SEN governor",
            "safeguarding_lead": "Safeguarding lead",
            "designated_teacher": "Designated teacher",
            "sendiass_contact": "SENDIASS",
            "parent_meeting": "When can families talk to you?",
        }
        help_texts = {
            "head_name": "As letters should name them: Mrs P. Adeyemi",
            "safeguarding_lead": "Name and how to reach them. It stands on every form about a "
            "child: Ms R. Okafor, room 4, extension 12",
            "designated_teacher": "For children who are looked after",
            "parent_meeting": "Letters say it: at Parent Consultation evenings in October and "
            "March",
        }

    def __init__(self, *args, senco_title, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = "Give the school's name."
        self.fields["senco_name"].label = senco_title
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("The school", "name", "address", "postcode", "phone", "email", "website"),
            Fieldset(
                "Who is who", "head_name", "senco_name", "sen_governor_name", "safeguarding_lead",
                "designated_teacher",
            ),
            Fieldset("For families", "parent_meeting", "sendiass_contact", "local_offer_url"),
            Fieldset("Numbers", "local_authority", "urn", "laestab", "ukprn"),
            Fieldset("For the school census", "kind", "has_sen_unit", "has_resourced_provision"),
        )  # fmt: skip

    def clean_kind(self):
        """Not said is no change."""
        return self.cleaned_data["kind"] or self.instance.kind


class LogoForm(forms.Form):
    logo = forms.FileField(
        label="Picture",
        help_text="A PNG or JPEG, up to 10 MB. It stands on letters and plans",
        error_messages={
            "required": "Choose a picture first.",
            "empty": "This file is empty. Choose another.",
        },
    )

    def clean_logo(self):
        """The bytes. Judged here, so that the reason stands beside the field."""
        upload = self.cleaned_data["logo"]
        data = upload.read(MOST_BYTES + 1)
        try:
            redrawn(data)
        except NotALogo as refused:
            raise forms.ValidationError(str(refused)) from refused
        return data


class SignatureForm(forms.Form):
    signature = forms.FileField(
        label="Picture of your signature",
        help_text="A PNG or JPEG, up to 10 MB: dark ink on white paper, cut close to the words",
        error_messages={
            "required": "Choose a picture first.",
            "empty": "This file is empty. Choose another.",
        },
    )

    def clean_signature(self):
        """The bytes. Judged here, so that the reason stands beside the field."""
        data = self.cleaned_data["signature"].read(MOST_BYTES + 1)
        try:
            small(data)
        except NotALogo as refused:
            raise forms.ValidationError(str(refused)) from refused
        return data


class SpanForm(KeptFormMixin, forms.Form):
    """A term or a closure."""

    name = LineFormField(
        label="Name", max_length=60, error_messages={"required": "Give it a name."}
    )
    starts_on = date_field("First day")
    ends_on = date_field("Last day")

    def __init__(self, *args, row=None, example, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = f"For example: {example}"
        if row is not None:
            self.fields["version"].initial = row.version
            for name in ("name", "starts_on", "ends_on"):
                self.fields[name].initial = getattr(row, name)

    def clean(self):
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day is before the first.")
        return self.cleaned_data


class ClassForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = ClassGroup
        fields = ["name", "year"]
        labels = {"name": "Name of the class", "year": "Year group"}
        help_texts = {"name": "For example: 3 Willow, or 10C", "year": "Choose Mixed for several"}
        error_messages = {
            "name": {"required": "Give the class a name."},
            "year": {"required": "Choose the year group."},
        }


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.name


class HolderForm(KeptFormMixin, forms.Form):
    """Somebody takes the class, alone or after somebody else."""

    user = PersonChoice(
        User.objects.none(),
        label="Who takes the class?",
        empty_label="Choose a person",
        help_text="Somebody missing? They need an account with the role of teacher first",
        error_messages={"required": "Choose a person."},
    )
    from_on = date_field("From which day?", "They see the pupils of the class from this day")
    replaces = forms.ModelChoiceField(
        ClassStaff.objects.none(),
        label="Instead of whom?",
        required=False,
        empty_label="Nobody: they share the class",
        help_text="Their last day is the day before; then they no longer see these pupils",
    )
    is_lead = forms.BooleanField(label="Leads the class", required=False, initial=True)

    def __init__(self, *args, class_group, **kwargs):
        super().__init__(*args, **kwargs)
        today = moment.today()
        held = class_group.staff.held_on(today).select_related("user")
        self.fields["replaces"].queryset = held
        self.fields["replaces"].label_from_instance = lambda place: place.user.name
        self.fields["replaces"].initial = held.first()
        members = teaching(class_group.school_id, today).values("user")
        self.fields["user"].queryset = User.objects.filter(pk__in=members)
        self.fields["from_on"].initial = today
        self.helper = FormHelper()
        self.helper.layout = Layout("user", "from_on", "replaces", "is_lead")


class LastDayForm(KeptFormMixin, forms.Form):
    on = date_field("Last day")

    def __init__(self, *args, version=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()
        self.fields["version"].initial = version
