"""Answering a proposal, ending an intervention, and looking at it as a whole."""

from django import forms

from provision.interventions.models import InterventionReview, PlaceWish
from pupils.groups.forms import PupilChoice
from schools.forms import date_field
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import ProseFormField

Finding = InterventionReview.Finding


def reason(label, hint, words, required=True):
    return ProseFormField(
        label=label, help_text=hint, max_length=600, required=required,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": words},
    )  # fmt: skip


class WishChoice(PupilChoice):
    def label_from_instance(self, wish):
        why = f" – {wish.why}" if wish.why else ""
        return f"{wish.pupil.name}, asked for by {wish.asked_by.name}{why}"


class DecideForm(KeptFormMixin, forms.Form):
    """`instance` is the intervention. Whom to give a place; whether it takes place at all."""

    agree = forms.ChoiceField(
        label="Does it take place?", choices=[("yes", "Yes, it is agreed"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose yes or no."),
    )  # fmt: skip
    given = WishChoice(
        None, label="Who gets a place?", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever is not ticked gets none, for the reason below",
    )  # fmt: skip
    from_on = date_field("From which day?", required=False)
    reason = reason(
        "Why not?", "Whoever asked reads it: what speaks against it, what could be done instead",
        "Say why not.", required=False,
    )  # fmt: skip

    def __init__(self, *args, intervention, **kwargs):
        self.instance = intervention
        super().__init__(*args, **kwargs)
        wishes = PlaceWish.objects.visible_to(self.kept_by).filter(
            intervention=intervention, decided_on=None
        )
        self.wishes = wishes.select_related("pupil", "asked_by")
        self.fields["given"].queryset = self.wishes
        self.fields["given"].initial = [each.pk for each in self.wishes]
        self.fields["from_on"].initial = max(intervention.starts_on, moment.today())
        if intervention.state != "proposed":
            del self.fields["agree"]
        if not self.wishes:
            del self.fields["given"], self.fields["from_on"]
        self.fields["reason"].needed_for = "a no"
        if "from_on" in self.fields:
            self.fields["from_on"].needed_for = "a place"

    def clean(self):
        said = self.cleaned_data
        left_out = len(self.wishes) - len(said.get("given") or ())
        if (said.get("agree") == "no" or left_out) and not said.get("reason"):
            self.add_error("reason", "Say why not: whoever asked reads it.")
        if said.get("given") and not said.get("from_on") and "from_on" not in self.errors:
            self.add_error("from_on", "Give the day from which they have a place.")
        return said

    @property
    def day(self):
        """From which day those who ask would have a place, as the form says it now."""
        first = max(self.instance.starts_on, moment.today())
        return (self.is_bound and self.cleaned_data.get("from_on")) or first

    @property
    def call(self) -> dict:
        """As placing.answer takes it."""
        said = self.cleaned_data
        agree = {"yes": True, "no": False}.get(said.get("agree"))
        return {"agree": agree, "given": list(said.get("given") or ()),
                "from_on": said.get("from_on"), "reason": said["reason"],
                "version": said["version"]}  # fmt: skip


class EndForm(KeptFormMixin, forms.Form):
    """`instance` is the intervention."""

    on = date_field("Last day on which it took place", "Today or earlier")
    reason = reason(
        "Why does it stop?", "“Mrs Hall has left, and nobody can take it on”", "Say why it stops."
    )

    def __init__(self, *args, intervention, **kwargs):
        self.instance = intervention
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > moment.today():
            raise forms.ValidationError(
                "This day is still to come. Change the last day instead, or choose today."
            )
        return day


class ReviewForm(KeptFormMixin, forms.Form):
    """`instance` is the intervention."""

    finding = forms.ChoiceField(
        label="What follows?", choices=Finding.choices, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Choose what follows."),
    )  # fmt: skip
    words = ProseFormField(
        label="What did you see?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What changed for the children, what got in the way, what is different from now "
        "on. About the group, not about one child",
        error_messages={"required": "Say what you saw."},
    )  # fmt: skip
    ends_on = date_field(
        "Last day", "Another one, if it goes on for longer. Places and promises that end with it "
        "follow", required=False,
    )  # fmt: skip

    def __init__(self, *args, intervention, **kwargs):
        self.instance = intervention
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = intervention.ends_on

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day and day < self.instance.starts_on:
            raise forms.ValidationError("This is before its first day.")
        return day
