"""The code on a slip, and what the slip says."""

from django import forms

from letters.answers.finding import MOST_TYPED
from letters.models import Reply
from letters.purposes import purposes
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

Route = Reply.Route
BY_HAND = [Route.SLIP, Route.PHONE, Route.EMAIL, Route.IN_PERSON]


class CodeForm(forms.Form):
    use_required_attribute = False
    code = LineFormField(
        label="Code on the slip",
        help_text="Type the ten letters or the number after L, or scan the square. Then Enter.",
        max_length=MOST_TYPED,
        # An empty one is said beside the field: an error summary would take the focus, and the
        # next scan would go nowhere.
        required=False,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "off", "autocapitalize": "characters",
                   "spellcheck": "false"}
        ),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["code"].required = True  # so the page does not say it may be left out


class WrongForm(KeptFormMixin, forms.Form):
    """Why an answer does not belong to the letter it was recorded on."""

    reason = ProseFormField(
        label="What was wrong?",
        max_length=250,
        help_text="For example: the slip was for L1024. Your name and this reason stay on the "
        "letter’s page.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what was wrong."},
    )


class AnswerForm(KeptFormMixin, forms.ModelForm):
    """What came back. Begins with what a slip may say, so that Enter alone records receipt."""

    class Meta:
        model = Reply
        fields = ["wants_to_talk", "consent", "name_given", "times", "words", "route",
                  "received_on"]  # fmt: skip
        labels = {
            "wants_to_talk": "The family would like to talk",
            "consent": "Do they agree to what the letter asks?",
            "name_given": "Who signed?",
            "times": "Which times suit them?",
            "words": "What did they say?",
            "route": "How did the answer come?",
            "received_on": "On which day?",
        }
        help_texts = {
            "words": "In their own words. A signed slip is receipt, not consent.",
            "consent": "Only where the slip says so. Not ticked is not said.",
        }
        widgets = {
            "route": forms.RadioSelect,
            "consent": forms.RadioSelect,
            "received_on": forms.DateInput,
            "times": forms.Textarea(attrs={"rows": 2}),
            "words": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, letter, route="", **kwargs):
        super().__init__(*args, **kwargs)
        purpose = purposes.get(letter.purpose)
        if not (purpose and purpose.consent):
            del self.fields["consent"], self.fields["name_given"]
        else:
            self.fields["consent"].choices = [*Reply.Consent.choices, ("", "Not said")]
            # Not filled in for them: who signed is read from the slip.
            self.fields["name_given"].help_text = "As it stands on the slip."
        if not (purpose and purpose.meets):
            self.fields["times"].help_text = "If they said so."
        self.fields["route"].choices = [(way.value, way.label) for way in BY_HAND]
        self.fields["route"].initial = route
        self.fields["route"].error_messages["required"] = "Say how the answer came."
        self.fields["received_on"].initial = moment.today
        self.fields["received_on"].error_messages["required"] = "Give the day it came."

    def clean(self):
        given = super().clean()
        if given.get("consent") and not given.get("name_given"):
            self.add_error("name_given", "Say who signed: an agreement is somebody’s.")
        return given
