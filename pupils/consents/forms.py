"""Writing down an answer, and a withdrawal."""

from django import forms
from django.utils import timezone
from django.utils.dateformat import format as date_format

from pupils import papers
from pupils.consents import marked
from pupils.consents.models import Consent
from pupils.consents.services import answers_alone
from pupils.models import Contact, Document
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

CHILD, OTHER = "child", "other"
WHY_HELP = (
    "Being kept from contact and deciding for the child are two things: an order may take one and "
    "leave the other. Write what you looked at and who told you. Take nobody’s word alone."
)


class OnFileField(forms.ModelChoiceField):
    """Four versions of a plan have one title: the day tells them apart."""

    def label_from_instance(self, document):
        day = date_format(timezone.localtime(document.created_at), "D j M Y")
        return f"{document.title}, {day}"


class ConsentForm(KeptFormMixin, forms.ModelForm):
    who = forms.ChoiceField(label="Who answered?", widget=forms.RadioSelect)
    upload = forms.FileField(
        label="The signed paper", required=False,
        help_text="A scan as PDF, or a photo as JPG or PNG, up to 10 MB. Only those who read "
        "consents can open it.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    may_decide_reason = ProseFormField(
        label="Why may they decide?", max_length=500, required=False, help_text=WHY_HELP,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    class Meta:
        model = Consent
        fields = ["kind", "scope", "answer", "given_by", "given_on", "until_on", "evidence",
                  "document"]  # fmt: skip
        field_classes = {"document": OnFileField}
        labels = {
            "kind": "What was asked", "scope": "For whom and what for",
            "answer": "The answer", "given_by": "Their name", "given_on": "On which day",
            "until_on": "Last day it holds", "evidence": "How do we know?",
            "document": "The paper, where it is on file",
        }  # fmt: skip
        help_texts = {
            "scope": "For example: the speech and language team may read the plan",
            "given_by": "Needed only where somebody else answered",
            "until_on": "Leave empty where no end was agreed",
            "evidence": "For example: signed slip in the file; phone call with Ms Osei",
        }
        widgets = {"kind": forms.RadioSelect, "answer": forms.RadioSelect,
                   "scope": forms.Textarea(attrs={"rows": 3}),
                   "evidence": forms.Textarea(attrs={"rows": 3})}  # fmt: skip

    field_order = ["kind", "scope", "answer", "who", "given_by", "may_decide_reason"]

    def __init__(self, *args, pupil, sees_papers=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.pupil = pupil
        self.fields["kind"].choices = Consent.Kind.choices
        self.fields["answer"].choices = Consent.Answer.choices
        self.fields["given_by"].required = False
        self.fields["given_on"].initial = moment.today
        self.fields["document"].required = False
        if sees_papers:
            on_file = Document.objects.visible_to(self.kept_by).filter(pupil=pupil)
            self.fields["document"].queryset = on_file.order_by("-pk")
            self.fields["document"].empty_label = "None"
            self.fields["upload"].label = "Or a paper that is not on file yet"
        else:
            del self.fields["document"]
        rows = (
            Contact.objects.visible_to(self.kept_by)
            .filter(pupil=pupil, parental_responsibility=True)
            .current()
        )
        self.contacts = {str(contact.pk): contact for contact in rows}
        self.fields["who"].choices = self._people()
        self.warning = self._warn(sees_papers)

    def _warn(self, decides) -> str:
        """Above the form, where one of the child's people is marked “do not contact”.

        decides: the person may say why such a yes counts (the SENCO, not the office).
        """
        people = Contact.objects.visible_to(self.kept_by).filter(pupil=self.pupil)
        self.marked = list(people.filter(do_not_contact=True).current())
        self.decides = decides
        if not (self.marked and decides):
            del self.fields["may_decide_reason"]
        else:
            names = " or ".join(each.name for each in self.marked)
            self.fields["may_decide_reason"].label = f"If {names} agreed: why may they decide?"
        if not self.marked:
            return ""
        words = marked.MARKED if decides else marked.FOR_SENCO
        return " ".join(words.format(name=each.name) for each in self.marked)

    def _people(self):
        """Over compulsory school age the young person stands first: they answer in person."""
        first_name = self.pupil.first_name
        child = (CHILD, f"{first_name}, in person")
        named = [(pk, _said_of(each)) for pk, each in self.contacts.items()]
        other = (OTHER, "Somebody else, named below")
        if not answers_alone(self.pupil, moment.today()):
            return [*named, child, other]
        # Before the leaving date a parent may have answered; the service judges the day.
        words = f"{first_name} is over compulsory school age and answers in person."
        self.fields["who"].help_text = words
        return [child, *named, other]

    def clean_upload(self):
        """What is kept of it. Judged here, so that the reason stands beside the field."""
        upload = self.cleaned_data["upload"]
        try:
            return papers.read(upload) if upload else None
        except papers.NotAPaper as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self):
        data = super().clean()
        self._check_who_and_when(data)
        self._check_marked(data)
        if data.get("upload") and data.get("document"):
            self.add_error("upload", "Choose one: a paper on file, or a new one.")
        elif data.get("upload") and self.errors:
            self.add_error("upload", "Choose the file once more: your browser does not keep it.")
        return data

    def _check_marked(self, data):
        who = data.get("who")
        if data.get("answer") != Consent.Answer.YES or not who or who == CHILD:
            return
        here = [each for each in self.marked if str(each.pk) == who]
        found = here or (who == OTHER and [marked.named(self.marked, data.get("given_by") or "")])
        if not (found and found[0]) or data.get("may_decide_reason"):
            return
        field, words = "may_decide_reason", marked.MARKED
        if not self.decides:
            field, words = "who", marked.FOR_SENCO
        if field not in self.errors:
            self.add_error(field, words.format(name=found[0].name))

    def _check_who_and_when(self, data):
        who = data.get("who")
        if who == OTHER and not (data.get("given_by") or "given_by" in self.errors):
            self.add_error("given_by", "Write their name.")
        start, end = data.get("given_on"), data.get("until_on")
        if start and start > moment.today():
            self.add_error("given_on", "This day has not come yet.")
        if start and end and end < start:
            self.add_error("until_on", "This ends before it was given. Check both dates.")

    @property
    def recorded(self) -> dict:
        """Keyword arguments of services.record."""
        facts = dict(self.answers)
        who, paper = facts.pop("who"), facts.pop("upload")
        contact = self.contacts.get(who)
        names = {CHILD: self.pupil.name, OTHER: facts["given_by"]}
        facts["given_by"] = contact.name if contact else names[who]
        return facts | {"contact": contact, "by_young_person": who == CHILD, "paper": paper}


def _said_of(contact) -> str:
    mark = ", marked “do not contact”" if contact.do_not_contact else ""
    return f"{contact.name}, {contact.relationship}{mark}"


class WithdrawForm(KeptFormMixin, forms.Form):
    on = forms.DateField(label="On which day did they say so?")
    withdrawn_by = LineFormField(label="Who said so?", max_length=200)
    how = ProseFormField(
        label="How?", max_length=1000, help_text="By phone to the office; a letter of 3 November"
    )

    def __init__(self, *args, consent, **kwargs):
        super().__init__(*args, **kwargs)
        self.consent = consent
        self.fields["on"].initial = moment.today
        self.fields["version"].initial = consent.version

    @property
    def guards_version(self) -> bool:
        return True

    def clean_on(self):
        on = self.cleaned_data["on"]
        if not self.consent.given_on <= on <= moment.today():
            raise forms.ValidationError("A day from the agreement until today.")
        return on
