"""The children, a class at a time: who they are, their families, their classes over the years.

Four hundred children through the services would take as long as all the rest. These are the rows
that create_pupil, add_contact and a yearly update leave, with their audit rows and their lines in
the child's story; tests/demo compares the two.
"""

import json
from datetime import date, datetime, time, timedelta

from accounts.permissions import Permission
from audit.log import canonical, digest
from audit.models import Event, EventDetail
from demo.calendar import first_year
from demo.families import contacts_of
from demo.teller import Teller, admission_number
from pupils import support
from pupils.models import ChronologyEntry, Contact, Enrolment, Pupil
from schools.models import ClassGroup
from sendcase import moment


def tell(plot) -> list[dict]:
    return [{"group": group} for group in sorted({child.group for child in plot.children})]


def write(teller: Teller, args: dict) -> None:
    plot = teller.plot
    children = [child for child in plot.children if child.group == args["group"]]
    page = Page(teller)
    stays = {child.number: page.stays(child) for child in children}
    pupils = Pupil.objects.bulk_create(page.pupil(child, stays[child.number]) for child in children)
    for child, pupil in zip(children, pupils, strict=True):
        page.enter(pupil, stays[child.number])
    page.add_contacts(list(zip(children, pupils, strict=True)), stays)
    page.flush()
    give_support(teller, list(zip(children, pupils, strict=True)))


class Page:
    """Collects what stands beside the records, to write it in four statements."""

    def __init__(self, teller: Teller):
        self.teller, self.plot, self.school = teller, teller.plot, teller.school
        self.office = teller.staff["office"]
        rows = {row.name: row for row in ClassGroup.objects.filter(school=self.school)}
        self.groups = [rows[name] for name, _, _ in self.plot.demo.classes]
        self.events, self.details, self.lines, self.places = [], [], [], []

    def stays(self, child) -> list[tuple[ClassGroup, date]]:
        """(class, first day in it), one for each school year since the demo looks back."""
        found = []
        for year in range(max(child.joined, self.first), first_year(self.plot.today) + 1):
            opening = [day for day in self.plot.days if first_year(day) == year]
            day = opening[0] if opening else self.plot.days[-1]
            group = self.groups[self.plot.group_of(child, date(year, 9, 1))]
            if not found or found[-1][0] != group:
                found.append((group, day))
        return found

    @property
    def first(self) -> int:
        return first_year(self.plot.days[0])

    def pupil(self, child, stays) -> Pupil:
        group, since = stays[-1]
        row = Pupil(
            school=self.school, class_group=group, year=group.year,
            created_at=self.at(stays[0][1]), version=len(stays), admitted_on=joined_on(child),
            **facts(self.plot, child),
        )  # fmt: skip
        row.index_names()
        return row

    def enter(self, pupil, stays) -> None:
        """Added to the roll, then a class up each September."""
        ends = [day - timedelta(days=1) for _, day in stays[1:]] + [None]
        self.places += [
            Enrolment(
                school=self.school, pupil=pupil, class_group=group, from_on=day, until_on=end,
                created_at=self.at(day),
            )
            for (group, day), end in zip(stays, ends, strict=True)
        ]  # fmt: skip
        group, day = stays[0]
        known = {f.name: getattr(pupil, f.attname) for f in Pupil._meta.concrete_fields}
        skip = {"id", "uid", "created_at", "version", "school", "sort_key", "search_text", "stage"}
        detail = {
            name: [None, value]
            for name, value in known.items()
            if name not in skip and value not in ("", None)
        } | {"class_group": [None, group.name], "year": [None, group.year]}
        self.note("pupil.created", pupil, pupil.pk, day, detail)
        self.line(pupil, day, "Added to the roll", Permission.PUPIL_VIEW)
        for (before, _), (after, day) in zip(stays, stays[1:], strict=False):
            detail = {"class_group": [before.name, after.name], "year": [before.year, after.year]}
            self.note("pupil.updated", pupil, pupil.pk, day, detail)
            self.line(pupil, day, f"Moved to {after.name}", Permission.PUPIL_VIEW)

    def add_contacts(self, pairs, stays) -> None:
        rows, firsts = [], []
        for child, pupil in pairs:
            day = stays[child.number][0][1]
            for fields in contacts_of(self.plot, child):
                rows.append(
                    Contact(
                        school=self.school, pupil=pupil, created_at=self.at(day), **fields
                    )
                )  # fmt: skip
                firsts.append((pupil, day, fields))
        for row, (pupil, day, fields) in zip(
            Contact.objects.bulk_create(rows), firsts, strict=True
        ):
            detail = {name: [None, v] for name, v in fields.items() if v not in ("", None)}
            self.note("contact.added", row, pupil.pk, day, detail)
            words = f"Contact added: {row.relationship}"
            self.line(pupil, day, words, Permission.CONTACT_VIEW)

    def note(self, verb, target, pupil_id, day, detail) -> None:
        self.events.append(
            Event(
                verb=verb, school_id=self.school.pk, actor_id=self.office.pk, pupil_id=pupil_id,
                object_type=target._meta.label_lower, object_id=target.pk, at=self.at(day),
                detail_digest=digest(detail),
            )
        )  # fmt: skip
        self.details.append(detail)

    def line(self, pupil, day, summary, needs) -> None:
        self.lines.append(
            ChronologyEntry(
                school=self.school, pupil=pupil, on=day, written_at=self.at(day),
                summary=summary, needs=needs,
            )
        )  # fmt: skip

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(8, 30), moment.LONDON)

    def flush(self) -> None:
        Enrolment.objects.bulk_create(self.places)
        ChronologyEntry.objects.bulk_create(self.lines)
        events = Event.objects.bulk_create(self.events)
        EventDetail.objects.bulk_create(
            EventDetail(event=event, text=json.loads(canonical(detail)))
            for event, detail in zip(events, self.details, strict=True)
        )


def looked_after(child) -> bool:
    """More often with an EHC plan, as it is in life."""
    return child.number % 140 == 60 or (child.code == "E" and child.number % 5 == 2)


def facts(plot, child) -> dict:
    """What the form of a pupil holds."""
    n, old = child.number, plot.demo.classes[child.group][2] >= 16
    return {
        "legal_first_name": child.first, "legal_last_name": child.last, "sex": child.sex,
        "preferred_first_name": "Bart" if child.first.startswith("Bartholomew M") else "",
        "born_on": child.born_on, "upn": child.upn,
        "admission_number": admission_number(plot, child), "ethnicity": child.ethnicity,
        "first_language": child.language, "eal": child.language not in ("English", ""),
        "fsm": child.fsm, "pupil_premium": child.fsm or n % 31 == 0,
        "looked_after": looked_after(child), "service_child": n % 97 == 12,
        "young_carer": n % 83 == 40,
        "medical_flag": n % 19 == 8, "disability": "yes" if child.code == "E" else "unsaid",
        "how_to_help": "Show me first. Then let me try." if child.code == "E" else "",
        "parents_may_be_told": "agreed" if old and n % 2 else "",
        "parents_may_be_told_note": "Said so at the first tutorial." if old and n % 2 else "",
    }  # fmt: skip


def joined_on(child) -> date:
    """The first of September they came on; the school's own first day may be later."""
    return date(child.joined, 9, 1)


def give_support(teller: Teller, pairs) -> None:
    """Every third child with special educational needs works with somebody, by the service."""
    helpers = [teller.staff[key] for key in ("support", "support2", "support3")]
    for child, pupil in [pair for pair in pairs if pair[0].code][::2]:
        with teller.on(min(50, len(teller.plot.days))):
            support.assign(
                pupil=pupil, user=helpers[child.number % 3], from_on=moment.today(),
                by=teller.senco,
            )  # fmt: skip
