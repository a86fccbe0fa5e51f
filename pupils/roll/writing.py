"""Writing a preview: all of it or nothing, in bulk.

In two steps: what is to stand where (plan), which a long roll keeps for its worker as JSON; and
the statements (carry_out), during which nobody else can save on SQLite.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.permissions import Permission
from audit import log
from pupils.models import ChronologyEntry, Enrolment, Pupil
from pupils.roll.fates import CHANGED, NEW, Fate
from pupils.roll.preview import PUPIL_FIELDS, Preview
from pupils.roll.writing_contacts import said, save_contacts
from pupils.services import back_on_roll
from pupils.wording import called, search_text
from schools import duties
from schools.models import ClassGroup
from schools.services.many import open_many
from sendcase import moment
from sendcase.bulk import insert_many, update_many
from sendcase.text import sort_key

NAMES = ("legal_last_name", "legal_first_name", "preferred_last_name", "preferred_first_name")


@dataclass
class Step:
    """What one row of the file writes. Days are 2018-03-14 once it was kept as JSON."""

    pupil: int | None  # number on file; none: to be added
    row: dict  # columns of the pupil
    group: str = ""  # the class to begin in or to move to
    contact: int | None = None  # number on file; none: to be added, if contact_row says something
    contact_row: dict | None = None
    text: str = ""  # of the audit row
    was_gone: date | str | None = None  # the last day that counts no more


def write(preview: Preview, *, school, by) -> dict:
    """Make every fate true. The caller's transaction makes it all or nothing. Returns counts."""
    classes = open_classes(preview.existing_classes, preview.new_classes, school, by)
    if carry_out(plan(preview.fates), classes, school, by):
        duties.changed(school.pk, by)
    return {**preview.counts, "classes": len(preview.new_classes), "left": len(preview.leavers)}


def open_classes(existing, new: dict[str, str], school, by) -> dict[str, ClassGroup]:
    """Every open class by its folded name, the missing ones (name → year) made."""
    made = open_many(school=school, classes=list(new.items()), by=by) if new else []
    return dict(existing) | {group.name.casefold(): group for group in made}


def plan(fates: list[Fate]) -> list[Step]:
    """What is to stand where, of the rows that write anything."""
    return [_step(fate) for fate in fates if fate.kind in (NEW, CHANGED)]


def _step(fate: Fate) -> Step:
    _, contact, contact_row = said(fate, 0)
    return Step(
        pupil=fate.pupil and fate.pupil.pk,
        row=_changed(fate) if fate.pupil else _added(fate),
        group=fate.changes["class"][1] if "class" in fate.changes else "",
        contact=contact,
        contact_row=contact_row or None,
        text=log.canonical(_detail(fate)),
        was_gone=fate.changes["left_on"][0] if "left_on" in fate.changes else None,
    )


def _added(fate: Fate) -> dict:
    said = fate.row.values
    row = {name: said[name] for name in PUPIL_FIELDS if name in said}
    return row | indexed(*(row.get(name, "") for name in NAMES))


def _changed(fate: Fate) -> dict:
    pupil = fate.pupil
    row = {name: after for name, (_, after) in fate.changes.items() if name != "class"}
    if "upn" in row and pupil.upn and not pupil.former_upn:
        row["former_upn"] = pupil.upn
    if not row.keys().isdisjoint(NAMES):
        row |= indexed(*(row.get(name, getattr(pupil, name)) for name in NAMES))
    return row


def indexed(legal_last, legal_first, last, first) -> dict:
    """As Pupil.index_names."""
    last, first = last or legal_last, first or legal_first
    name, legal_name = called(first, last), called(legal_first, legal_last)
    names = (name,) if name == legal_name else (name, legal_name)
    return {"sort_key": sort_key(last, first).strip(), "search_text": search_text(*names)}


def _detail(fate: Fate) -> dict:
    detail = {name: list(pair) for name, pair in fate.changes.items()}
    return detail | {f"contact_{name}": list(pair) for name, pair in fate.contact_changes.items()}


def carry_out(steps: list[Step], classes, school, by) -> bool:
    """Returns whether a child on file moved: the caller tells of the duties that changed."""
    new = [step for step in steps if step.pupil is None]
    moved = [(step.pupil, _class(step, classes)) for step in steps if step.pupil and step.group]
    known = [step for step in steps if step.pupil and (step.row or step.group)]
    numbers = insert_many(
        Pupil,
        (step.row | {"school_id": school.pk, "class_group_id": _class(step, classes)}
         for step in new),
    )  # fmt: skip
    told = {id(step): number for step, number in zip(new, numbers, strict=True)}
    told |= {id(step): step.pupil for step in steps if step.pupil}
    update_many(Pupil, ((step.pupil, _with_class(step, classes)) for step in known))
    _begin_places([(told[id(step)], _class(step, classes)) for step in new if step.group], school)
    _move(moved, school)
    with_contact = [step for step in steps if step.contact_row]
    save_contacts(
        [(told[id(step)], step.contact, step.contact_row) for step in with_contact],
        school,
        added=set(numbers),
    )
    _tell([(step, told[id(step)]) for step in steps], school, by)
    for step in steps:
        if step.was_gone:
            _follow_back(step, by)
    return bool(moved)


def _class(step, classes) -> int | None:
    return classes[step.group.casefold()].pk if step.group else None


def _with_class(step, classes) -> dict:
    return step.row | ({"class_group_id": _class(step, classes)} if step.group else {})


def _follow_back(step, by) -> None:
    was = step.was_gone
    day = date.fromisoformat(was) if isinstance(was, str) else was
    back_on_roll(Pupil.objects.get(pk=step.pupil), day, by)


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
    rest = {"school_id": school.pk, "from_on": moment.today().isoformat()}
    insert_many(
        Enrolment,
        ({"pupil_id": pupil, "class_group_id": group, **rest} for pupil, group in pairs),
    )


def _tell(steps: list[tuple[Step, int]], school, by) -> None:
    """One event per child, and a line in the story of the new ones and of those who moved."""
    told = (
        log.Told("pupil.updated" if step.pupil else "pupil.created", "pupils.pupil", number,
                 step.text, number)
        for step, number in steps
    )  # fmt: skip
    log.record_many(told, by=by, school_id=school.pk)
    today, needs = moment.today().isoformat(), Permission.PUPIL_VIEW.value
    rest = {"school_id": school.pk, "on": today, "needs": needs}
    insert_many(
        ChronologyEntry,
        (
            {"pupil_id": number, "summary": words, **rest}
            for step, number in steps
            if (words := _story(step))
        ),
    )


def _story(step: Step) -> str:
    if step.pupil is None:
        return "Added to the roll"
    return f"Moved to {step.group}" if step.group else ""
