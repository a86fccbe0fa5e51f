"""The fate of every row, decided without writing anything."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from pupils import own_class
from pupils.models import Pupil
from pupils.roll import cells
from pupils.roll.columns import ROLL
from pupils.roll.comparing import compare_contact, contacts_of
from pupils.roll.fates import CHANGED, NEW, PROBLEM, SAME, Fate, Found
from pupils.roll.matching import Matcher, number_of, repeated
from pupils.roll.reading import Table
from pupils.services import check_dates
from schools.models import ClassGroup
from sendcase import moment

OWN_CLASS = (
    "You hold this class. Leave this row out, or ask the SENCO or a colleague to import the roll."
)
PUPIL_FIELDS = (
    "upn", "admission_number", "legal_last_name", "legal_first_name", "preferred_last_name",
    "preferred_first_name", "born_on", "sex", "year", "admitted_on", "eal", "fsm",
    "pupil_premium", "looked_after", "service_child", "young_carer", "ethnicity",
    "first_language", "in_sen_unit", "in_resourced_provision",
)  # fmt: skip


@dataclass
class Preview(Found):
    new_classes: dict[str, str] = field(default_factory=dict)  # name → year
    leavers: list[Pupil] = field(default_factory=list)
    existing_classes: dict[str, ClassGroup] = field(default_factory=dict)

    def agreed(self):
        return [super().agreed(), self.new_classes]

    @property
    def missing(self) -> list[str]:
        return [pupil.name for pupil in self.leavers]


def preview(table: Table, school, by=None, chosen=None) -> Preview:
    """`by`: who would import it, whose own classes are watched; None: nobody's are.
    chosen: what people said the columns are (heading → key).

    Raises reading.Refused where the file is no roll at all.
    """
    found = cells.read(table, ROLL, chosen or {}, cells.check_pupil)
    pupils = list(Pupil.objects.filter(school=school).select_related("class_group"))
    classes, rows = open_classes_of(school), found.rows
    twice = repeated((row.values.get("upn") for row in rows), map(number_of, rows))
    own = own_class.of(by, school.pk) if by else frozenset()
    fates = decide(rows, Matcher(pupils, twice), classes, contacts_of(school), own)
    return Preview(
        fates=fates,
        unknown=found.unknown,
        remembered=found.remembered,
        new_classes=with_one_year(new_classes(fates, classes)),
        leavers=_leavers(pupils, fates),
        existing_classes=classes,
    )


def open_classes_of(school) -> dict[str, ClassGroup]:
    groups = ClassGroup.objects.filter(school=school, closed_on=None)
    return {group.name.casefold(): group for group in groups}


def decide(rows, matcher, classes, contacts, own) -> list[Fate]:
    """own: numbers of the classes of the person who imports."""
    fates = [_fate(row, matcher, contacts) for row in rows]
    _refuse_own_classes(fates, classes, own)
    return fates


def _fate(row, matcher, contacts) -> Fate:
    pupil = matcher.match(row)
    if pupil is not None:
        _check_with_file(row, pupil)
    if row.problems:
        return Fate(row, PROBLEM, pupil)
    fate = Fate(row, NEW if pupil is None else SAME, pupil)
    _compare_pupil(fate)
    compare_contact(fate, fate.row.contact, contacts[pupil.pk] if pupil else [])
    if fate.kind == SAME and (fate.changes or fate.contact_changes):
        fate.kind = CHANGED
    return fate


def _check_with_file(row, pupil) -> None:
    """The dates of the row must also agree with those the school holds already."""
    said = row.values
    left_on = pupil.left_on if pupil.left_on and pupil.left_on >= moment.today() else None
    try:
        check_dates(
            said.get("born_on", pupil.born_on), said.get("admitted_on", pupil.admitted_on), left_on
        )
    except ValidationError as wrong:
        if not row.problems:
            row.wrong("born_on", " ".join(wrong.messages))


def _refuse_own_classes(fates, classes, own) -> None:
    """A row that would open a child's file to the person who imports is a problem."""
    for fate in fates if own else []:
        if fate.kind == PROBLEM:
            continue
        pupil, said = fate.pupil, fate.row.values.get("class", "")
        now, left_on = (pupil.class_group_id, pupil.left_on) if pupil else (None, None)
        then = classes[said.casefold()].pk if said.casefold() in classes else now
        back = None if "left_on" in fate.changes else left_on
        if own_class.lets_in(own, before=(now, left_on), after=(then, back)):
            fate.kind = PROBLEM
            fate.row.wrong("class", OWN_CLASS)


def _compare_pupil(fate) -> None:
    said, pupil = fate.row.values, fate.pupil
    for name in PUPIL_FIELDS:
        before = getattr(pupil, name) if pupil else None
        if name in said and said[name] != before:
            fate.changes[name] = (before, said[name])
    now = pupil.class_group.name if pupil and pupil.class_group else ""
    if said.get("class") and said["class"].casefold() != now.casefold():
        fate.changes["class"] = (now, said["class"])
    if pupil and pupil.left_on and pupil.left_on < moment.today():
        fate.changes["left_on"] = (pupil.left_on, None)
        fate.notes.append("Had left; is on the roll again.")


def new_classes(fates, classes) -> dict[str, tuple[str, set[str]]]:
    """Classes the file names and the school has not: folded name → (as written, years)."""
    found: dict[str, tuple[str, set[str]]] = {}
    for fate in fates:
        name = fate.row.values.get("class")
        if name and fate.kind != PROBLEM and name.casefold() not in classes:
            _, years = found.setdefault(name.casefold(), (name, set()))
            years.add(fate.row.values["year"])
    return found


def with_one_year(found: dict[str, tuple[str, set[str]]]) -> dict[str, str]:
    """Name → the one year of its pupils, or mixed."""
    return {
        name: next(iter(years)) if len(years) == 1 else "M"
        for _, (name, years) in sorted(found.items())
    }


def _leavers(pupils, fates) -> list[Pupil]:
    in_file = {fate.pupil.pk for fate in fates if fate.pupil}
    return [pupil for pupil in pupils if pupil.pk not in in_file and is_here(pupil)]


def is_here(pupil) -> bool:
    return pupil.left_on is None or pupil.left_on >= moment.today()


def on_roll(school):
    """Every pupil who has not left, one by one."""
    pupils = Pupil.objects.filter(school=school).select_related("class_group")
    return filter(is_here, pupils.iterator(chunk_size=500))
