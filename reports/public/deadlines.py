"""When a document is due again that nothing else of the school's duties covers (outline without an
obligation): on the grant's day at first, then so many months after it was published. Until somebody
begins it, that it has to be begun. Whichever was taken down is due soon: it has to be on the
website all year.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Min

from accounts.permissions import Role
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reports.public import outlines
from reports.public.models import PublicDocument
from schools import wording
from schools.each import each_school
from schools.models import School, Term
from schools.owed import services as owed
from schools.owed.models import Obligation
from sendcase import edits, moment, months
from sendcase.each import each_of

KEY, BEGIN = "publish-public-document", "begin-public-document"
NEW_HERE = timedelta(days=90)  # what a school that came after a document's first day has for it
AGAIN = timedelta(days=14)  # our count: to write, approve and publish what was taken down


@dataclass(frozen=True)
class Due:
    """on: last day; rule: why that day, in words."""

    on: date
    rule: str


def due(document) -> Due | None:
    """The sooner of its year and, where it was taken down, of its coming back. None where neither
    asks for it: its year is a duty with a line of its own.
    """
    found = [each for each in (regular(document), back(document)) if each]
    return min(found, key=lambda each: each.on, default=None)


def regular(document) -> Due | None:
    if document.about.obligation:
        return None
    return Due(next_year(document), document.about.law)


def next_year(document) -> date:
    """For an outline without a first day, a year after it was begun."""
    about = document.about
    if document.published_on is None:
        return about.first_due or months.later(document.begun_on, about.months)
    return months.later(document.published_on, about.months)


def back(document) -> Due | None:
    if document.taken_down_at is None:
        return None
    day = document.taken_down_at.astimezone(moment.LONDON).date()
    return Due(
        day + AGAIN,
        f"Taken down on {wording.day(day)}. {document.about.must_stand} By our count: within "
        f"{AGAIN.days} days",
    )


def keep(document) -> None:
    """Open, move or close it, in the transaction of the change."""
    found = due(document)
    if found is None:
        close_deadline(KEY, document)
        return
    open_deadline(
        KEY, document, school_id=document.school_id, due_on=found.on, rule=found.rule,
        owner_role=Role.SENCO,
    )  # fmt: skip


def to_begin(school_id: int) -> tuple[outlines.Outline, date] | None:
    """What the school has to publish by a day, and has not begun; and that day. The condition of
    the grant is one of mainstream schools.
    """
    first = Term.objects.filter(
        school=school_id, school__kind=School.Kind.MAINSTREAM, starts_on__lte=moment.today()
    ).aggregate(day=Min("starts_on"))["day"]
    begun = PublicDocument.objects.filter(school=school_id).values_list("outline", flat=True)
    waits = (each for each in outlines.every() if each.first_due and each.key not in begun)
    about = next(waits, None) if first else None
    return about and (about, max(about.first_due, first + NEW_HERE))


def keep_begun(school_id: int, by=None) -> None:
    """Open or close it as terms and documents say today. Any number of times."""
    found, school = to_begin(school_id), School(pk=school_id)
    if found is None:
        close_deadline(BEGIN, school)
        return
    about, day = found
    open_deadline(BEGIN, school, school_id=school_id, due_on=day, rule=about.law,
                  owner_role=Role.SENCO)  # fmt: skip


def keep_all() -> None:
    """A term has begun: for every school. What an earlier version took down is due, too."""
    each_school(keep_begun)
    taken = PublicDocument.objects.exclude(taken_down_at=None)
    each_of(_keep_one, list(taken.values_list("pk", flat=True)), "public document")


@transaction.atomic
def _keep_one(number: int) -> None:
    keep(edits.locked(PublicDocument, number))


def recount_begun(school_id: int) -> list[Expected]:
    found = to_begin(school_id)
    return [Expected(school_id, school_id, found[1])] if found else []


def begin_titles(numbers) -> dict[int, str]:
    found = {number: to_begin(number) for number in numbers}
    return {number: each[0].title for number, each in found.items() if each}


def met(document, by) -> None:
    """It was published today: the school's duty is done, once a day."""
    kind, today = document.about.obligation, moment.today()
    if not kind:
        return
    owed.begin(document.school)
    duty = Obligation.objects.get(school_id=document.school_id, kind=kind, ended_on=None)
    if not duty.fulfilments.filter(done_on=today, taken_back_at=None).exists():
        owed.done(obligation=duty, on=today, by=by, note=f"{document.about.title} published.")


def changed_since(document) -> str:
    """What the school noted that is not in what is published yet; "" for nothing."""
    kind = document.about.obligation
    rows = Obligation.objects.filter(school=document.school_id, kind=kind).with_last_done()
    row = rows.first() if kind else None
    if row is None or row.changed_on is None:
        return ""
    is_open = row.last_done is None or row.changed_on > row.last_done
    return row.changed_what if is_open else ""


def recount(school_id: int) -> list[Expected]:
    rows = ((row, due(row)) for row in PublicDocument.objects.filter(school=school_id))
    return [Expected(row.pk, school_id, found.on, rule=found.rule) for row, found in rows if found]


def begin_link(deadline) -> str:
    return f"/public-documents/due/{deadline.object_id}/"


def titles(numbers) -> dict[int, str]:
    rows = PublicDocument.objects.filter(pk__in=numbers)
    return {row.pk: outlines.read(row.outline).title for row in rows}


def link(deadline) -> str:
    return f"/public-documents/{deadline.object_id}/"


KINDS = [
    Kind(
        KEY, "Publish our {pupil}", "Open", link, recount, unnamed="public document", names=titles,
        of=PublicDocument,
    ),
    Kind(
        BEGIN, "Begin our {pupil}", "Begin it", begin_link, recount_begun,
        unnamed="public document", names=begin_titles, of=School,
    ),
]  # fmt: skip
