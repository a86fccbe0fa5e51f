"""The story of a case by the day things happened: its kinds, its period, as page and on paper."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.forms import DateField

from accounts.permissions import Permission as P
from ehcp.packs import law
from ehcp.packs.lines import Line
from ehcp.packs.sheets import Block
from ehcp.packs.untold import untold
from pupils.models import ChronologyEntry
from pupils.wording import day_text
from sendcase.sheets import Sheet

ORDER = ("on", "pk")
MOST_PRINTED = 1500  # lines: 50 pages
# key → words, and what the lines of this kind ask of their reader
KINDS = {
    "ehc": ("EHC plan and assessment", (P.EHC_VIEW, P.EHC_NEEDS, P.EHC_SUMMARY)),
    "referrals": ("Referrals", (P.REFERRAL_VIEW, P.REFERRAL_DECIDE, P.QUESTION_VIEW)),
    "plans": ("Plans", (P.PLAN_VIEW, P.PLAN_EDIT, P.PLAN_NOTE_VIEW)),
    "register": ("The register", (P.REGISTER_VIEW, P.REGISTER_EDIT)),
    "family": ("Letters and the family", (P.LETTER_VIEW, P.LETTER_PRINT, P.VOICE_VIEW,
                                          P.CONSENT_VIEW, P.COMPLAINT_VIEW)),
}  # fmt: skip
OTHER = ("other", "Everything else")
LAW = ("law", "Dates of the law")
NAMED = {needs: words for words, kinds in KINDS.values() for needs in kinds}
WRONG_DAY = "Give a day, such as 24 Nov 2026."


@dataclass
class Filters:
    """What the address asks for. A day that cannot be read narrows nothing and is said."""

    kind: str = ""
    since: date | None = None
    until: date | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, asked) -> "Filters":
        kind = asked.get("kind", "")
        found = cls(kind=kind if kind in {*KINDS, OTHER[0], LAW[0]} else "")
        for name in ("since", "until"):
            try:
                setattr(found, name, DateField(required=False).clean(asked.get(name, "")))
            except ValidationError:
                found.errors[name] = WRONG_DAY
        return found

    def narrow(self, rows):
        if self.kind == LAW[0]:
            rows = rows.none()
        elif self.kind in KINDS:
            rows = rows.filter(needs__in=KINDS[self.kind][1])
        elif self.kind:
            rows = rows.exclude(needs__in=list(NAMED))
        rows = rows.filter(on__gte=self.since) if self.since else rows
        return rows.filter(on__lte=self.until) if self.until else rows

    def law_lines(self, user, pupil) -> list[Line]:
        """The law's dates of this kind and period, by day."""
        if self.kind not in ("", LAW[0]):
            return []
        first, last = self.since or date.min, self.until or date.max
        return [line for line in law.lines(user, pupil) if first <= line.on <= last]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        every = [
            ("", "Everything"),
            *((key, words) for key, (words, _) in KINDS.items()),
            LAW,
            OTHER,
        ]
        return [(key, words, key == self.kind) for key, words in every]

    @property
    def in_use(self) -> bool:
        return bool(self.kind or self.since or self.until)


def rows_for(user, pupil, filters: Filters):
    """The oldest first; only lines this person may read."""
    return filters.narrow(ChronologyEntry.objects.visible_to(user).filter(pupil=pupil))


def for_paper(user, pupil, filters: Filters):
    """The same without what the family has not been told of."""
    return rows_for(user, pupil, filters).filter(~untold(pupil, owed=True))


def for_page(user, pupil, filters: Filters):
    """With `is_untold`: whether the line stays off paper."""
    stays_off = Case(When(untold(pupil, owed=True), then=True), default=False)
    return rows_for(user, pupil, filters).annotate(is_untold=stays_off)


def kind_of(row) -> str:
    return NAMED.get(row.needs, OTHER[1])


def line_of(row) -> Line:
    is_untold = getattr(row, "is_untold", False)  # asked for the page alone
    return Line(row.on, kind_of(row), row.summary, row.url, is_untold)


def merged(rows, of_law: list[Line]) -> list[Line]:
    """Entries in their order; the law's dates after what happened on the same day."""
    found = [*map(line_of, rows), *of_law]
    return sorted(found, key=lambda line: line.on)  # of one day the order stays


def of_page(page, of_law: list[Line]) -> list[Line]:
    """A page of entries with the law's dates between its first line and the first of the next."""
    first = page.rows[0].on if page.rows and page.previous_url else date.min
    end = date.fromisoformat(page.following[0]) if page.following else None
    here = [line for line in of_law if first <= line.on and (end is None or line.on < end)]
    return merged(page.rows, here)


def shown(line: Line) -> dict:
    return {"on": day_text(line.on), "kind": line.kind, "words": line.words, "url": line.url,
            "is_untold": line.is_untold}  # fmt: skip


def blocks(lines: list[Line]) -> list[Block]:
    """For paper."""
    rows = [[day_text(line.on), line.kind, line.words] for line in lines]
    return [Block(columns=("Day", "About", "What happened"), rows=rows)]


def sheet_of(lines: list[Line], pupil) -> Sheet:
    return Sheet(
        name=f"chronology-{pupil.pk}", title="Chronology",
        headings=["Day", "About", "What happened"],
        rows=[[line.on, line.kind, line.words] for line in lines],
    )  # fmt: skip
