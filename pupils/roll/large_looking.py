"""What the worker does with one piece of a long roll: the fate of every row, and what to write."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower

from audit.log import canonical
from pupils import own_class
from pupils.models import Contact, Pupil, RollPiece, RollUpload
from pupils.roll import cells, columns_said, large, presenting, who
from pupils.roll.columns import ROLL
from pupils.roll.fates import PROBLEM, Found
from pupils.roll.matching import Matcher, number_of, repeated
from pupils.roll.preview import (
    decide,
    new_classes,
    on_roll,
    open_classes_of,
    with_one_year,
)
from pupils.roll.reading import Table
from pupils.roll.writing import plan
from sendcase.bulk import collect_later
from sendcase.jobs.registry import RowFailed, job_kind

KEPT = 50  # rows of each fate that a piece keeps to be shown


def think(job, row) -> Callable[[], object] | None:
    """One step, without changing anything: returns what is to be kept. Raises RowFailed where the
    school changed meanwhile.
    """
    upload = _upload(job)
    if upload is None:
        return None
    step = row.args["piece"]
    with collect_later():
        if step == large.INDEX:
            return index(upload)
        if step == large.JOIN:
            return join(upload)
        return look(upload, upload.parts.get(position=step))


@job_kind(large.LOOK, before=think)
def look_at(job, row, keep) -> None:
    """Of an upload that is gone, imported or looked at anew: nothing."""
    if keep is not None and _upload(job) is not None:
        keep()


def _upload(job) -> RollUpload | None:
    rows = RollUpload.objects.select_related("school", "author")
    return rows.filter(look_job=job, imported_at=None).first()


def index(upload) -> Callable:
    """Which numbers come twice in the whole file; and as of when the school is looked at."""
    chosen = columns_said.said_at(upload.school, upload.kind)
    upns, numbers = [], []
    for piece in parts(upload, "content"):
        table = Table.unpacked(piece.content)
        columns = cells.place(table.headings, ROLL, chosen).columns.items()
        places = {column.key: (at, column.read) for at, column in columns}
        upns += _read(table, *places.get("upn", (None, None)))
        numbers += map(str.casefold, _read(table, *places.get("admission_number", (None, None))))
    found = {
        "chosen": chosen,
        "repeated": [sorted(each) for each in repeated(upns, numbers)],
        "as_of": large.as_of(upload.school, upload.author),
    }
    return partial(RollUpload.objects.filter(pk=upload.pk).update, found=found)


def _read(table, place, read) -> Iterator[str]:
    for _, row in table.rows:
        if place is not None and place < len(row) and row[place]:
            try:
                yield read(row[place])
            except ValidationError:  # a problem of its own row
                continue


def look(upload, piece) -> Callable:
    """The fate of every row of a piece, and what is to be written for it."""
    school, facts = upload.school, upload.found
    read = cells.read(Table.unpacked(piece.content), ROLL, facts["chosen"], cells.check_pupil)
    pupils = near(school, read.rows)
    matcher = Matcher(pupils, tuple(map(set, facts["repeated"])))
    classes = open_classes_of(school)
    own = own_class.of(upload.author, school.pk)
    fates = decide(read.rows, matcher, classes, _contacts(pupils), own)
    found = Found(fates, read.unknown, read.remembered)
    return partial(
        RollPiece.objects.filter(pk=piece.pk).update,
        plan=canonical([vars(step) for step in plan(fates)]),
        problems=[[each.line, each.column, each.value, each.words] for each in found.problems],
        who=who.of_fates(fates),
        found={
            "counts": found.counts,
            "digest": found.digest,
            "groups": presenting.groups(found, KEPT),
            "pupils": [[fate.pupil.pk, fate.row.line, fate.kind] for fate in fates if fate.pupil],
            "classes": {key: [name, sorted(years)] for key, (name, years)
                        in new_classes(fates, classes).items()},
            "unknown": found.unknown,
            "remembered": found.remembered,
        },
    )  # fmt: skip


def near(school, rows) -> list[Pupil]:
    """The pupils that these rows may speak of: by number, or by day of birth where one lacks a
    number.
    """
    upns = {row.values.get("upn") for row in rows} - {None}
    numbers = set(filter(None, map(number_of, rows)))
    births = {row.values.get("born_on") for row in rows} - {None}
    pupils = Pupil.objects.filter(school=school).select_related("class_group")
    folded = pupils.annotate(folded=Lower("admission_number"))
    no_number = Q(upn="") | Q(admission_number="")
    found = [
        *pupils.filter(upn__in=upns),
        *folded.filter(Q(folded__in=numbers) | Q(born_on__in=births) & no_number),
    ]
    return list({pupil.pk: pupil for pupil in found}.values())


def _contacts(pupils) -> dict[int, list[Contact]]:
    found = defaultdict(list)
    rows = Contact.objects.filter(pupil__in=[pupil.pk for pupil in pupils])
    for contact in rows.order_by("priority", "pk"):
        found[contact.pupil_id].append(contact)
    return found


def parts(upload, *fields):
    """The pieces with rows, one by one, with these fields alone."""
    for position in range(1, upload.pieces + 1):
        yield upload.parts.only("position", *fields).get(position=position)


def join(upload) -> Callable:
    """What the pieces come to together. Raises RowFailed where the school changed meanwhile."""
    if upload.found["as_of"] != large.as_of(upload.school, upload.author):
        raise RowFailed(large.CHANGED)
    counts, classes, digests, spoken, facts, refused = Counter(), {}, [], {}, {}, []
    for piece in parts(upload, "found", "problems"):
        facts = piece.found
        if _refuse_twice(piece, spoken):
            refused.append(piece)
        counts.update(facts["counts"])
        digests.append(facts["digest"])
        for key, (name, years) in facts["classes"].items():
            classes.setdefault(key, (name, set()))[1].update(years)
    missing = [pupil for pupil in on_roll(upload.school) if pupil.pk not in spoken]
    made = with_one_year(classes)
    found = upload.found | {
        "counts": counts, "new_classes": made, "unknown": facts["unknown"],
        "remembered": facts["remembered"], "left": len(missing),
        "digest": hashlib.sha256(canonical([digests, made]).encode()).hexdigest(),
    }  # fmt: skip
    return partial(_keep, upload, found, missing, refused)


def _keep(upload, found, missing, refused) -> None:
    for piece in refused:
        piece.save(update_fields=["found", "problems"])
    lines = {"school": upload.school, "who": who.of_missing(missing)}
    RollPiece.objects.update_or_create(upload=upload, position=0, defaults=lines)
    numbers = [pupil.pk for pupil in missing]
    RollUpload.objects.filter(pk=upload.pk).update(found=found, missing=numbers)


def _refuse_twice(piece, spoken: dict[int, int]) -> bool:
    """Pupils of whom an earlier piece speaks already, by another number: whether there are any."""
    added, counts = [], piece.found["counts"]
    for pk, line, kind in piece.found["pupils"]:
        first = spoken.setdefault(pk, line)
        if first != line and kind != PROBLEM:
            words = f"Line {first} speaks of this pupil already."
            added.append([line, ROLL.titles["upn"], "", words])
            counts[kind] -= 1
    if added:
        counts[PROBLEM] = counts.get(PROBLEM, 0) + len(added)
        piece.problems += added
    return bool(added)
