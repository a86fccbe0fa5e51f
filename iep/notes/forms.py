"""The forms of a note. On a card there is one box; the page of its own asks the rest."""

from django import forms

from iep.forms import laid_out
from iep.notes import services
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.drafts.models import Draft
from sendcase.drafts.typed import as_post
from sendcase.text import ProseFormField

KIND = "plan-note"
WHOLE = "whole"


def key_of(plan, target) -> str:
    return f"plan-{plan.pk}-{target or WHOLE}"


def drafts_of(user, plan) -> dict[str, Draft]:
    """What this person has begun on this plan, by key: one query for all its cards."""
    mine = Draft.objects.visible_to(user).filter(kind=KIND, key__startswith=f"plan-{plan.pk}-")
    return {draft.key: draft for draft in mine.order_by("saved_at")}


def completed(post):
    """A POST of either form: the one box on a card does not ask the day, it is today."""
    if not post:
        return None
    filled = post.copy()
    filled.setdefault("on", moment.today().isoformat())
    filled.setdefault("target", WHOLE)
    return filled


class NoteForm(KeptFormMixin, forms.Form):
    """value: what the person reads (iep.content); its targets may be chosen."""

    target = forms.ChoiceField(label="What is it about?")
    text = ProseFormField(
        label="What did you see?", max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write the note."},
    )  # fmt: skip
    on = forms.DateField(label="Which day is it about?")
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    helper = laid_out("target", "text", "on", "back")

    def __init__(self, *args, plan, value, target=None, **kwargs):
        self.plan = plan
        given = {"kept_as": KIND, "kept_key": key_of(plan, target)}
        super().__init__(*args, **given, **kwargs)
        self.fields["target"].choices = [
            (WHOLE, "The plan as a whole"),
            *((row["id"], f"Target {n}. {row['target']}") for n, row in
              enumerate(value["targets"], start=1)),
        ]  # fmt: skip
        self.fields["on"].initial = moment.today
        name = plan.pupil.first_name
        self.fields["text"].help_text = (
            f"One or two sentences. {name} may read it one day. It stays as you wrote it, with "
            "your name."
        )

    def clean_target(self):
        chosen = self.cleaned_data["target"]
        return None if chosen == WHOLE else int(chosen)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if wrong := services.wrong_day(self.plan, day):
            raise forms.ValidationError(wrong)
        return day

    @property
    def note(self) -> dict:
        """For the service."""
        return {name: self.cleaned_data[name] for name in ("target", "text", "on")}


class CardForm(KeptFormMixin, forms.Form):
    """One box under a target on the plan's page; it is sent to the page of its own."""

    text = ProseFormField(
        label="What did you see?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    target = forms.CharField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(widget=forms.HiddenInput, initial="plan")

    def __init__(self, *args, plan, target, drafts, **kwargs):
        self.drafts = drafts
        kept = {"kept_as": KIND, "kept_key": key_of(plan, target)}
        super().__init__(*args, auto_id=f"id_{target or WHOLE}_%s", **kept, **kwargs)
        self.fields["target"].initial = target or WHOLE

    def _restore(self):
        if draft := self.drafts.get(self.kept_key):
            self._fresh_id, self.restored_at = draft.form_id, draft.saved_at
            self.kept = as_post(draft.data)


class WithdrawForm(KeptFormMixin, forms.Form):
    reason = ProseFormField(
        label="Why is this note withdrawn?", max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the note is withdrawn."},
    )  # fmt: skip

    def __init__(self, *args, senco_title, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = (
            "“Written about the wrong child.” The note and this reason stay in the record for the "
            f"{senco_title} and the head. Everybody else reads that a note was withdrawn."
        )
