"""Writing a preview: all of it or nothing, in bulk."""

from datetime import timedelta

from accounts.permissions import Permission
from audit import log
from pupils.models import ChronologyEntry, Enrolment, Pupil
from pupils.roll.fates import CHANGED, NEW, Fate
from pupils.roll.preview import PUPIL_FIELDS, Preview
from pupils.roll.writing_contacts import save_contacts
from pupils.services import back_on_roll
from pupils.wording import called, search_text
from schools import duties
from schools.models import ClassGroup
from sendcase import moment
from sendcase.bulk import insert_many, update_many
from sendcase.text import sort_key

NAMES = ("legal_last_name", "legal_first_name", "preferred_last_name", "preferred_first_name")


def write(preview: Preview, *, school, by) -> dict:
    """Make every fate true. The caller's transaction makes it all or nothing. Returns counts."""
    classes = open_classes(preview.existing_classes, preview.new_classes, school, by)
    write_fates(preview.fates, classes, school, by)
    if any("class" in fate.changes for fate in preview.fates if fate.kind == CHANGED):
        duties.changed(school.pk, by)
    return {**preview.counts, "classes": len(preview.new_classes), "left": len(preview.leavers)}


def write_fates(fates: list[Fate], classes, school, by) -> None:
    """Some of the fates of a file. The caller tells of the duties that changed."""
    new = [fate for fate in fates if fate.kind == NEW]
    changed = [fate for fate in fates if fate.kind == CHANGED]
    _create(new, school, classes)
    _update([fate for fate in changed if fate.changes], school, classes)
    told = [fate for fate in new + changed if fate.contact_changes]
    save_contacts(told, school, [fate.number for fate in told if fate.kind == CHANGED])
    _tell(new + changed, school, by)
    for fate in changed:
        if "left_on" in fate.changes:
            back_on_roll(fate.pupil, fate.changes["left_on"][0], by)


def open_classes(existing, new: dict[str, str], school, by) -> dict[str, ClassGroup]:
    """Every open class by its folded name, the missing ones (name → year) made."""
    classes = dict(existing)
    for name, year in new.items():
        group = ClassGroup.objects.create(school=school, name=name, year=year)
        detail = {"name": [None, name], "year": [None, year]}
        log.record("class.created", target=group, by=by, school_id=school.pk, detail=detail)
        classes[name.casefold()] = group
    return classes


def _create(fates: list[Fate], school, classes) -> None:
    rows = []
    for fate in fates:
        said = fate.row.values
        group = classes.get(said.get("class", "").casefold())
        row = {name: said[name] for name in PUPIL_FIELDS if name in said}
        group_id = group.pk if group else None
        rows.append({**row, **indexed(*(row.get(name, "") for name in NAMES)),
                     "school_id": school.pk, "class_group_id": group_id})  # fmt: skip
    for fate, key in zip(fates, insert_many(Pupil, rows), strict=True):
        fate.made = key
    _begin_places(
        ((fate.made, row["class_group_id"]) for fate, row in zip(fates, rows, strict=True)), school
    )


def indexed(legal_last, legal_first, last, first) -> dict:
    """As Pupil.index_names."""
    last, first = last or legal_last, first or legal_first
    name, legal_name = called(first, last), called(legal_first, legal_last)
    names = (name,) if name == legal_name else (name, legal_name)
    return {"sort_key": sort_key(last, first).strip(), "search_text": search_text(*names)}


def _update(fates: list[Fate], school, classes) -> None:
    rows, moved = [], []
    for fate in fates:
        pupil = fate.pupil
        values = {name: after for name, (_, after) in fate.changes.items() if name != "class"}
        if "upn" in values and pupil.upn and not pupil.former_upn:
            values["former_upn"] = pupil.upn
        if "class" in fate.changes:
            group = classes[fate.changes["class"][1].casefold()]
            values["class_group_id"] = group.pk
            moved.append((pupil.pk, group.pk))
        for name, value in values.items():
            setattr(pupil, name, value)
        pupil.version += 1
        if not values.keys().isdisjoint(NAMES):
            values |= indexed(*(getattr(pupil, name) for name in NAMES))
        rows.append((pupil.pk, values))
    update_many(Pupil, rows)
    _move(moved, school)


def _move(moved: list[tuple[int, int]], school) -> None:
    """moved: (pupil, class). Close the open places and open the new ones, as services.move_class
    does for one.
    """
    today = moment.today()
    places = Enrolment.objects.filter(pupil__in=[pupil for pupil, _ in moved], until_on=None)
    places.filter(from_on__gte=today).delete()
    places.update(until_on=today - timedelta(days=1))
    _begin_places(moved, school)


def _begin_places(pairs, school) -> None:
    today = moment.today()
    insert_many(
        Enrolment,
        (
            {"school_id": school.pk, "pupil_id": pupil, "class_group_id": group, "from_on": today}
            for pupil, group in pairs
            if group
        ),
    )


def _tell(fates: list[Fate], school, by) -> None:
    """One event per child, and a line in the story of the new ones and of those who moved."""
    told = (
        log.Told(
            "pupil.created" if fate.kind == NEW else "pupil.updated", "pupils.pupil", fate.number,
            _detail(fate), fate.number,
        )
        for fate in fates
    )  # fmt: skip
    log.record_many(told, by=by, school_id=school.pk)
    insert_many(
        ChronologyEntry,
        (
            {"school_id": school.pk, "pupil_id": fate.number, "on": moment.today(),
             "summary": words, "needs": Permission.PUPIL_VIEW.value}
            for fate in fates
            if (words := _story(fate))
        ),
    )  # fmt: skip


def _detail(fate: Fate) -> dict:
    detail = {name: list(pair) for name, pair in fate.changes.items()}
    return detail | {f"contact_{name}": list(pair) for name, pair in fate.contact_changes.items()}


def _story(fate: Fate) -> str:
    if fate.kind == NEW:
        return "Added to the roll"
    return f"Moved to {fate.changes['class'][1]}" if "class" in fate.changes else ""
