"""What can be asked of the list of pupils. Upper rooms add their questions in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django import forms
from django.db.models import CharField, IntegerField, Q, QuerySet, Value
from django.utils.safestring import mark_safe

from accounts.access import may, roles_at
from accounts.grants import GRANTS
from accounts.permissions import Permission
from pupils import sorting
from pupils.querysets import WHOLE_SCHOOL, pupil_scope
from pupils.saved.models import SavedList
from pupils.search import found
from schools.models import Area, ClassGroup, Stage, YearGroup
from sendcase.forms_rendering import control
from sendcase.text import counting_key

ROLL = [("", "On roll now"), ("left", "Left this school"), ("all", "Everyone")]
REGISTER = [("", "On the register or not"), ("yes", "On the register"), ("no", "Not on it")]
YEARS = [("", "Every year"), *YearGroup.choices]
FACTS = [
    ("", "Whatever is on file"),
    ("eal", "English as an additional language"),
    ("fsm", "Free school meals"),
    ("pupil_premium", "Pupil premium"),
    ("looked_after", "Looked after"),
    ("service_child", "Service child"),
    ("young_carer", "Young carer"),
    ("medical_flag", "Medical need"),
]
ALWAYS_SHOWN = ("q", "year", "class_group", "stage")


@dataclass(frozen=True)
class Question:
    """One more question about pupils, under “More filters”, for those who hold `needs`.

    choices(options) → (value, words) with "" first; options: the school's areas. narrow(pupils,
    user, value) → those it is true of, as far as this person may know.
    """

    name: str
    label: str
    order: int
    needs: Permission
    choices: Callable[[dict], list[tuple[str, str]]]
    narrow: Callable[[QuerySet, object, str], QuerySet]


questions: dict[str, Question] = {}


def add_question(question: Question) -> None:
    questions[question.name] = question


def asked_of(user, school) -> list[Question]:
    mine = [each for each in questions.values() if may(user, each.needs, school.pk)]
    return sorted(mine, key=lambda question: question.order)


class Filters(forms.Form):
    """The question above the list. Unknown values are field errors, never a wider list."""

    q = forms.CharField(label="Name, class or UPN", max_length=100, required=False)
    year = forms.ChoiceField(label="Year", choices=YEARS, required=False)
    class_group = forms.ChoiceField(label="Class", required=False)
    stage = forms.ChoiceField(label="Stage", required=False)
    register = forms.ChoiceField(label="Register", choices=REGISTER, required=False)
    roll = forms.ChoiceField(label="Roll", choices=ROLL, required=False)

    def __init__(self, data, *, user, school):
        super().__init__(data)
        self.user, self.school = user, school
        self.sees_stage = may(user, Permission.REGISTER_VIEW, school.pk)
        self.sees_every_stage = self.sees_stage and reaches_as_far(user, school)
        self.sees_numbers = may(user, Permission.PUPIL_EDIT, school.pk)
        if not self.sees_numbers:
            self.fields["q"].label = "Name or class"
        options = options_for(user, school)
        self.class_names = {int(pk): name for pk, name in options["every class"]}
        self.fields["class_group"].choices = [("", "Every class"), *options["class"]]
        self.fields["stage"].choices = [("", "Every stage"), *options["stage"]]
        if not self.sees_stage:
            del self.fields["stage"], self.fields["register"]
        self.questions = asked_of(user, school)
        for each in self.questions:
            self.fields[each.name] = forms.ChoiceField(
                label=each.label, choices=each.choices(options), required=False
            )
        unsorted = () if self.sees_every_stage else ("stage",)
        self.fields["sort"] = forms.ChoiceField(
            label="Sorted by", choices=[*sorting.choices(unsorted), ("name", "")], required=False
        )
        for field in self.fields.values():
            choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if choice else "form-control"
        self.fields["sort"].widget.choices = sorting.choices(unsorted)
        self.saved = [{**each, "name": name} for each, name in options["saved"]]
        shared = [{**each, "name": name} for each, name in options["shared"]]
        self.shared = [each for each in shared if self.can_ask(each["query"])]

    def can_ask(self, query: str) -> bool:
        """Whether this person may ask all of it: a part left out would make a wider list."""
        asked = parse_qsl(query)
        return all(
            name in self.fields and self.fields[name].valid_value(value) for name, value in asked
        )

    @property
    def sort(self) -> str:
        """As in the address: "", "-name", "class"…"""
        asked = self.cleaned_data["sort"] if self.is_valid() else ""
        return "" if asked == "name" else asked

    def narrow(self, pupils):
        if not self.is_valid():
            return pupils.none()
        asked = self.cleaned_data
        pupils = on_roll(pupils, asked["roll"])
        for name in ("year", "class_group"):
            if asked[name]:
                pupils = pupils.filter(**{name: asked[name]})
        for each in self.questions:
            if asked[each.name]:
                pupils = each.narrow(pupils, self.user, asked[each.name])
        pupils = self._at_stage(pupils, asked.get("stage"), asked.get("register"))
        return found(
            pupils, asked["q"], school=self.school, with_upn=self.sees_numbers,
            classes=self.class_names,
        )  # fmt: skip

    def _at_stage(self, pupils, stage, register):
        """Only of pupils whose stage this person may know."""
        if stage or register:
            pupils = pupils.filter(pupil_scope(self.user, Permission.REGISTER_VIEW))
        if stage:
            pupils = pupils.filter(stage=stage)
        if register:
            on = Q(stage__on_register=True)
            pupils = pupils.filter(on if register == "yes" else ~on)
        return pupils

    @property
    def boxes(self) -> list[tuple]:
        """(id, question, its box) for each filter that is always shown."""
        return [_box(field) for field in self if field.name in ALWAYS_SHOWN]

    @property
    def more_boxes(self) -> list[tuple]:
        return [_box(field) for field in self if field.name not in ALWAYS_SHOWN]

    @property
    def asks_more(self) -> bool:
        """Whether one of those under “More filters” is set."""
        return any(field.value() for field in self if field.name not in ALWAYS_SHOWN)

    @property
    def asks_something(self) -> bool:
        """Whether there is a question worth keeping: more than words typed into the box."""
        return self.is_valid() and any(
            self.cleaned_data[name] for name in self.fields if name != "q"
        )

    @property
    def lesson_class(self) -> str:
        """The number of the class chosen, where this person reads what all its children need."""
        sees = self.sees_every_stage and may(self.user, Permission.LESSON_VIEW, self.school.pk)
        return self.cleaned_data["class_group"] if sees and self.is_valid() else ""

    @property
    def sentence(self) -> str:
        """The filter in words: Year 3, 3 Willow, on the register."""
        return ", ".join(self.said()) if self.is_valid() else ""

    def said(self, without=("sort",)) -> list[str]:
        said = [
            dict(field.choices).get(self.cleaned_data[name], "")
            for name, field in self.fields.items()
            if name != "q" and name not in without and self.cleaned_data[name]
        ]
        asked = self.cleaned_data["q"] if "q" not in without else ""
        return [*([f"“{asked}”"] if asked else []), *said]

    @property
    def order_words(self) -> str:
        """Class, A to Z."""
        return dict(sorting.choices())[self.sort]


def _box(field) -> tuple:
    return (field.id_for_label, field.label, mark_safe(control(field)))


def reaches_as_far(user, school) -> bool:
    """Whether this person knows the stage of every pupil they see here.

    Somebody from the office who also teaches sees the whole school's names and their own class's
    stages only.
    """
    held = roles_at(user, school.pk)
    knowing = {role for role in held if Permission.REGISTER_VIEW in GRANTS[role]}
    seeing = {role for role in held if Permission.PUPIL_VIEW in GRANTS[role]}
    return bool(knowing & set(WHOLE_SCHOOL)) or knowing == seeing


def options_for(user, school) -> dict[str, list]:
    """In one query: classes, stages and areas to choose from; the names of every class of the
    school, closed ones too, for the search; the person's saved lists.
    """
    classes = ClassGroup.objects.visible_to(user).filter(school=school).open()
    nowhere = Value(0, IntegerField())
    every = ClassGroup.objects.filter(school=school)
    rows = [_named("class", classes, nowhere), _named("every class", every, nowhere)]
    if may(user, Permission.REGISTER_VIEW, school.pk):
        rows.append(_named("stage", Stage.objects.filter(school=school, closed_on=None), "order"))
        rows.append(_named("area", Area.objects.filter(school=school), "order"))
    mine = SavedList.objects.visible_to(user).filter(school=school)
    rows.append(_named("saved", mine, nowhere, "query"))
    shared = SavedList.objects.shared_with(user).filter(school=school)
    rows.append(_named("shared", shared, nowhere, "query"))
    options = {"class": [], "stage": [], "area": [], "every class": []}
    options |= {"saved": [], "shared": []}
    united = rows[0].union(*rows[1:], all=True)
    united = sorted(united, key=lambda row: (row[3], counting_key(row[2])))
    for kind, pk, name, _, query in united:
        options[kind].append(
            ({"pk": pk, "query": query} if kind in ("saved", "shared") else str(pk), name)
        )
    return options


def _named(kind, rows, order, query=None):
    of = Value(kind, CharField())
    return rows.order_by().values_list(of, "pk", "name", order, query or Value("", CharField()))


def on_roll(pupils, which):
    if which == "all":
        return pupils
    return pupils.off_roll() if which == "left" else pupils.on_roll()


add_question(
    Question(
        name="fact", label="Facts", order=90, needs=Permission.CONTEXT_VIEW,
        choices=lambda options: FACTS,
        narrow=lambda pupils, user, fact: pupils.visible_to(user, Permission.CONTEXT_VIEW).filter(
            **{fact: True}
        ),
    )
)  # fmt: skip
