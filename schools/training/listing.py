"""The record as a list: by person, by topic, and what has run out; rows as words."""

from datetime import date, timedelta

from django.db.models import Q, Sum

from schools import wording
from schools.models import Membership
from schools.sheets import named
from schools.training.models import Training
from sendcase import moment
from sendcase.sheets import Sheet

TABS = {"people": "By person", "topics": "By topic", "out": "Run out, or soon"}
ORDER = {
    "people": ("name_key", "-held_on", "pk"), "topics": ("title_key", "name_key", "-held_on", "pk"),
    "out": ("expires_on", "name_key", "pk"),
}  # fmt: skip
SOON = timedelta(days=60)
HEADINGS = ["Who", "What", "Kind", "Area of need", "Given by", "On", "Hours", "Runs out", "State",
            "Note"]  # fmt: skip


def working(school_id: int):
    """Numbers of those who hold a role at the school today."""
    return Membership.objects.held_today().filter(school=school_id).values("user")


def rows_of(user, school, chosen: str, kind=""):
    """A queryset, in no order."""
    rows = Training.objects.visible_to(user).filter(school=school).standing()
    if chosen == "out":
        rows = rows.to_renew().of_those_here(working(school.pk))
        rows = rows.filter(expires_on__lte=moment.today() + SOON)
    return (rows.filter(kind=kind) if kind else rows).select_related("area")


def to_renew(school_id: int) -> set[int]:
    """Numbers of what somebody sees to. One query."""
    rows = Training.objects.filter(school=school_id).to_renew().of_those_here(working(school_id))
    return set(rows.values_list("pk", flat=True))


def hours_words(minutes: int) -> str:
    """1 h 30 min; 45 min."""
    hours, left = divmod(minutes or 0, 60)
    said = [f"{hours} h" if hours else "", f"{left} min" if left or not hours else ""]
    return " ".join(filter(None, said))


def row_of(row, open_ones: set[int]) -> dict:
    kind, words = state_of(row, open_ones)
    return {
        "url": row.get_absolute_url(), "who": row.name, "title": row.title,
        "kind": row.area.name if row.area else row.get_kind_display(), "provider": row.provider,
        "on": wording.day(row.held_on),
        "hours": hours_words(row.minutes).replace(" ", "\u00a0"),
        "state_kind": kind, "state": words,
    }  # fmt: skip


def state_of(row, open_ones: set[int]) -> tuple[str, str]:
    if row.expires_on is None:
        return "", "Does not run out"
    until = wording.day(row.expires_on)
    if row.pk not in open_ones:
        return "", f"Until {until}, not to be renewed"
    if row.expires_on < moment.today():
        return "late", f"Ran out {until}"
    if row.expires_on <= moment.today() + SOON:
        return "soon", f"Until {until}"
    return "done", f"Until {until}"


def this_year(school) -> str:
    """What the school learned since 1 September, in a sentence. One query."""
    today = moment.today()
    first = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    rows = Training.objects.filter(school=school, held_on__gte=first).standing()
    each = Q(is_whole_staff=False)
    found = rows.aggregate(
        single=Sum("minutes", filter=each), together=Sum("minutes", filter=~each)
    )
    said = f"Since {wording.day(first)}: {hours_words(found['single'])} of single people"
    return f"{said}, and {hours_words(found['together'])} for all staff together."


def sheet_of(rows, school, chosen: str) -> Sheet:
    open_ones = to_renew(school.pk)
    found = [
        [row.name, row.title, row.get_kind_display(), row.area.name if row.area else "",
         row.provider, row.held_on, f"{row.minutes / 60:.2f}", row.expires_on or "",
         state_of(row, open_ones)[1], row.note]
        for row in rows
    ]  # fmt: skip
    name = named(school, "training")
    return Sheet(name, f"Training: {TABS[chosen].lower()}", HEADINGS, found)
