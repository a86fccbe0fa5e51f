"""Contacts, the staff assigned to a pupil, and guests let in on one case."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Role
from pupils.consents.models import Consent
from pupils.consents.words import words_of
from pupils.forms import SAFETY
from pupils.models import Contact, Share
from pupils.wording import day_text
from schools.models import Membership
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.languages import LANGUAGES
from sendcase.text import LineFormField

LONGEST_SHARE = timedelta(days=365)


# What the field offers while somebody types; any other language can be typed too.
LANGUAGE_NAMES = HTML(
    '<datalist id="languages">'
    + "".join(f'<option value="{language.name}">' for language in LANGUAGES)
    + "</datalist>"
)


class ContactForm(KeptFormMixin, forms.ModelForm):
    class Meta:
        model = Contact
        fields = [
            "title", "first_name", "last_name", "relationship", "parental_responsibility",
            "priority", "household", "address", "postcode", "phone", "email", "letters_by",
            "language", "accessible_format", "do_not_contact", "do_not_contact_kind",
            "do_not_contact_reason",
        ]  # fmt: skip
        labels = {
            "relationship": "Who they are to the child",
            "parental_responsibility": "Has parental responsibility",
            "priority": "Order in which to call",
            "household": "Household",
            "letters_by": "How letters reach them",
            "language": "Language for letters",
            "accessible_format": "Letters as",
            "do_not_contact": "Do not contact this person",
            "do_not_contact_kind": "What is behind it",
            "do_not_contact_reason": "Why not",
        }
        help_texts = {
            "relationship": "Mother, grandfather, foster carer, social worker",
            "household": "Contacts who live together have the same number. Each household gets "
            "its own letter",
            "letters_by": "By e-mail or in the school bag only if this person chose it. An e-mail "
            "brings a link to the letter; it needs their own e-mail address above",
            "language": "Letters come in it where your school has written them in it",
            "accessible_format": "Large print is made for you. Easy read and reading aloud are "
            "done by a person: the letter says so before it goes",
            "do_not_contact": "No letter is ever made for them, and none goes to their address",
            "do_not_contact_reason": "A court order, a safety plan: which, and until when",
        }
        widgets = {
            "address": forms.Textarea(attrs={"rows": 4}),
            "language": forms.TextInput(attrs={"list": "languages"}),
            "letters_by": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letters_by"].required = False  # not said: by post
        self.fields["letters_by"].choices = Contact._meta.get_field("letters_by").choices
        kind = self.fields["do_not_contact_kind"]
        kind.choices = [("", "Choose one"), *list(kind.choices)[1:]]
        letters_as = self.fields["accessible_format"]
        letters_as.choices = [("", "Ordinary print"), *list(letters_as.choices)[1:]]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Who", "title", "first_name", "last_name", "relationship",
                     "parental_responsibility"),
            Fieldset("How to reach them", "phone", "email", "address", "postcode", "household",
                     "priority"),
            Fieldset("Letters", "letters_by", "language", LANGUAGE_NAMES, "accessible_format"),
            Fieldset("Do not contact", "do_not_contact", "do_not_contact_kind",
                     "do_not_contact_reason"),
        )  # fmt: skip

    def clean_letters_by(self):
        return self.cleaned_data["letters_by"] or "post"

    def clean(self):
        data = super().clean()
        if data.get("letters_by") == "email" and not (data.get("email") or "email" in self.errors):
            self.add_error("email", "Letters go by e-mail: give the address, or choose post.")
        if not data.get("do_not_contact"):
            return data | {"do_not_contact_kind": ""}
        if not (data.get("do_not_contact_kind") or "do_not_contact_kind" in self.errors):
            self.add_error("do_not_contact_kind", "Choose what is behind it.")
        if not (data.get("do_not_contact_reason") or "do_not_contact_reason" in self.errors):
            self.add_error("do_not_contact_reason", "Say why, so that nobody undoes it by mistake.")
        return data


class ShareForm(KeptFormMixin, forms.ModelForm):
    name = LineFormField(label="Their name", max_length=120)
    email = forms.EmailField(
        label="Their work e-mail address",
        max_length=254,
        help_text="They get a link to sign in. Check every letter",
    )

    class Meta:
        model = Share
        fields = [
            "reason",
            "consent",
            "consent_note",
            "until_on",
            "includes_plan",
            "includes_referral",
            "includes_provision",
        ]
        labels = {
            "reason": "Why they need to see this",
            "consent": "Recorded agreement",
            "consent_note": "Who agreed, when and how; or on which other ground",
            "until_on": "Last day",
            "includes_plan": "They may read the plan",
            "includes_referral": "They may read the referral",
            "includes_provision": "They may read the extra help and how it goes",
        }
        help_texts = {
            "reason": "Speech therapist working with the child this term",
            "consent": "Withdrawn, it ends the sharing at once",
            "consent_note": "Mother agreed by phone on 3 November",
            "until_on": "A year from today at most",
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}),
                   "consent_note": forms.Textarea(attrs={"rows": 3})}  # fmt: skip

    field_order = ["name", "email", "reason", "consent", "consent_note", "until_on"]
    helper_layout: tuple = (
        SAFETY,
        Fieldset("Who", "name", "email"),
        Fieldset("Why and on whose word", "reason", "consent", "consent_note"),
        Fieldset(
            "What and until when",
            "includes_plan",
            "includes_referral",
            "includes_provision",
            "until_on",
        ),
    )

    def __init__(self, *args, pupil, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Consent.objects.filter(pupil=pupil, kind__in=["sharing", "agency"]).holding()
        agreed = self.fields["consent"]
        agreed.queryset, agreed.empty_label = rows, "None: another ground, written below"
        agreed.label_from_instance = words_of
        self.fields["consent_note"].required = False
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.helper_layout)

    def clean(self):
        data = super().clean()
        consent, until = data.get("consent"), data.get("until_on")
        if consent and not data.get("consent_note"):
            data["consent_note"] = words_of(consent)[:1000]
        if not data.get("consent_note") and "consent_note" not in self.errors:
            self.add_error("consent_note", "Choose an agreement, or write down the ground.")
        if consent and until and consent.until_on and until > consent.until_on:
            self.add_error("until_on", f"The agreement ends on {day_text(consent.until_on)}.")
        return data

    def clean_until_on(self):
        until, today = self.cleaned_data["until_on"], moment.today()
        if until < today:
            raise ValidationError("This day is past. Choose today or a later day.")
        if until > today + LONGEST_SHARE:
            raise ValidationError("A year from today is the most. It can be given again then.")
        return until


RUNS_ALREADY = "It runs until {} already. Choose a later day."


class ExtendForm(ShareForm):
    """A later last day for one share, and who agreed to that."""

    name = email = None  # type: ignore[assignment]

    class Meta(ShareForm.Meta):
        fields = ["consent", "consent_note", "until_on"]
        labels = ShareForm.Meta.labels | {
            "consent_note": "Who agreed to the longer time, when and how; or on which other ground",
            "until_on": "New last day",
        }

    helper_layout = (
        SAFETY,
        Fieldset("On whose word", "consent", "consent_note"),
        Fieldset("Until when", "until_on"),
    )

    def __init__(self, *args, share, **kwargs):
        super().__init__(*args, pupil=share.content_object, **kwargs)
        self.share = share
        self.fields["until_on"].help_text = (
            "A year from today at most. The same day as now will do where another agreement is "
            "chosen"
        )

    def clean(self):
        data = super().clean()
        consent, until = data.get("consent"), data.get("until_on")
        is_same = consent is None or consent.pk == self.share.consent_id
        if until == self.share.until_on and is_same:
            self.add_error("until_on", RUNS_ALREADY.format(day_text(until)))
        return data

    def clean_until_on(self):
        until = super().clean_until_on()
        if until < self.share.until_on:
            raise ValidationError(RUNS_ALREADY.format(day_text(self.share.until_on)))
        return until


class AssignForm(KeptFormMixin, forms.Form):
    """A member of support staff works with this pupil, from a day until a day."""

    user = forms.ModelChoiceField(User.objects.none(), label="Who", empty_label="Choose a person")
    from_on = forms.DateField(label="From", help_text="The first day they see this child's page")
    until_on = forms.DateField(
        label="Until", required=False, help_text="Leave empty if no end is planned"
    )

    def __init__(self, *args, pupil, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = support_staff(pupil)
        self.fields["from_on"].initial = moment.today

    def clean(self):
        data = super().clean()
        start, end = data.get("from_on"), data.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", "This ends before it starts. Check both dates.")
        return data


def support_staff(pupil):
    """Support staff of the school today who do not work with the pupil already."""
    members = Membership.objects.held_today().filter(school=pupil.school, role=Role.SUPPORT)
    working = Q(assignments__pupil=pupil, assignments__until_on=None)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).exclude(
        pk__in=User.objects.filter(working).values("pk")
    )
