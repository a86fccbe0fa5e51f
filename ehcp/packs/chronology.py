"""The story of a case by the day things happened: its kinds, its period, as page and on paper."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.forms import DateField

from accounts.permissions import Permission as P
from ehcp.packs.sheets import Block
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
        found = cls(kind=kind if kind in KINDS or kind == OTHER[0] else "")
        for name in ("since", "until"):
            try:
                setattr(found, name, DateField(required=False).clean(asked.get(name, "")))
            except ValidationError:
                found.errors[name] = WRONG_DAY
        return found

    def narrow(self, rows):
        if self.kind in KINDS:
            rows = rows.filter(needs__in=KINDS[self.kind][1])
        elif self.kind:
            rows = rows.exclude(needs__in=list(NAMED))
        rows = rows.filter(on__gte=self.since) if self.since else rows
        return rows.filter(on__lte=self.until) if self.until else rows

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        every = [("", "Everything"), *((key, words) for key, (words, _) in KINDS.items()), OTHER]
        return [(key, words, key == self.kind) for key, words in every]

    @property
    def in_use(self) -> bool:
        return bool(self.kind or self.since or self.until)


def rows_for(user, pupil, filters: Filters):
    """The oldest first; only lines this person may read."""
    return filters.narrow(ChronologyEntry.objects.visible_to(user).filter(pupil=pupil))


def kind_of(row) -> str:
    return NAMED.get(row.needs, OTHER[1])


def row_of(row) -> dict:
    return {"on": day_text(row.on), "kind": kind_of(row), "words": row.summary, "url": row.url}


def blocks(rows) -> list[Block]:
    """For paper."""
    lines = [[day_text(row.on), kind_of(row), row.summary] for row in rows]
    return [Block(columns=("Day", "About", "What happened"), rows=lines)]


def sheet_of(rows, pupil) -> Sheet:
    return Sheet(
        name=f"chronology-{pupil.pk}", title="Chronology",
        headings=["Day", "About", "What happened"],
        rows=[[row.on, kind_of(row), row.summary] for row in rows],
    )  # fmt: skip
