"""A row as one line of JSON, by uid."""

import json
from collections.abc import Iterator

from django.db.models import FileField

from pupils.models import Share
from reports.export import kept, pointing
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

    def lines(self, model) -> Iterator[bytes]:
        fields = kept.fields_of(model)
        rows = kept.rows_of(model, self.names.school.pk)
        values = rows.values_list("pk", *(field.attname for field in fields))
        for number, (_, *held) in enumerate(values.iterator(chunk_size=500), 1):
            row = dict(zip((field.attname for field in fields), held, strict=True))
            if model._meta.label == pointing.DEADLINE and self._object(row) is None:
                continue  # of something that is gone: nobody could open it
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
        if field.is_relation:
            return self._pointed(field, held)
        if isinstance(field, FileField):
            if not held:
                return ""
            self.files.append((written["uid"], held))
            return f"files/{written['uid']}"
        return plain(field, held)

    def _pointed(self, field, held) -> str | None:
        if held is None:
            return None
        label = field.related_model._meta.label
        if label == kept.USER:
            self.people.add(held)
        return self.names.uid(label, held)


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
    ("ehcp.Pack", "contents"): _without_numbers,
    ("ehcp.Pack", "separate"): _without_numbers,
    ("ehcp.Pack", "without"): _without_numbers,
}
