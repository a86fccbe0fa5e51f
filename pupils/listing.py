"""The list of pupils: what was asked for, which columns the person may see, rows as words."""

from django import forms
from django.db.models import CharField, IntegerField, Q, Value
from django.utils.safestring import mark_safe

from accounts.access import may
from accounts.permissions import Permission
from pupils.upn import is_temporary
from pupils.wording import called, day_text, words
from schools.models import ClassGroup, Stage, YearGroup
from sendcase.forms_rendering import control

ROLL = [("", "On roll now"), ("left", "Left this school"), ("all", "Everyone")]
REGISTER = [("", "On the register or not"), ("yes", "On the register"), ("no", "Not on it")]
YEAR_NAMES = dict(YearGroup.choices)
YEARS = [("", "Every year"), *YearGroup.choices]


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
        self.sees_stage = may(user, Permission.REGISTER_VIEW, school.pk)
        self.sees_numbers = may(user, Permission.PUPIL_EDIT, school.pk)
        options = class_and_stage_options(user, school)
        self.fields["class_group"].choices = [("", "Every class"), *options["class"]]
        self.fields["stage"].choices = [("", "Every stage"), *options["stage"]]
        for field in self.fields.values():
            choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if choice else "form-control"
        if not self.sees_stage:
            del self.fields["stage"], self.fields["register"]

    def narrow(self, pupils):
        if not self.is_valid():
            return pupils.none()
        asked = self.cleaned_data
        pupils = on_roll(pupils, asked["roll"])
        if asked["year"]:
            pupils = pupils.filter(year=asked["year"])
        if asked["class_group"]:
            pupils = pupils.filter(class_group=asked["class_group"])
        if asked.get("stage"):
            pupils = pupils.filter(stage=asked["stage"])
        if asked.get("register"):
            on = Q(stage__on_register=True)
            pupils = pupils.filter(on if asked["register"] == "yes" else ~on)
        return search(pupils, asked["q"], with_upn=self.sees_numbers)

    @property
    def boxes(self) -> list[tuple]:
        """(id, question, its box) for each filter."""
        return [(field.id_for_label, field.label, mark_safe(control(field))) for field in self]

    @property
    def sentence(self) -> str:
        """The filter in words: Year 3, 3 Willow, on the register."""
        if not self.is_valid():
            return ""
        said = [
            dict(field.choices).get(self.cleaned_data[name], "")
            for name, field in self.fields.items()
            if name != "q" and self.cleaned_data[name]
        ]
        asked = self.cleaned_data["q"]
        return ", ".join([*([f"“{asked}”"] if asked else []), *said])


def class_and_stage_options(user, school) -> dict[str, list]:
    """Both lists in one query."""
    classes = ClassGroup.objects.visible_to(user).filter(school=school).open()
    rows = classes.order_by().values_list(
        Value("class", CharField()), "pk", "name", Value(0, IntegerField())
    )
    if may(user, Permission.REGISTER_VIEW, school.pk):
        stages = Stage.objects.filter(school=school, closed_on=None).order_by()
        rows = rows.union(stages.values_list(Value("stage", CharField()), "pk", "name", "order"))
    options = {"class": [], "stage": []}
    for kind, pk, name, _ in sorted(rows, key=lambda row: (row[3], row[2])):
        options[kind].append((str(pk), name))
    return options


def on_roll(pupils, which):
    if which == "all":
        return pupils
    return pupils.off_roll() if which == "left" else pupils.on_roll()


def search(pupils, asked, *, with_upn):
    """Every word must be part of a name or of the class's name; of the UPN for those who see it."""
    for word in words(asked):
        found = Q(search_text__contains=word) | Q(class_group__name__icontains=word)
        if with_upn:
            found |= Q(upn__icontains=word)
        pupils = pupils.filter(found)
    return pupils


COLUMNS = (
    "pk", "sort_key", "legal_first_name", "legal_last_name", "preferred_first_name",
    "preferred_last_name", "born_on", "year", "upn", "left_on", "class_group__name",
    "stage__name",
)  # fmt: skip


def for_list(pupils):
    """Only the columns a row shows, as dictionaries: half the cost of model rows."""
    return pupils.values(*COLUMNS)


def row_of(pupil: dict, filters) -> dict:
    """One pupil as the table shows them, made into words; nothing the person may not see."""
    row = {
        "url": f"/pupils/{pupil['pk']}/",
        "name": called(
            pupil["legal_first_name"], pupil["legal_last_name"],
            pupil["preferred_first_name"], pupil["preferred_last_name"],
        ),
        "class": pupil["class_group__name"] or "None",
        "year": YEAR_NAMES.get(pupil["year"], pupil["year"]),
        "born": day_text(pupil["born_on"]),
        "left": day_text(pupil["left_on"]),
    }  # fmt: skip
    if filters.sees_stage:
        row["stage"] = pupil["stage__name"] or ""
    if filters.sees_numbers:
        row["upn"] = pupil["upn"]
        row["temporary"] = is_temporary(pupil["upn"])
    return row
