"""Writing a preview: all of it or nothing, in bulk."""

from datetime import timedelta

from accounts.permissions import Permission
from audit import log
from pupils.models import ChronologyEntry, Enrolment, Pupil
from pupils.roll.fates import CHANGED, NEW, Fate
from pupils.roll.preview import PUPIL_FIELDS, Preview
from pupils.roll.telling import record_all
from pupils.roll.writing_contacts import save_contacts
from pupils.services import back_on_roll
from schools import duties
from schools.models import ClassGroup
from sendcase import moment

BATCH = 500


def write(preview: Preview, *, school, by) -> dict:
    """Make every fate true. The caller's transaction makes it all or nothing. Returns counts."""
    classes = _classes(preview, school, by)
    new = [fate for fate in preview.fates if fate.kind == NEW]
    changed = [fate for fate in preview.fates if fate.kind == CHANGED]
    _create(new, school, classes)
    _update([fate for fate in changed if fate.changes], classes)
    _write_contacts(new + changed, school)
    _tell(new + changed, school, by)
    _follow(changed, school, by)
    return {**preview.counts, "classes": len(preview.new_classes), "left": len(preview.leavers)}


def _classes(preview, school, by) -> dict[str, ClassGroup]:
    """Every open class by its folded name, the missing ones made."""
    classes = dict(preview.existing_classes)
    for name, year in preview.new_classes.items():
        group = ClassGroup.objects.create(school=school, name=name, year=year)
        detail = {"name": [None, name], "year": [None, year]}
        log.record("class.created", target=group, by=by, school_id=school.pk, detail=detail)
        classes[name.casefold()] = group
    return classes


def _create(fates: list[Fate], school, classes) -> None:
    today = moment.today()
    for fate in fates:
        said = fate.row.values
        fields = {name: said[name] for name in PUPIL_FIELDS if name in said}
        group = classes.get(said.get("class", "").casefold())
        fate.pupil = Pupil(school=school, class_group=group, **fields)
        fate.pupil.index_names()
    Pupil.objects.bulk_create([fate.pupil for fate in fates], BATCH)
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                school=school, pupil=fate.pupil, class_group=fate.pupil.class_group, from_on=today
            )
            for fate in fates
            if fate.pupil.class_group
        ),
        BATCH,
    )


def _update(fates: list[Fate], classes) -> None:
    moved = []
    for fate in fates:
        pupil = fate.pupil
        if "upn" in fate.changes and pupil.upn and not pupil.former_upn:
            pupil.former_upn = pupil.upn
        for name, (_, value) in fate.changes.items():
            if name != "class":
                setattr(pupil, name, value)
        if "class" in fate.changes:
            pupil.class_group = classes[fate.changes["class"][1].casefold()]
            moved.append(pupil)
        pupil.version += 1
        pupil.index_names()
    fields = [*PUPIL_FIELDS, "former_upn", "class_group", "left_on", "version", "sort_key",
              "search_text"]  # fmt: skip
    Pupil.objects.bulk_update([fate.pupil for fate in fates], fields, BATCH)
    _move(moved)


def _follow(changed: list[Fate], school, by) -> None:
    """What a child's return, and moves between classes, bring to the rooms above."""
    for fate in changed:
        if "left_on" in fate.changes:
            back_on_roll(fate.pupil, fate.changes["left_on"][0], by)
    if any("class" in fate.changes for fate in changed):
        duties.changed(school.pk, by)


def _move(pupils: list[Pupil]) -> None:
    """Close the open places and open the new ones, as services.move_class does for one."""
    today = moment.today()
    places = Enrolment.objects.filter(pupil__in=pupils, until_on=None)
    places.filter(from_on__gte=today).delete()
    places.update(until_on=today - timedelta(days=1))
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                school_id=pupil.school_id, pupil=pupil, class_group=pupil.class_group, from_on=today
            )
            for pupil in pupils
        ),
        BATCH,
    )


def _write_contacts(fates: list[Fate], school) -> None:
    told = [fate for fate in fates if fate.contact_changes]
    save_contacts(told, school, [fate.pupil for fate in told if fate.kind == CHANGED])


def _tell(fates: list[Fate], school, by) -> None:
    """One event per child, and a line in the story of the new ones and of those who moved."""
    record_all(
        (
            ("pupil.created" if fate.kind == NEW else "pupil.updated", fate.pupil, _detail(fate))
            for fate in fates
        ),
        by=by,
        school_id=school.pk,
    )
    lines = [line for fate in fates for line in _story(fate, school)]
    ChronologyEntry.objects.bulk_create(lines, BATCH)


def _detail(fate: Fate) -> dict:
    detail = {name: list(pair) for name, pair in fate.changes.items()}
    return detail | {f"contact_{name}": list(pair) for name, pair in fate.contact_changes.items()}


def _story(fate: Fate, school) -> list[ChronologyEntry]:
    words = []
    if fate.kind == NEW:
        words = ["Added to the roll"]
    elif "class" in fate.changes:
        words = [f"Moved to {fate.pupil.class_group.name}"]
    return [
        ChronologyEntry(
            school=school, pupil=fate.pupil, on=moment.today(), summary=summary,
            needs=Permission.PUPIL_VIEW,
        )
        for summary in words
    ]  # fmt: skip
