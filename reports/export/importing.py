"""A school from its export, into an installation that does not have it: all of it, or nothing.

Rows get new numbers and keep their uid. A first reading gives out the numbers, a second writes the
rows, so that it does not matter which of two tables comes first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction

from audit import log
from pupils.models import Share
from reports.export import Refused, handed, kept, people, pointing, printed, values, within
from reports.export.checking import Incoming
from reports.export.names import has_uid, made_up
from reports.export.placing import Placed, clear
from schools.models import School
from schools.services.school import free_slug
from sendcase.backup import numbers
from sendcase.backup.rows import AT_A_TIME, insert
from sendcase.outbox import holding

STRAY = "data/{}.jsonl holds a record that is of no school, or that we never write."
HERE = "The school is here already ({}). Nothing was changed."
WHY = "A school was brought in from its export"


@dataclass
class Brought:
    """What came of it. links: name → address, shown once."""

    school: School
    rows: int
    files: int
    missing: list[str]
    links: dict[str, str] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)  # accounts that were here, with their roles now


def bring(path: Path, sha256="") -> Brought:
    """sha256: what the file has to have, where it is known. Raises Refused, and then nothing has
    changed.
    """
    with Incoming(path, sha256) as incoming:
        clear()
        placed = Placed()
        try:
            with transaction.atomic():
                return Bringing(incoming, placed).all()
        except IntegrityError as error:
            placed.take_away()
            raise Refused(
                "The database refused the rows: some are here already, or do not fit together. "
                "Nothing was changed."
            ) from error
        except DatabaseError as error:
            placed.take_away()
            raise Refused("The database refused the rows. Nothing was changed.") from error
        except BaseException:
            placed.take_away()
            raise
        finally:
            placed.done()


class Bringing:
    def __init__(self, incoming: Incoming, placed: Placed):
        self.incoming, self.placed = incoming, placed
        self.models = kept.models()
        self.numbers: dict[str, dict[str, int]] = {}  # table → uid → its number here
        self.known: dict[str, int] = {}  # accounts that are here
        self.rows = 0

    def all(self) -> Brought:
        self.school = self.only_school()
        self.refuse_twice()
        people_rows = [row for _, row in self.incoming.lines(kept.USER) if self.is_person(row)]
        self.known = people.known(people_rows)
        printed.go_on_after(self.incoming)
        for label, model in self.models.items():
            self.numbers[label] = self.numbered(label, model)
        for label, model in self.models.items():
            self.write(label, model)
        self.refuse_strays()
        connection.check_constraints()
        return self.finish()

    def only_school(self) -> dict:
        rows = [row for _, row in self.incoming.lines(kept.SCHOOL)]
        if len(rows) != 1 or rows[0].get("uid") != self.incoming.school:
            raise Refused("The file has to hold one school, the one that the manifest names.")
        return rows[0]

    def refuse_twice(self) -> None:
        urn = self.school.get("urn")
        uid = values.checked(School._meta.get_field("uid"), self.school["uid"], kept.SCHOOL)
        if found := School.objects.filter(uid=uid).first():
            raise Refused(HERE.format(found.name))
        if urn and (found := School.objects.filter(urn=urn).first()):
            raise Refused(HERE.format(f"{found.name}, URN {found.urn}"))

    def refuse_strays(self) -> None:
        """What came in has to be what goes out: no row beside the school, none in a state that is
        never written. A role of no school would be one of the whole trust.
        """
        here = self.numbers[kept.SCHOOL][self.school["uid"]]
        for label, model in self.models.items():
            rows = kept.rows_of(model, here) if label != kept.USER else None
            if rows is not None and rows.count() != len(self.numbers[label]):
                raise Refused(STRAY.format(label))

    def is_person(self, row) -> bool:
        if not (isinstance(row.get("email"), str) and isinstance(row.get("uid"), str)):
            raise Refused("data/accounts.User.jsonl has an account without an address.")
        return True

    def numbered(self, label, model) -> dict[str, int]:
        """uid, or its place where it has none → the number it gets here, in the file’s order."""
        found: dict[str, int] = {}
        new = []
        if model._meta.auto_created:
            new = [where for where, _ in self.incoming.lines(label)]
            return dict(zip(new, numbers.next_ones(model, len(new)), strict=True))
        for place, (where, row) in enumerate(self.incoming.lines(label), 1):
            uid = row.get("uid")
            if not isinstance(uid, str) or uid in found:
                raise Refused(f"{where}: uid is missing, or stands there twice.")
            if not has_uid(model) and uid != str(made_up_here(self.school, label, place)):
                raise Refused(f"{where}: uid is not the one of its place.")
            found[uid] = self.known.get(uid, 0) if label == kept.USER else 0
            if not found[uid]:
                new.append(uid)
        return found | dict(zip(new, numbers.next_ones(model, len(new)), strict=True))

    def write(self, label, model) -> None:
        held, fields = [], kept.fields_of(model)
        expected = {f.name for f in fields} | ({"uid"} if not model._meta.auto_created else set())
        for where, row in self.incoming.lines(label):
            if set(row) != expected:
                wrong = sorted(set(row) ^ expected)
                raise Refused(f"{where}: has or lacks the field {wrong[0]}.")
            if label == kept.USER and row["uid"] in self.known:
                continue
            held.append(self.made(label, model, fields, row, where))
            if len(held) == AT_A_TIME:
                self.keep(label, model, held)
                held = []
        self.keep(label, model, held)

    def made(self, label, model, fields, row, where):
        name = where if model._meta.auto_created else row["uid"]
        made = model(pk=self.numbers[label][name])
        for each in fields:
            setattr(made, each.attname, self.value(label, each, row, where, made))
        if label == kept.USER:
            people.prepare(made)
        if label == kept.SCHOOL:
            made.slug = free_slug(made.slug)
        return made

    def value(self, label, each, row, where, made):
        there = row[each.name]
        if special := SPECIAL.get((label, each.name)):
            return special(self, there, row, where)
        if each.is_relation:
            return self.pointed(each, there, where)
        if hasattr(each, "storage"):
            return self.file(label, each, row, where)
        held = values.checked(each, there, where)
        if within.has_sum(label, each.name):
            return within.sum_of(held, row["content"], made.content)
        return self.swapped(label, each, held, f"{where}: {each.name}")

    def swapped(self, label, each, held, where):
        """With the numbers of here in it, where there are uids in it."""
        if (label, each.name) in within.NUMBERS:
            return within.in_field(label, each.name, held, self.swap(where))
        if label in within.QUERIES and each.name == within.QUERY:
            return within.question(label, held, self.swap(where, within.WORD))
        return held

    def swap(self, where, also=within.GONE) -> Callable:
        """also: what may stand in the place of a uid, and stays."""

        def number(label, uid):
            return uid if also.fullmatch(str(uid)) else self.number(label, uid, where)

        return number

    def pointed(self, each, there, where):
        if there is None and each.null:
            return None
        return self.number(each.related_model._meta.label, there, f"{where}: {each.name}")

    def number(self, label, uid, where) -> int:
        found = self.numbers.get(label, {}).get(uid) if isinstance(uid, str) else None
        if found is None:
            raise Refused(f"{where} points at a record that is not in the file.")
        return found

    def file(self, label, each, row, where) -> str:
        there = row[each.name]
        if there == "" and each.blank:
            return ""
        if there != f"files/{row['uid']}":
            raise Refused(f"{where}: {each.name} is no file of this record.")
        with_number = self.numbers[kept.SCHOOL][self.school["uid"]]
        return self.placed.place(self.incoming, each.storage, label, row, with_number)

    def keep(self, label, model, held) -> None:
        insert(model, held)
        self.rows += len(held)
        if label == kept.USER:
            people.add_addresses(held)

    def finish(self) -> Brought:
        school = School.objects.get(uid=self.school["uid"])
        handed.settle(school)
        if holding.current() is None:
            holding.pause(f"{WHY}: {school.name}"[:200])
        detail = {"schema": self.incoming.manifest["schema"], "rows": self.rows,
                  "sha256_compared": self.incoming.was_compared}  # fmt: skip
        log.record("school.imported", target=school, by=None, school_id=school.pk, detail=detail)
        return Brought(
            school, self.rows, self.placed.count, self.incoming.missing, people.links(school),
            people.roles(self.known.values(), school),
        )  # fmt: skip


def made_up_here(school: dict, label: str, place: int) -> UUID:
    return made_up(UUID(school["uid"]), label, place)


def _typed(type_field) -> Callable:
    def read(bringing, there, row, where):
        if there is None:
            return None
        label = pointing.table_of_type(row[type_field], bringing.models)
        return bringing.number(label, there, f"{where}: {type_field}")

    return read


def _object(bringing, there, row, where):
    label = pointing.table_of_kind(row["kind"]) if isinstance(row["kind"], str) else None
    return bringing.number(label, there, f"{where}: {pointing.NUMBER}")


def _url(bringing, there, row, where):
    """An address of ours, or nothing: never one that leads out of the site."""
    if there == "":
        return ""
    known = bringing.numbers

    def find(label, uid):
        return known.get(label, {}).get(uid)

    found = pointing.address(there, pointing.WITH_UID, find) if isinstance(there, str) else ""
    if not found:
        raise Refused(f"{where}: {pointing.ADDRESS} is no address of ours.")
    return found


def _permission(bringing, there, row, where):
    permissions = Share._meta.get_field("permission").related_model.objects
    found = permissions.filter(
        codename=there, content_type__app_label="pupils", content_type__model="pupil"
    ).first()
    if found is None:
        raise Refused(f"{where}: {pointing.PERMISSION} is not known here.")
    return found.pk


SPECIAL = {
    **{(label, number): _typed(type_) for label, (type_, number) in pointing.TYPED.items()},
    (pointing.DEADLINE, pointing.NUMBER): _object,
    (pointing.TIMELINE, pointing.ADDRESS): _url,
    (pointing.SHARE, pointing.PERMISSION): _permission,
}
