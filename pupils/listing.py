"""The list of pupils: which columns the person may see, rows as words."""

from accounts.permissions import Permission
from pupils.models import Pupil
from pupils.sorting import order_of, sortable
from pupils.upn import is_temporary
from pupils.wording import called, day_text
from schools.models import YearGroup

YEAR_NAMES = dict(YearGroup.choices)
COLUMNS = (
    "pk", "sort_key", "legal_first_name", "legal_last_name", "preferred_first_name",
    "preferred_last_name", "born_on", "year", "upn", "left_on", "class_group__name",
    "stage__name",
)  # fmt: skip


def columns(filters) -> list[tuple[str, str]]:
    """(key of a row, heading) of what this person sees, in order."""
    shown = [("name", "Name"), ("class", "Class"), ("year", "Year")]
    if filters.sees_stage:
        shown.append(("stage", "Stage"))
    shown.append(("born", "Born"))
    if filters.sees_numbers:
        shown.append(("upn", "UPN"))
    return shown


def for_list(pupils, sort=""):
    """Only the columns a row shows, as dictionaries: half the cost of model rows."""
    by = {name.lstrip("-") for name in order_of(sort)} - set(COLUMNS)
    return sortable(pupils, sort).values(*COLUMNS, *by)


def rows_of(pupils: list[dict], filters) -> list[dict]:
    """The rows as the table shows them: no stage of a pupil where only the name may be seen."""
    known = None
    if filters.sees_stage and not filters.sees_every_stage:
        reach = Pupil.objects.visible_to(filters.user, Permission.REGISTER_VIEW)
        numbers = [pupil["pk"] for pupil in pupils]
        known = set(reach.filter(pk__in=numbers).values_list("pk", flat=True))
    return [row_of(pupil, filters, known is None or pupil["pk"] in known) for pupil in pupils]


def row_of(pupil: dict, filters, knows_stage=True) -> dict:
    """One pupil as the table shows them, made into words; nothing the person may not see."""
    row = {
        "url": f"/pupils/{pupil['pk']}/",
        "name": called(
            pupil["legal_first_name"], pupil["legal_last_name"],
            pupil["preferred_first_name"], pupil["preferred_last_name"],
        ),
        "class": pupil["class_group__name"] or "None",
        "year": YEAR_NAMES.get(pupil["year"], pupil["year"]),
        "born": day_text(pupil["born_on"]),
        "left": day_text(pupil["left_on"]),
    }  # fmt: skip
    if filters.sees_stage:
        row["stage"] = (knows_stage and pupil["stage__name"]) or ""
    if filters.sees_numbers:
        row["upn"] = pupil["upn"]
        row["temporary"] = is_temporary(pupil["upn"])
    return row
