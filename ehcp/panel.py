"""The “EHC plan” tab of a pupil: what each room has to show this person, one below the other."""

from accounts.permissions import Permission
from ehcp import parts
from pupils.access import may_about
from pupils.panels import Panel, add_panel


def context(request, pupil) -> dict:
    shown = []
    for part in parts.in_order():
        if not may_about(request.user, part.needs, pupil):
            continue
        found = part.context(request, pupil)
        if found is not None:
            shown.append({"template": part.template, "given": found})
    return {"parts": shown}


PANEL = Panel("ehc", "EHC plan", 45, Permission.EHC_SUMMARY, "ehcp/partials/_panel.html", context)


def register() -> None:
    add_panel(PANEL)
