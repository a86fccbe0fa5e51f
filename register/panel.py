"""What the pupil's page shows of the register: the tab, and the lines of "Now"."""

from accounts.permissions import Permission
from letters.voice import showing
from pupils.access import may_about
from pupils.leaving import LEFT, has_gone
from pupils.panels import Panel, Summary, add_panel, add_summary
from pupils.wording import day_text
from register import codes, telling
from register.family import ENTRY
from register.models import Need, RegisterEntry
from schools.models import Census
from sendcase import moment

# The columns that the lines of "Now" need: of the entry, of each of its needs.
SAID = ("pk", "stage_name", "census_code", "until_on", "family_told_on", "decided_at", "from_on",
        "tell_days", "end_reason")  # fmt: skip
NEED = ("needs__need_type", "needs__note")


def history(user, pupil) -> list[RegisterEntry]:
    """The pupil's entries that this person may read, newest first, with what the tab shows."""
    return list(
        RegisterEntry.objects.visible_to(user)
        .filter(pupil=pupil)
        .select_related("decided_by", "ended_by")
        .prefetch_related("needs", "areas")
    )


def context(request, pupil) -> dict:
    entries = history(request.user, pupil)
    said = showing.beside(request.user, [pupil], ENTRY)
    for entry in entries:
        entry.family = said.get(entry.pk, [])
        entry.needs_shown = [shown(need) for need in entry.needs.all()]
        entry.since, entry.until = day_text(entry.from_on), day_text(entry.until_on)
        entry.told = day_text(entry.family_told_on)
    current = next((entry for entry in entries if entry.until_on is None), None)
    owed = current is not None and telling.is_owed(current)
    return {
        "pupil": pupil,
        "policy": pupil.school.policy,
        "entries": entries,
        "current": current,
        "facts": facts(current, pupil.school.policy) if current else [],
        "owes_telling": owed,
        "due": due(current) if owed else None,
        "may_edit": may_about(request.user, Permission.REGISTER_EDIT, pupil),
        "may_record": may_about(request.user, Permission.VOICE_EDIT, pupil),
    }


def facts(entry, policy) -> list[tuple]:
    """Where the pupil stands, for the summary list."""
    register = "Yes" if entry.on_register else "No"
    needs = "\n".join(f"{n['words']} ({n['label']})" for n in entry.needs_shown)
    told = f"{entry.told} ({entry.family_told_how})" if entry.told else "Not yet"
    if entry.census_code == Census.N:
        told = entry.told or "Not needed: no extra support has started"
    return [
        ("Stage", f"{entry.stage_name}, since {entry.since}"),
        (f"On the {policy.register_name}", register),
        ("Census code", f"{entry.census_code}: {entry.get_census_code_display()}"),
        ("Needs", needs),
        ("Areas of need", ", ".join(area.name for area in entry.areas.all())),
        ("Family told", told),
    ]


def due(entry) -> dict:
    """The duty to tell the family as a sentence, and how pressing it is."""
    day = telling.due_on(entry)
    words = f"The family has not been told about {entry.stage_name}. Tell them by {day_text(day)}."
    return {"day": day, "words": words, "kind": "late" if day < moment.today() else "soon"}


def shown(need) -> dict:
    """A need for the page: in plain words first, the Department's label and code after."""
    rank = {1: "Main need", 2: "Second need"}.get(need.rank, "Also")
    return {
        "rank": rank,
        "words": codes.in_words(need),
        "label": need.get_need_type_display(),
        "code": need.need_type,
    }


def lines(user, pupil) -> list[dict]:
    """The needs in plain words for the header; whether the family still has to be told."""
    entry, needs = newest(user, pupil)
    if entry is None or entry.until_on is not None:
        return before_leaving(user, pupil, entry)
    found = []
    if said := "; ".join(map(codes.in_words, needs)):
        url = f"/pupils/{pupil.pk}/register/"
        found.append({"text": f"Needs: {said}", "url": url, "header": True})
    if telling.is_owed(entry):
        found.append(untold(user, pupil, entry))
    return found


def newest(user, pupil) -> tuple[RegisterEntry | None, list[Need]]:
    """The newest entry with its needs by rank, in one query: an entry has few, a child few entries.

    Only the columns of SAID and NEED are filled.
    """
    rows = RegisterEntry.objects.visible_to(user).filter(pupil=pupil)
    rows = list(rows.order_by("-from_on", "-pk", "needs__rank").values(*SAID, *NEED))
    if not rows:
        return None, []
    entry = RegisterEntry(**{name: rows[0][name] for name in SAID})
    needs = [
        Need(need_type=row["needs__need_type"], note=row["needs__note"])
        for row in rows if row["pk"] == entry.pk and row["needs__need_type"]
    ]  # fmt: skip
    return entry, needs


def before_leaving(user, pupil, entry) -> list[dict]:
    """Where a child who left stood, or who came back: support does not begin again by itself."""
    if entry is None or entry.end_reason != LEFT:
        return []
    words = f"{entry.stage_name} until {day_text(entry.until_on)}, when {pupil.first_name} left"
    decide = not has_gone(pupil.left_on) and may_about(user, Permission.REGISTER_EDIT, pupil)
    words += ". Decide whether it starts again" if decide else ""
    url = f"/pupils/{pupil.pk}/register/" + ("place/" if decide else "")
    state = "soon" if decide else "plain"
    return [{"text": words, "url": url, "when": "", "state": state, "header": False}]


def untold(user, pupil, entry) -> dict:
    """The line of Now: whoever may do it gets the way to do it."""
    duty = due(entry)
    may_edit = may_about(user, Permission.REGISTER_EDIT, pupil)
    return {
        "text": f"The family has not been told about {entry.stage_name} yet",
        "url": f"/register/{entry.pk}/told/" if may_edit else "",
        "when": f"by {day_text(duty['day'])}",
        "state": duty["kind"],
        "header": False,
    }


def register() -> None:
    add_panel(
        Panel(
            key="register",
            title="Register",
            order=30,
            needs=Permission.REGISTER_VIEW,
            template="register/partials/_panel.html",
            context=context,
        )
    )
    add_summary(Summary("register", 10, Permission.REGISTER_VIEW, lines, in_header=True))
