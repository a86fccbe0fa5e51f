"""What goes into an export: the data of one moment, then the files that it names."""

from collections.abc import Iterator

from audit.models import Event
from reports.export import archive, kept, schema
from reports.export.rows import Writer, line
from sendcase.backup.rows import AT_A_TIME

ABOUT = """\
Everything that SENDcase keeps of {name}, in formats that any program can read.

manifest.json  names every file here, with its size and its SHA-256 sum.
schema/        says what each field of a table means, and how private it is (JSON Schema).
data/          the records: a file for each table, a record on each line (JSON Lines, UTF-8).
               "uid" names a record; the same uid in another record points at it.
files/         papers, photos and forms, each under the uid of its record.
log/           who changed or read what, and when.

These are records of named children. Keep the file as you would keep their files: locked up,
and only for as long as you need it.

Words stand here as people typed them. In a spreadsheet, read every column as text: what begins
with =, +, - or @ would be worked out as a formula. The files are as people brought them, and have
no ending: the record under data/ says which kind each is. Let none of them run macros or programs.
"""


def data(school, packing: archive.Packing, with_log=True) -> dict:
    """Write every table. Call it in a snapshot. Returns the facts for the manifest, and
    under "wanted" the files: [(uid, name in its storage, table)].
    """
    writer, counts, wanted = Writer(school), {}, []
    packing.bytes("about.txt", ABOUT.format(name=school.name).encode())
    tables = kept.models()
    for label, model in tables.items():
        packing.bytes(f"schema/{label}.json", schema.text(model))
    for label, model in tables.items():
        if label != kept.USER:
            writer.files = []
            counts[label] = packing.lines(f"data/{label}.jsonl", writer.lines(model))
            wanted += [(uid, name, label) for uid, name in writer.files]
    counts[kept.USER] = packing.lines(f"data/{kept.USER}.jsonl", writer.person_lines())
    if with_log:
        counts["log"] = packing.lines(archive.LOG, log_lines(writer))
    return {
        "schema": schema.number(), "rows": counts, "left_out": kept.LEFT_OUT, "wanted": wanted,
        "school": {"uid": str(school.uid), "name": school.name, "urn": school.urn},
    }  # fmt: skip


def log_lines(writer: Writer) -> Iterator[bytes]:
    """The school's part of the log, to be read. Neither keys nor seals: it proves nothing there."""
    rows = Event.objects.filter(school_id=writer.names.school.pk).order_by("pk")
    labels = {label.lower(): label for label in writer.names.models}
    names = dict(writer.names.models[kept.USER]._base_manager.values_list("pk", "name"))
    with_detail = rows.select_related("detail")
    for event in with_detail.iterator(chunk_size=AT_A_TIME):
        label = labels.get(event.object_type, "")
        detail = getattr(event, "detail", None)
        yield line({
            "at": event.at.isoformat(), "what": event.verb, "by": names.get(event.actor_id, ""),
            "pupil": writer.names.find("pupils.Pupil", event.pupil_id), "table": label,
            "record": writer.names.find(label, event.object_id) if label else None,
            "detail": detail.text if detail else None,
        })  # fmt: skip


def files(packing: archive.Packing, wanted) -> list[str]:
    """Write these files. Returns the uids of those that the disk does not have."""
    tables, missing = kept.models(), []
    for uid, name, label in wanted:
        field = next(f for f in kept.fields_of(tables[label]) if hasattr(f, "storage"))
        try:
            with field.storage.open(name, "rb") as file:
                packing.stream(f"files/{uid}", file)
        except FileNotFoundError:
            missing.append(uid)
    return missing


def whole(school, target, at: str, one_moment) -> dict:
    """All of it in one go, into a file that is open for writing. at: the moment it is of, ISO."""
    with archive.Packing(target) as packing:
        with one_moment():
            facts = data(school, packing)
        finish(packing, facts, at, files(packing, facts.pop("wanted")))
    return facts


def finish(packing, facts, at: str, missing: list[str]) -> None:
    packing.manifest(facts | {"at": at, "missing": sorted(missing)})
