"""A list of classes: the fate of every row, and writing it. A class is known by its name.

Who leads a class opens its pupils' files to them: the rules of Classes hold here as well
(docs/decisions/nobody-lets-themselves-in.md).
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q

from pupils.roll import cells
from pupils.roll.class_columns import CLASSES
from pupils.roll.fates import CHANGED, NEW, PROBLEM, SAME, Fate, Found
from pupils.wording import counted
from schools import services
from schools.models import ClassGroup
from schools.services.many import Holders, Place, open_many, put_many
from schools.wording import year
from sendcase import moment

STRANGER = (
    "Nobody with this address teaches here. Import the staff first; whoever was invited can be "
    "given a class once they have taken up the invitation."
)
SEVERAL = "Several people lead this class. Hand it over on the page of the class."
SINCE_TODAY = "{} leads this class from today on only. Hand it over tomorrow, or on its page."
FULL = "{} still in this class. Move them to another class first."


@dataclass
class ClassesFound(Found):
    absent: list[ClassGroup] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        return [group.name for group in self.absent]


class Known:
    """The classes of one school, who holds them, and what the file says twice."""

    def __init__(self, school, by, rows):
        here = Q(pupils__left_on=None) | Q(pupils__left_on__gte=moment.today())
        groups = ClassGroup.objects.filter(school=school, closed_on=None)
        self.groups = {
            group.name.casefold(): group for group in groups.annotate(size=Count("pupils", here))
        }
        self.holders = Holders(school, by)
        self.named = Counter(_key(row) for row in rows)


def preview(table, school, by=None, chosen=None) -> ClassesFound:
    """Raises reading.Refused where the file is no list of classes."""
    found = cells.read(table, CLASSES, chosen or {}, check)
    known = Known(school, by, found.rows)
    fates = [_fate(row, known) for row in found.rows]
    absent = [group for key, group in sorted(known.groups.items()) if key not in known.named]
    return ClassesFound(fates, found.unknown, found.remembered, absent)


def check(row) -> None:
    """What one row alone must have."""
    for key in ("name", "year"):
        if not row.raw.get(key):
            row.wrong(key, "This is missing.")


def _key(row) -> str:
    return row.values.get("name", "").casefold()


def _fate(row, known) -> Fate:
    group = known.groups.get(_key(row))
    if _key(row) and known.named[_key(row)] > 1:
        row.wrong("name", "Two rows speak of this class.")
    fate = Fate(row, SAME, target=group, shown=_shown(row))
    if not row.problems:
        (_close if row.values.get("closed") else _open)(fate, group, known)
    if row.problems:
        fate.kind = PROBLEM
    elif fate.changes:
        fate.kind = CHANGED if group else NEW
    return fate


def _shown(row) -> dict:
    said = row.values
    return {"name": said.get("name", ""), "facts": [year(said.get("year")), said.get("lead", "")]}


def _close(fate, group, known) -> None:
    if group is None:
        return  # closed already, or never opened here
    if group.size:
        fate.row.wrong("closed", FULL.format(counted(group.size, "pupil")))
    fate.changes["closed"] = (False, True)


def _open(fate, group, known) -> None:
    said = fate.row.values
    if group is None:
        fate.changes["name"] = (None, said["name"])
    if group is None or group.year != said["year"]:
        fate.changes["year"] = (year(group.year) if group else None, year(said["year"]))
    if said.get("lead"):
        _lead(fate, group, known.holders)


def _lead(fate, group, holders) -> None:
    """Somebody else than the one who leads today takes the class over, from today."""
    today, row = moment.today(), fate.row
    user = holders.teachers.get(row.values["lead"].lower())
    if user is None:
        return row.wrong("lead", STRANGER)
    if holders.holds(group, user, today):
        return None
    leads = holders.leads(group)
    if why := holders.why_not(user, today):
        row.wrong("lead", why)
    elif len(leads) > 1:
        row.wrong("lead", SEVERAL)
    elif leads and leads[0].from_on >= today:
        row.wrong("lead", SINCE_TODAY.format(leads[0].user))
    fate.changes["lead"] = (leads[0].user.name if leads else "", user.name)
    fate.wanted = Place(group, user, today, replaces=leads[0] if leads else None)
    return None


def write(found: ClassesFound, *, school, by) -> dict:
    """Make every fate true, in the caller's transaction. Returns counts."""
    new = [fate for fate in found.fates if fate.kind == NEW]
    rows = open_many(
        school=school, by=by,
        classes=[(fate.row.values["name"], fate.row.values["year"]) for fate in new],
    )  # fmt: skip
    for fate, group in zip(new, rows, strict=True):
        fate.target = group
    for fate in found.fates:
        if fate.kind == CHANGED:
            _change(fate, by)
    put_many(school=school, places=_places(found.fates), by=by)
    return {**found.counts, "left": len(found.absent)}


def _change(fate, by) -> None:
    group = fate.target
    if "closed" in fate.changes:
        services.close_class(class_group=group, on=moment.today(), by=by)
    elif "year" in fate.changes:
        services.change_class(
            class_group=group, version=group.version, name=group.name,
            year=fate.row.values["year"], by=by,
        )  # fmt: skip


def _places(fates) -> list[Place]:
    """With the classes that were just opened."""
    wanted = [(fate.target, fate.wanted) for fate in fates if fate.wanted]
    return [Place(group, each.user, each.from_on, True, each.replaces) for group, each in wanted]
