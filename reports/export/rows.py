"""A row as one line of JSON, by uid."""

import json
from collections.abc import Iterator

from django.db.models import FileField

from pupils.models import Share
from reports.export import Refused, handed, kept, pointing, within
from reports.export.names import Names, has_uid, made_up
from sendcase.backup.rows import plain


def line(value: dict) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


class Writer:
    """The rows of one school as lines. It remembers which accounts they name, and which files."""

    def __init__(self, school):
        self.names = Names(school)
        self.people: set[int] = set()
        self.files: list[tuple[str, str]] = []  # (uid of the row, name in its storage)
        self.gone: dict[str, dict[int, int]] = {}  # table → number of a row that is gone → -1, -2…

    def lines(self, model) -> Iterator[bytes]:
        fields = kept.fields_of(model)
        rows = kept.rows_of(model, self.names.school.pk)
        values = rows.values_list("pk", *(field.attname for field in fields))
        for number, (_, *held) in enumerate(values.iterator(chunk_size=500), 1):
            row = dict(zip((field.attname for field in fields), held, strict=True))
            if self.leads_nowhere(model._meta.label, row):
                continue
            written = (
                {} if model._meta.auto_created else {"uid": str(self._uid(model, row, number))}
            )
            for field in fields:
                written[field.name] = self.value(model, field, row, written)
            yield line(written)

    def person_lines(self) -> Iterator[bytes]:
        """Of the accounts that were named. Last of all tables."""
        model = self.names.models[kept.USER]
        fields = kept.fields_of(model)
        for start in range(0, len(found := sorted(self.people)), 500):
            people = model._base_manager.filter(pk__in=found[start : start + 500]).order_by("pk")
            for person in people:
                yield line({f.name: plain(f, getattr(person, f.attname)) for f in fields})

    def leads_nowhere(self, label, row) -> bool:
        """A deadline of something that is gone, which nobody could open; a saved list that asks for
        what is gone: without that part it would be a wider one.
        """
        if label == pointing.DEADLINE:
            return self._object(row) is None
        if label not in within.QUERIES:
            return False
        try:
            return self.question(label, row[within.QUERY]) is None
        except Refused:
            return True

    def _uid(self, model, row, number):
        if has_uid(model):
            return row["uid"]
        return made_up(self.names.school.uid, model._meta.label, number)

    def _object(self, row):
        label = pointing.table_of_kind(row["kind"])
        return self.names.find(label, row[pointing.NUMBER]) if label else None

    def value(self, model, field, row, written):
        label, held = model._meta.label, row[field.attname]
        if (label, field.name) in SPECIAL:
            return SPECIAL[label, field.name](self, held, row)
        if (label, field.name) in within.NUMBERS:
            return within.in_field(label, field.name, held, self.swap)
        if label in within.QUERIES and field.name == within.QUERY:
            return self.question(label, held)
        if within.has_sum(label, field.name):
            return within.sum_of(held, row["content"], written["content"])
        if field.is_relation:
            return self._pointed(field, held)
        if isinstance(field, FileField):
            if not held:
                return ""
            self.files.append((written["uid"], held))
            return f"files/{written['uid']}"
        return plain(field, held)

    def _pointed(self, field, held) -> str | None:
        return None if held is None else self.uid(field.related_model._meta.label, held)

    def uid(self, label, number: int) -> str:
        """Raises Refused for a row that is not in the export."""
        found = self.names.uid(label, number)
        if label == kept.USER:
            self.people.add(number)
        return found

    def swap(self, label, held):
        """Of a number within JSON: its uid, or less than zero where the row is gone."""
        if not within.is_number(held):
            return held
        try:
            return self.uid(label, int(held))
        except Refused:
            gone = self.gone.setdefault(label, {})
            return gone.setdefault(int(held), -1 - len(gone))

    def question(self, label, held) -> str:
        """Of a saved list. Raises Refused where it asks for a row that is gone, or for what is
        neither a row nor a word of ours: no import would take it.
        """

        def uid(of, asked):
            if within.is_number(asked):
                return self.uid(of, int(asked))
            if within.WORD.fullmatch(asked):
                return asked
            raise Refused(f"A saved list asks for {asked[:40]!r}.")

        return within.question(label, held, uid)


def _typed(type_field):
    def write(writer, held, row):
        label = pointing.table_of_type(row[type_field], writer.names.models)
        return writer.names.find(label, held) if label else None

    return write


def _url(writer, held, row):
    def find(label, number):
        return writer.names.find(label, int(number))

    return pointing.address(held, pointing.WITH_NUMBER, find)


def _permission(writer, held, row):
    return Share._meta.get_field("permission").related_model.objects.get(pk=held).codename


def _handed(writer, held, row):
    return held and handed.sum_in_file(writer.names.school, row["day"], held, writer.swap)


def _without_numbers(writer, held, row):
    """Keys of papers name rows of this installation ("plans:12"); only whole parts are kept."""
    if held and isinstance(held[0], dict):
        return [{**each, "key": each["key"].partition(":")[0]} if "key" in each else each
                for each in held]  # fmt: skip
    return [key for key in held if ":" not in key]


SPECIAL = {
    **{(label, number): _typed(type_) for label, (type_, number) in pointing.TYPED.items()},
    (pointing.DEADLINE, pointing.NUMBER): lambda writer, held, row: writer._object(row),
    (pointing.TIMELINE, pointing.ADDRESS): _url,
    (pointing.SHARE, pointing.PERMISSION): _permission,
    handed.FIELD: _handed,
    ("ehcp.Pack", "contents"): _without_numbers,
    ("ehcp.Pack", "separate"): _without_numbers,
    ("ehcp.Pack", "without"): _without_numbers,
}
