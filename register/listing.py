"""The register as a list, today or on any past day: one query, rows as words."""

from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Coalesce, NullIf

from pupils.models import Enrolment
from pupils.sorting import sortable
from pupils.wording import day_text
from register import codes
from register.forms import ListFilters
from register.models import RegisterEntry
from register.sorting import SORTS
from schools.models import Census
from sendcase import moment


def entries(user, school, filters: ListFilters):
    """Entries in force on the day asked for, of pupils who were here then and whom this person
    may see today. Nothing at all for a question that cannot be read.
    """
    rows = RegisterEntry.objects.visible_to(user).filter(school=school)
    if not filters.is_valid():
        return for_list(rows.none())
    day = filters.day
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gte=day)
    return for_list(rows.held_on(day).filter(here, WHICH[filters.which]), filters.order)


WHICH = {
    ListFilters.ON: Q(on_register=True),
    ListFilters.WATCHED: Q(on_register=False, census_code=Census.N),
    ListFilters.HELPED: Q(on_register=False) & ~Q(census_code=Census.N),
}


def shown(preferred: str, legal: str):
    return Coalesce(NullIf(F(preferred), Value("")), F(legal))


def for_list(rows, sort=""):
    """Only what a row shows, as dictionaries: half the cost of model rows."""
    by = {"stage_rank"} if sort.lstrip("-") == "stage" else set()
    return sortable(rows, sort, SORTS).annotate(
        main=FilteredRelation("needs", condition=Q(needs__rank=1)),
        sort_key=F("pupil__sort_key"),
        first_name=shown("pupil__preferred_first_name", "pupil__legal_first_name"),
        last_name=shown("pupil__preferred_last_name", "pupil__legal_last_name"),
        class_name=F("pupil__class_group__name"),
        class_sort=Coalesce("pupil__class_group__sort_key", Value("")),
        need_type=F("main__need_type"),
        need_note=F("main__note"),
    ).values(
        "pk", "pupil_id", "sort_key", "first_name", "last_name", "class_name", "stage_name",
        "census_code", "from_on", "family_told_on", "need_type", "need_note", "class_sort", *by,
    )  # fmt: skip


def in_words(rows: list[dict], day) -> list[dict]:
    """The rows of one page as the table shows them."""
    then = classes_on(day, rows) if day < moment.today() else {}
    return [row_of(row, day, then.get(row["pupil_id"], row["class_name"])) for row in rows]


def classes_on(day, rows) -> dict[int, str]:
    """Who was in which class on a past day, where that is known."""
    pupils = [row["pupil_id"] for row in rows]
    held = Enrolment.objects.held_on(day).filter(pupil__in=pupils)
    return dict(held.values_list("pupil_id", "class_group__name"))


def row_of(row: dict, day, class_name) -> dict:
    need = row["need_note"] or codes.PLAIN.get(row["need_type"], "")
    told = row["family_told_on"]
    told = told if told and told <= day else None
    return {
        "url": f"/pupils/{row['pupil_id']}/register/",
        "name": f"{row['first_name']} {row['last_name']}".strip(),
        "class": class_name or "",
        "stage": row["stage_name"],
        "code": row["census_code"],
        "need": need,
        "since": day_text(row["from_on"]),
        "told": day_text(told),
        "owed": told is None and row["census_code"] != Census.N,
    }


def sentence(filters: ListFilters, page) -> str:
    """What the list shows: On the SEN register on Tue 24 Nov 2026 (today): 12 pupils."""
    what = dict(filters.fields["show"].choices)[filters.which]
    today = " (today)" if filters.day == moment.today() else ""
    said = f"{what}, {day_text(filters.day)}{today}"
    if page.next_url or page.previous_url:
        return said
    return f"{said}: {len(page)} {'pupil' if len(page) == 1 else 'pupils'}"


def empty(filters: ListFilters, school, may_edit: bool) -> dict:
    """What this list is for, and the first step."""
    register, referral = filters.register_name, school.policy.referral_name
    words = {
        ListFilters.ON: f"This list shows every pupil on the {register} and what they need. "
        f"A pupil joins it when the {referral} is accepted, or from the pupil's own page.",
        ListFilters.WATCHED: "This list shows pupils whose progress is being watched, before any "
        "extra support starts.",
        ListFilters.HELPED: f"This list shows pupils who get extra support at a stage below the "
        f"{register}. Their families are told too.",
    }[filters.which]
    found = {"title": f"Nobody on {day_text(filters.day)}", "words": words}
    if may_edit:
        found |= {"url": f"/{school.slug}/pupils/", "action": "Find a pupil"}
    return found
