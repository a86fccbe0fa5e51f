"""What the school owes, in words for its pages."""

from datetime import timedelta

from schools import wording
from schools.owed.due import LAW, due, is_changed
from schools.owed.models import Obligation
from schools.owed.services import CAN_END
from sendcase import moment

Kind = Obligation.Kind
SOON = timedelta(days=30)
ORDER = list(Kind)


def rows_of(school) -> list[dict]:
    """Those that are open; what the law asks first, then policies by name. One query."""
    found = Obligation.objects.filter(school=school).open().with_last_done()
    return [row_of(row) for row in sorted(found, key=order)]


def order(row):
    return (ORDER.index(row.kind), row.name.casefold(), row.pk)


def row_of(row) -> dict:
    """row: with last_done."""
    when = due(row, row.last_done)
    status, words = state(row, when)
    return {
        "pk": row.pk,
        "kind": row.kind,
        "title": title(row),
        "url": row.get_absolute_url(),
        "status": status,
        "when": words,
        "rule": when.rule if when else "",
        "whose": "The law" if row.kind in LAW else "Your school",
        "last": wording.day(row.last_done),
        "changed": is_changed(row, row.last_done),
        "asks_day": when is not None and not when.is_known and row.kind == Kind.QUALIFICATION,
        "can_be_done": row.ended_on is None and not (row.kind == Kind.QUALIFICATION and not when),
    }


def title(row) -> str:
    if row.kind == Kind.POLICY:
        return row.name
    if row.kind == Kind.QUALIFICATION and row.name:
        return f"{row.get_kind_display()}: {row.name}"
    return row.get_kind_display()


def state(row, when) -> tuple[str, str]:
    today = moment.today()
    if when is None:
        ended = row.ended_on is not None
        return ("plain", f"Ended {wording.day(row.ended_on)}") if ended else ("done", "Held")
    words = wording.day(when.on)
    if when.on < today:
        return "late", f"Late: {words}"
    if not when.is_known:
        return "soon", f"Not known yet: say it by {words}"
    return ("soon" if when.on <= today + SOON else "plain"), words


def history(row) -> list[dict]:
    """What was done, the newest first, also what was taken back."""
    rows = row.fulfilments.select_related("recorded_by", "taken_back_by")
    return [
        {
            "pk": each.pk,
            "on": wording.day(each.done_on),
            "note": each.note,
            "by": each.recorded_by.name if each.recorded_by else "",
            "at": wording.day(each.recorded_at.astimezone(moment.LONDON).date()),
            "taken_back": each.taken_back_by.name if each.taken_back_at else "",
        }
        for each in rows
    ]


def lacks_senco(rows: list[dict]) -> bool:
    """rows: of rows_of. The one who stood there ended, and nobody named the next: no line asks."""
    return not any(row["kind"] == Kind.QUALIFICATION for row in rows)


def may_end(row) -> bool:
    return row.ended_on is None and row.kind in CAN_END
