"""Writing down what came, what becomes of each point, and telling the family."""

from django import forms

from agencies import uses
from agencies.fields import GuardedForm, PaperMixin, day, lines_of, points, prose, radios
from agencies.models import Agency, Recommendation
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

Decision = Recommendation.Decision
SUMMARY = "What do they say, in plain words?"
SUMMARY_HELP = "Short. The family may hear it in these words; leave it out and add the paper"
CHOICES = [
    (Decision.ADOPTED, "Adopt it: we do it as they say"),
    (Decision.ADAPTED, "Adapt it: we do it in another way"),
    (Decision.DECLINED, "Do not take it up"),
]


class PointsMixin(forms.Form):
    recommended = points()

    def clean_recommended(self):
        return lines_of(self.cleaned_data["recommended"])

    @property
    def facts(self) -> dict:
        given = dict(self.answers)
        return given | {"points": given.pop("recommended")}


class AdviceForm(GuardedForm, PaperMixin, PointsMixin):
    received_on = day("On which day did it come?")
    from_whom = LineFormField(label="Who wrote it?", max_length=200, help_text="Name and what "
                              "they do")  # fmt: skip
    summary = prose(SUMMARY, SUMMARY_HELP, required=False, longest=6000)
    field_order = ["received_on", "from_whom", "paper", "summary", "recommended"]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["received_on"].initial = moment.today()


class UnaskedForm(KeptFormMixin, PaperMixin, PointsMixin):
    agency = forms.ModelChoiceField(
        label="Which agency is it from?", queryset=None, empty_label="Choose one",
        error_messages={"required": "Choose an agency."},
    )  # fmt: skip
    received_on = day("On which day did it come?")
    from_whom = LineFormField(label="Who wrote it?", max_length=200, help_text="Name and what "
                              "they do")  # fmt: skip
    summary = prose(SUMMARY, SUMMARY_HELP, required=False, longest=6000)
    field_order = ["agency", "received_on", "from_whom", "paper", "summary", "recommended"]

    def __init__(self, *args, pupil, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Agency.objects.visible_to(self.kept_by).filter(school=pupil.school_id)
        self.fields["agency"].queryset = rows.order_by("name")
        self.fields["received_on"].initial = moment.today


class OutsideForm(KeptFormMixin, PaperMixin, PointsMixin):
    """For the outside person."""

    summary = prose("What do you advise, in plain words?", "The school reads it, and may tell the "
                    "family in these words", required=False, longest=6000)  # fmt: skip
    field_order = ["paper", "summary", "recommended"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommended"].label = "What do you recommend?"
        self.fields["paper"].label = "Your report, where there is one"


class MoreForm(GuardedForm, PointsMixin):
    recommended = points("Which recommendations stand in it?", required=True)

    def clean_recommended(self):
        found = lines_of(self.cleaned_data["recommended"])
        if not found:
            raise forms.ValidationError("Write at least one recommendation.")
        return found


class DecideForm(GuardedForm):
    kind = radios("What is it?", Recommendation.Kind.choices)
    decision = radios("What becomes of it?", CHOICES)
    our_words = prose("What do you do in its place?", "Only where you adapt it", required=False,
                      longest=800)  # fmt: skip
    reason = prose("Why?", "Needed where you adapt it or do not take it up. The family may read it",
                   required=False, longest=1000)  # fmt: skip
    target = forms.ChoiceField(label="Which target uses it?", required=False)
    promise = forms.ChoiceField(label="Which promised help uses it?", required=False)
    gives = forms.BooleanField(
        label="Give it to whoever works with the child", required=False,
        help_text="Targets and strategies that you take up. Teachers and support staff read what "
        "you do, never the report or whom it is from",
    )  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        targets, promises = (found(self.kept_by, row.pupil)
                             for found in (uses.targets_for, uses.promises_for))  # fmt: skip
        self.of_field = {
            "target": self._offer("target", targets, row.target, uses.said),
            "promise": self._offer("promise", promises, row.promise, uses.said_of),
        }
        self._as_it_stands(row)

    def _offer(self, name, rows, chosen, said) -> dict:
        """By its number, each that may be chosen, and the one that is chosen whatever it is now."""
        if chosen and chosen not in rows:
            rows.append(chosen)
        found = {str(each.pk): each for each in rows}
        choices = [(key, said(each)) for key, each in found.items()]
        self.fields[name].choices = [("", "None"), *choices]
        return found

    def _as_it_stands(self, row):
        is_open = row.decision == Decision.OPEN
        initial = {
            "our_words": row.our_words,
            "reason": row.reason,
            "target": str(row.target_id or ""),
            "promise": str(row.promise_id or ""),
            "gives": row.given_at is not None,
        }
        if not is_open:
            initial |= {"kind": row.kind, "decision": row.decision}
        for name, value in initial.items():
            self.fields[name].initial = value

    def clean(self):
        given = super().clean()
        decision = given.get("decision")
        self._need("our_words", decision == Decision.ADAPTED, "Write down what we do.")
        needs_reason = decision in (Decision.ADAPTED, Decision.DECLINED)
        self._need("reason", needs_reason, "Say why: the family and the agency may ask.")
        used = decision in Recommendation.USED and given.get("kind") in Recommendation.GIVEN
        if decision and given.get("kind") and given.get("gives") and not used:
            self.add_error("gives", "Only a target or a strategy that you take up can be given.")
        return given

    def _need(self, name, needed, words) -> None:
        if needed and not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)

    @property
    def answers(self):
        given = super().answers
        return given | {name: rows.get(given[name]) for name, rows in self.of_field.items()}


class WriteForm(GuardedForm):
    words = prose("What did they advise, in plain words?", "The letter says it so. Short sentences "
                  "that a family can use", longest=3000, rows=6)  # fmt: skip
    our_steps = prose("What will the school do?", longest=3000, rows=6)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        used = [each for each in row.recommendations.all() if each.decision in Recommendation.USED]
        self.fields["words"].initial = row.summary or "\n".join(each.words for each in used)
        self.fields["our_steps"].initial = "\n".join(each.what_we_do for each in used)


class ToldForm(GuardedForm):
    on = day("On which day were they told?")
    how = prose("How, and by whom?", "Such as: at the meeting with their class teacher",
                longest=1000)  # fmt: skip

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["on"].initial = moment.today()


class NotToldForm(GuardedForm):
    why = prose("Why is the family not told?", "Only where telling them could put the child in "
                "danger. Ask the safeguarding lead first; it is kept", longest=1000)  # fmt: skip


class ReadForm(GuardedForm):
    """A press of the button, with the version that was read."""
