"""What the pupil's page shows of the register: the tab, and the lines of "Now"."""

from accounts.access import may
from accounts.permissions import Permission
from pupils.panels import Panel, Summary, add_panel, add_summary
from register import codes, telling
from register.models import RegisterEntry


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
    for entry in entries:
        entry.needs_shown = [shown(need) for need in entry.needs.all()]
        entry.areas_text = ", ".join(area.name for area in entry.areas.all())
    current = next((entry for entry in entries if entry.until_on is None), None)
    return {
        "pupil": pupil,
        "policy": pupil.school.policy,
        "entries": entries,
        "current": current,
        "owes_telling": current is not None and telling.is_owed(current),
        "may_edit": may(request.user, Permission.REGISTER_EDIT, pupil.school_id),
    }


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
    """Needs in plain words, the stage, and whether the family still has to be told."""
    rows = RegisterEntry.objects.visible_to(user).filter(pupil=pupil).open()
    entry = rows.prefetch_related("needs").first()
    if entry is None:
        return []
    url = f"/pupils/{pupil.pk}/register/"
    found = [{"text": f"Stage: {entry.stage_name}", "url": url, "when": entry.from_on, "state": ""}]
    if needs := "; ".join(codes.in_words(need) for need in entry.needs.all()):
        found.append({"text": f"Needs: {needs}", "url": url, "when": None, "state": ""})
    if telling.is_owed(entry) and may(user, Permission.REGISTER_EDIT, entry.school_id):
        told = f"/register/{entry.pk}/told/"
        words = "The family has not been told yet"
        found.append({"text": words, "url": told, "when": None, "state": "soon"})
    return found


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
    add_summary(Summary("register", 10, Permission.REGISTER_VIEW, lines))
