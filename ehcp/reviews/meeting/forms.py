"""What is written down in a review meeting, a piece at a time."""

from django import forms

from ehcp.plans.models import Letter
from ehcp.requests.forms import day, prose, radios
from ehcp.reviews.meeting import adulthood, agenda, content, services, stamps
from ehcp.reviews.meeting.adulthood import PARTS
from ehcp.reviews.models import AnnualReview, Invitation, OutcomeProgress, SectionChange
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField

Asks, Kind = AnnualReview.Asks, AnnualReview.Kind
UNSAID = ("unsaid", "Not said")
REPORT = "the report"


class PieceForm(KeptFormMixin, forms.Form):
    """Guards one piece; seen: its stamp when the page was opened (stamps), 0 for nothing there."""

    def __init__(self, *args, seen: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = seen

    @property
    def guards_version(self) -> bool:
        return True


class WordsForm(PieceForm):
    """The fields of one point of the agenda that are words of the review itself."""

    names: tuple[str, ...] = ()

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, seen=stamps.of_fields(row, self.names), **kwargs)
        for name in self.names:
            self.fields[name].initial = getattr(row, name)
        self.say(row)

    def say(self, row) -> None:
        """Labels for this child."""


def box(label, longest, help_text="", needed_for=""):
    """needed_for: what lacks something without these words; the meeting may come back to them."""
    field = prose(label, help_text, required=False, longest=longest)
    field.needed_for = needed_for
    return field


class ChildForm(WordsForm):
    names = agenda.FIELDS["child"]
    pupil_views = box(
        "", 6000, "In their own words, also what they said before the meeting", needed_for=REPORT
    )

    def say(self, row):
        field, name = self.fields["pupil_views"], row.pupil.first_name
        field.label = f"What does {name} say?"
        if row.kind == Kind.UNDER_5:
            field.label = f"What does {name} like, and how does {name} show it?"
            field.help_text = "What those who know the child have seen"


class FamilyForm(WordsForm):
    names = agenda.FIELDS["family"]
    family_views = box("What does the family say?", 6000, "What goes well, what worries them, "
                       "what they hope for", needed_for=REPORT)  # fmt: skip


class NeedsForm(WordsForm):
    names = agenda.FIELDS["needs"]
    needs_now = box(
        "What has changed in the needs?", 6000,
        "Better, harder, new, or gone since section B was written. If nothing changed, say so.",
        needed_for=REPORT,
    )  # fmt: skip


def part(name):
    title, hint = PARTS[name]
    return box(title, 4000, hint, needed_for=REPORT)


class AdulthoodForm(WordsForm):
    names = agenda.FIELDS["adulthood"]
    adulthood_work = part("adulthood_work")
    adulthood_living = part("adulthood_living")
    adulthood_community = part("adulthood_community")
    adulthood_health = part("adulthood_health")

    def say(self, row):
        if not adulthood.is_due(row.pupil.year, row.pupil.born_on, content.day_of(row)):
            for name in self.names:
                self.fields[name].needed_for = ""


class MovingForm(WordsForm):
    names = agenda.FIELDS["moving"]
    transfer_words = box(
        "What does the next school or college need to be?", 4000,
        "Which places the family and the child think of, visits, what must be ready on day one",
        needed_for=REPORT,
    )  # fmt: skip


class PepForm(WordsForm):
    names = agenda.FIELDS["pep"]
    pep_words = box(
        "What does the education plan (PEP) take from this meeting?", 4000,
        "The virtual school works by the PEP: both should say the same",
        needed_for=REPORT,
    )  # fmt: skip


class DifferingForm(WordsForm):
    names = agenda.FIELDS["differing"]
    differing_views = box(
        "Who sees something differently from the school, and how?", 6000,
        "Name them, and use their words. The report must say it.",
    )  # fmt: skip


class RecommendationForm(WordsForm):
    names = agenda.FIELDS["recommendation"]
    asks = radios("What does the meeting ask the authority to do?", Asks.choices)
    asks_words = box("Why?", 4000, "For the authority and the family")

    def say(self, row):
        self.fields["asks"].error_messages["required"] = "Say what the meeting asks for."

    def clean(self):
        given = super().clean()
        if given.get("asks") in (Asks.CEASE, Asks.REASSESS) and not given.get("asks_words"):
            self.add_error("asks_words", "Say why, in a sentence or two.")
        return given


WORDS_FORMS = {
    "child": ChildForm, "family": FamilyForm, "needs": NeedsForm, "adulthood": AdulthoodForm,
    "moving": MovingForm, "pep": PepForm, "differing": DifferingForm,
    "recommendation": RecommendationForm,
}  # fmt: skip


class PeopleForm(PieceForm):
    """One question for each who was invited or came."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, seen=stamps.of_people(people), **kwargs)
        asked = {}
        for each in people:
            field = forms.ChoiceField(
                label=named(each), choices=[*Invitation.Came.choices, UNSAID],
                widget=forms.RadioSelect, initial=each.came or UNSAID[0],
            )  # fmt: skip
            asked[f"came_{each.pk}"] = field
        self.people = people
        self.fields = asked | self.fields

    @property
    def came(self) -> dict[int, str]:
        said = {each.pk: self.cleaned_data[f"came_{each.pk}"] for each in self.people}
        return {pk: "" if code == UNSAID[0] else code for pk, code in said.items()}


def named(person) -> str:
    """Ms L. Brightwater, parent or carer."""
    role = person.get_role_display()
    about = person.organisation or (role[:1].lower() + role[1:])
    return f"{person.name}, {about}" if person.name else f"{role} (nobody named)"


class PersonForm(KeptFormMixin, forms.Form):
    """Somebody who came without an invitation."""

    name = LineFormField(label="Who is here?", max_length=200, help_text="First and last name",
                         error_messages={"required": "Write down their name."})  # fmt: skip
    role = radios("As what?", Invitation.Role.choices)
    organisation = LineFormField(label="From where?", max_length=200, required=False)
    came = radios("How?", [choice for choice in Invitation.Came.choices
                           if choice[0] in services.HERE])  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].initial = Invitation.Came.YES
        self.fields["role"].error_messages["required"] = "Say as what they are here."


class ProgressForm(PieceForm):
    """known: what is written down of this outcome, or None."""

    reached = radios("How far has it come?", OutcomeProgress.Reached.choices)
    words = box("What shows it?", 3000, "What was counted, seen or said", REPORT)
    next_words = box("What should it say from now on?", 2000)

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, seen=known.version if known else 0, **kwargs)
        self.fields["reached"].error_messages["required"] = "Say how far it has come."
        if known:
            for name in ("reached", "words", "next_words"):
                self.fields[name].initial = getattr(known, name)


class ChangeForm(PieceForm):
    letter = forms.ChoiceField(
        label="In which section?",
        choices=[("", "Choose"), *((each.value, f"{each.value}: {each.label}") for each in Letter)],
        error_messages={"required": "Choose the section."},
    )
    words = box("What should change?", 6000, "As it should stand in the plan, if you can")
    why = box("Why?", 3000, "What the meeting saw or heard")

    def __init__(self, *args, change: SectionChange | None, **kwargs):
        super().__init__(*args, seen=change.version if change else 0, **kwargs)
        self.is_change = change is not None
        self.fields["words"].required = True
        self.fields["words"].error_messages["required"] = "Say what should change."
        if change:
            for name in ("letter", "words", "why"):
                self.fields[name].initial = getattr(change, name)

    @property
    def guards_version(self) -> bool:
        return self.is_change


class HeldForm(PieceForm):
    held_on = day("On which day was the meeting held?")

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, seen=stamps.of_fields(row, services.HELD), **kwargs)
        today = moment.today()
        planned = row.meeting_on if row.meeting_on and row.meeting_on <= today else today
        self.fields["held_on"].initial = row.held_on or planned


class CorrectHeldForm(HeldForm):
    reason = prose("What was wrong?", "We wrote down the day that was planned first", longest=1000)
