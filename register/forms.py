"""Placing and moving, closing, and telling the family another way than by letter."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.db.models import Q

from pupils.wording import day_text
from register import codes, sorting
from register.models import NeedType
from register.services import newest, version_of
from schools.models import Area, Census, Stage
from sendcase import moment
from sendcase.drafts.forms import KeptFormMixin
from sendcase.text import LineFormField, ProseFormField

SAFETY = HTML('{% include "components/_safety.html" %}')
RANKS = ("Main type of need", "Second type, if any", "Another type, if any")
NO_TYPE = [("", "Choose a type")]
TYPES = [(kind.value, f"{kind.label} ({kind.value})") for kind in NeedType]
DATE_WORDS = {"invalid": "Write the date as day, month, year: 24/11/2026."}


def date_field(label, hint="", required="Give the date."):
    return forms.DateField(
        label=label, help_text=hint, error_messages=DATE_WORDS | {"required": required}
    )


def prose(label, hint="", most=2000, required=True, words="Say why: the reason stays here."):
    return ProseFormField(
        label=label,
        help_text=hint,
        max_length=most,
        required=required,
        error_messages={"required": words},
    )


def consequence(stage, pupil, current, policy) -> str:
    """What a stage would mean for this child: register, census code and family, in one sentence."""
    was_on = bool(current and current.on_register)
    name, register = pupil.first_name, policy.register_name
    if stage.on_register:
        first = f"{name} stays on the {register}" if was_on else f"Puts {name} on the {register}"
    elif was_on:
        first = f"Takes {name} off the {register}"
    else:
        first = f"{name} is not on the {register}"
    stays = (current.census_code if current else Census.N) == stage.census_code
    code = f"the census code {'stays' if stays else 'becomes'} {stage.census_code}"
    told = bool(current and current.stage_id == stage.pk and current.family_told_on)
    family = "" if stage.census_code == Census.N or told else "; the family must be told"
    return f"{first}; {code}{family}."


class StageChoice(forms.ModelChoiceField):
    say = staticmethod(lambda stage: "")

    def label_from_instance(self, stage):
        return f"{stage.name}. {self.say(stage)}"


class PlaceForm(KeptFormMixin, forms.Form):
    stage = StageChoice(
        Stage.objects.none(),
        label="Which stage?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the stage."},
    )
    on = date_field("From which day?", "Today, or a day in the past", "Give the first day.")
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label="Areas of need",
        help_text="Leave empty to take the ones the types usually belong to",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = prose("Why?", "What you saw, and what was tried before")
    evidence = prose(
        "On what evidence?",
        "Scores with their dates, work, what others said: Reading age 6:2 on 3 Nov",
        most=4000,
        required=False,
    )

    def __init__(self, *args, pupil, **kwargs):
        self.pupil, self.policy = pupil, pupil.school.policy
        self.newest = newest(pupil)
        self.current = self.newest if self.newest and self.newest.until_on is None else None
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version_of(self.newest)
        self.add_stages()
        self.add_needs()
        self.helper = FormHelper()
        self.helper.layout = self.layout()

    def add_stages(self):
        stage = self.fields["stage"]
        open_ones = Q(closed_on=None) | Q(pk=self.current and self.current.stage_id)
        stage.queryset = Stage.objects.filter(open_ones, school=self.pupil.school_id)
        stage.say = lambda s: consequence(s, self.pupil, self.current, self.policy)
        stage.widget.choices = stage.choices  # the words are ready only now
        stage.initial = self.current.stage_id if self.current else None
        self.fields["on"].initial = moment.today()
        self.fields["areas"].queryset = Area.objects.filter(
            school=self.pupil.school_id, is_used=True
        )
        if self.current:
            self.fields["areas"].initial = list(self.current.areas.all())

    def add_needs(self):
        held = list(self.current.needs.all()) if self.current else []
        self.rows = max(len(RANKS), len(held))
        for n in range(self.rows):
            need = held[n] if n < len(held) else None
            self.fields[f"need_{n}"] = forms.ChoiceField(
                label=RANKS[min(n, len(RANKS) - 1)],
                required=False,
                choices=NO_TYPE + TYPES,
                help_text="" if n else "The census asks for one with code K or E",
                initial=need.need_type if need else "",
            )
            self.fields[f"note_{n}"] = LineFormField(
                label="In plain words, as the family would say it",
                required=False,
                max_length=200,
                initial=need.note if need else "",
            )

    def layout(self):
        needs = [Div(f"need_{n}", f"note_{n}", css_class="need-row") for n in range(self.rows)]
        return Layout(
            Fieldset("Stage", "stage", "on"),
            Fieldset("What is the need?", *needs, "areas"),
            Fieldset("Why, and on what evidence", SAFETY, "reason", "evidence"),
        )

    def clean(self):
        stage = self.cleaned_data.get("stage")
        types = [kind for kind, _ in self.needs]
        if stage and (found := codes.problems(stage.census_code, types)):
            self.add_error("need_0", " ".join(found))
        for n in range(self.rows):
            if self.cleaned_data.get(f"note_{n}") and not self.cleaned_data.get(f"need_{n}"):
                self.add_error(f"need_{n}", "Choose the type that these words belong to.")
        return self.cleaned_data

    @property
    def needs(self) -> list:
        chosen = (
            (self.cleaned_data.get(f"need_{n}"), self.cleaned_data.get(f"note_{n}", ""))
            for n in range(self.rows)
        )
        return [(NeedType(kind), note) for kind, note in chosen if kind]

    @property
    def call(self) -> dict:
        """Keyword arguments of services.place."""
        names = ("stage", "on", "areas", "reason", "evidence", "version")
        return {name: self.cleaned_data[name] for name in names} | {"needs": self.needs}

    def liken(self, entry):
        """Give an entry the names of this form's fields, so that both texts can be compared."""
        entry.on = entry.from_on
        for n in range(self.rows):
            setattr(entry, f"need_{n}", "")
            setattr(entry, f"note_{n}", "")
        for n, need in enumerate(entry.needs.all()[: self.rows]):
            setattr(entry, f"need_{n}", need.get_need_type_display())
            setattr(entry, f"note_{n}", need.note)
        return entry


class CloseForm(KeptFormMixin, forms.Form):
    on = date_field("First day without a stage", "Today, or a day in the past")
    end_reason = prose("Why?", "For example: targets met, and progress like the others' since May")

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()
        self.fields["version"].initial = entry.version
        self.helper = FormHelper()
        self.helper.layout = Layout("on", SAFETY, "end_reason")

    @property
    def call(self) -> dict:
        return {
            "on": self.cleaned_data["on"],
            "reason": self.cleaned_data["end_reason"],
            "version": self.cleaned_data["version"],
        }


class ToldForm(KeptFormMixin, forms.Form):
    on = date_field("When were they told?", required="Give the day they were told.")
    how = LineFormField(
        label="How?",
        help_text="For example: phone call by Mr Whitlock, or at the school gate",
        max_length=200,
        error_messages={"required": "Say how: by phone, in person, by letter."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = moment.today()


class ListFilters(forms.Form):
    """The question above the register. Unknown values are field errors, never a wider list."""

    ON, WATCHED, HELPED = "", "monitoring", "provision"

    show = forms.ChoiceField(label="Show", required=False)
    on = forms.DateField(label="As it was on", required=False, error_messages=DATE_WORDS)
    sort = forms.CharField(required=False, max_length=10)

    def __init__(self, data, *, register_name):
        super().__init__(data)
        self.register_name = register_name
        self.fields["show"].choices = [
            (self.ON, f"On the {register_name}"),
            (self.WATCHED, "Monitoring, no extra support yet"),
            (self.HELPED, f"Support, not on the {register_name}"),
        ]
        self.fields["on"].initial = moment.today()

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > moment.today():
            raise forms.ValidationError(
                f"{day_text(day)} has not come yet. Choose today or a day in the past."
            )
        return day

    def clean(self):
        asked = self.cleaned_data.get("sort", "")
        if asked and asked.removeprefix("-") not in sorting.of(self.is_past):
            self.add_error("sort", "The list cannot be sorted by that. Choose a heading.")
        return self.cleaned_data

    @property
    def is_past(self) -> bool:
        day = self.cleaned_data.get("on")
        return day is not None and day < moment.today()

    @property
    def order(self) -> str:
        """The heading the rows stand by, "-" before it for downwards."""
        return self.cleaned_data["sort"] if self.is_valid() else ""

    @property
    def day(self):
        """The day asked for; today where none, or an impossible one, was."""
        return (self.is_valid() and self.cleaned_data["on"]) or moment.today()

    @property
    def which(self) -> str:
        return self.cleaned_data["show"] if self.is_valid() else self.ON
