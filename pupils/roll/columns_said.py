"""Which column of a list is which: what people of a school said, kept for the next list."""

from django.db import transaction

from audit import log
from pupils.models import ColumnMatch
from pupils.roll import cells
from pupils.roll.columns import Fields, plain
from pupils.roll.reading import Table
from sendcase import moment

SAMPLES = 3


def said_at(school, kind) -> dict[str, str]:
    """Plain heading → key of the column, or nothing where it is not to be read."""
    rows = ColumnMatch.objects.filter(school=school, kind=kind)
    return dict(rows.values_list("heading", "key"))


def missing(table: Table, fields: Fields, chosen) -> list[str]:
    """What is needed and no heading was taken for, in words."""
    return fields.missing(cells.place(table.headings, fields, chosen).keys)


def offered(table: Table) -> dict[int, str]:
    """Place → heading and what stands under it. A heading that comes twice is offered once."""
    found, taken = {}, set()
    for place, heading in enumerate(table.headings):
        name = plain(heading)
        if not name or name in taken:
            continue
        taken.add(name)
        samples = [cells[place] for _, cells in table.rows[:50] if len(cells) > place]
        shown = list(dict.fromkeys(text[:30] for text in samples if text))[:SAMPLES]
        found[place] = f"{heading[:80]} ({', '.join(shown) or 'empty'})"
    return found


def now(table: Table, fields: Fields, chosen) -> dict[str, int]:
    """Key → place, as the list would be read today."""
    columns = cells.place(table.headings, fields, chosen).columns
    return {column.key: place for place, column in columns.items()}


@transaction.atomic
def remember(*, upload, table: Table, fields: Fields, said: dict[str, int], by) -> None:
    """said: key → place. Kept is only what differs from what the headings say by themselves."""
    keys = {plain(table.headings[place]): key for key, place in said.items()}
    before = said_at(upload.school, upload.kind)
    changes = {}
    for name in {plain(table.headings[place]) for place in offered(table)}:
        known = fields.by_name.get(name)
        key = keys.get(name, "")
        wanted = None if key == (known.key if known else "") else key
        if wanted != before.get(name):
            changes[name] = [before.get(name), wanted]
            _keep(upload, name, wanted, by)
    if changes:
        log.record(
            "columns.matched", target=upload, by=by, school_id=upload.school_id, detail=changes
        )


def _keep(upload, name, key, by) -> None:
    where = {"school": upload.school, "kind": upload.kind, "heading": name}
    if key is None:
        ColumnMatch.objects.filter(**where).delete()
        return
    values = {"key": key, "by": by, "at": moment.now()}
    ColumnMatch.objects.update_or_create(**where, defaults=values)
