"""The header that stays on every tab of a pupil's page, and its tabs."""

from accounts.access import roles_at
from accounts.grants import GRANTS
from accounts.permissions import Permission, Role
from pupils.access import may_about
from pupils.panels import actions, panels, summaries
from pupils.photos import services as photos
from pupils.profile.words import header_help
from pupils.querysets import GIVEN
from pupils.sharing import given_of
from pupils.wording import age_text, day_text
from schools.models import ClassStaff, YearGroup
from sendcase import moment

YEARS = dict(YearGroup.choices)
SHOWN_STATES = {"late", "soon", "done"}


def heading(user, pupil, now) -> dict:
    """Who this is, in words. now: the sections of `gathered`, for the needs."""
    sees_needs = may_about(user, Permission.REGISTER_VIEW, pupil)
    facts = [
        pupil.class_group.name if pupil.class_group else "No class",
        YEARS.get(pupil.year, pupil.year),
        age_text(pupil.born_on, moment.today()),
    ]
    if pupil.pronouns:
        facts.append(pupil.pronouns)
    if pupil.left_on:
        facts.append(f"Last day here {day_text(pupil.left_on)}")
    edits_pupil = may_about(user, Permission.PUPIL_EDIT, pupil)
    return {
        "photo": photos.address(pupil),
        "photo_edit": pupil.school.policy.photos_used and edits_pupil,
        "facts": facts,
        "legal_name": pupil.legal_name if pupil.legal_name != pupil.name else "",
        "stage": pupil.stage.name if sees_needs and pupil.stage else "",
        "needs": [line["text"] for line in now if line["header"]] if sees_needs else [],
        "help": header_help(pupil) if sees_needs else "",
        "responsible": responsible(pupil),
        "edit_url": f"/pupils/{pupil.pk}/edit/" if edits_pupil else "",
        "actions": links(user, pupil),
    }


def links(user, pupil) -> list[dict]:
    """What other rooms offer to begin for this child."""
    return [
        {"words": action.words, "url": url}
        for action in sorted(actions.values(), key=lambda each: each.order)
        if (url := action.address(pupil)) and may_about(user, action.needs, pupil)
    ]


def responsible(pupil) -> list[tuple[str, str]]:
    """(what they are called here, name): who leads the class today, and the SENCO."""
    policy = pupil.school.policy
    leads = []
    if pupil.class_group_id:
        held = ClassStaff.objects.held_today().filter(class_group=pupil.class_group, is_lead=True)
        leads = list(held.values_list("user__name", flat=True))
    people = [(policy.teacher_title, ", ".join(leads))] if leads else []
    if pupil.school.senco_name:
        people.append((policy.senco_title, pupil.school.senco_name))
    return people


def gathered(user, pupil, *, header_only=False) -> list[dict]:
    """The lines of every summary this person may read, in order."""
    lines = []
    for summary in sorted(summaries.values(), key=lambda each: each.order):
        if header_only and not summary.in_header:
            continue
        if _may(user, summary.needs, pupil):
            lines += [said(line, summary) for line in summary.lines(user, pupil)]
    return lines


def _may(user, needs, pupil) -> bool:
    """Asked once for each page: a summary and a tab often need the same. What was given to a guest
    is asked once for all of it.
    """
    known = pupil.__dict__.setdefault("_may_see", {})
    if (user.pk, needs) not in known:
        if needs in GIVEN and roles_at(user, pupil.school_id) == {Role.GUEST}:
            known[user.pk, needs] = needs in GRANTS[Role.GUEST] & given_of(user, pupil)
        else:
            known[user.pk, needs] = may_about(user, needs, pupil)
    return known[user.pk, needs]


def said(line, summary) -> dict:
    """One line as the page shows it. A day becomes words, an unknown state plain."""
    when, state = line.get("when") or "", line.get("state") or ""
    return {
        "text": line["text"],
        "url": line.get("url") or "",
        "when": when if isinstance(when, str) else day_text(when),
        "state": state if state in SHOWN_STATES else "",
        "template": line.get("template", ""),
        "given": line.get("given"),
        "header": line.get("header", summary.in_header),
    }


def tabs(user, pupil, here: str) -> list[dict]:
    """Now, then the panels this person may open."""
    address = pupil.get_absolute_url()
    allowed = (
        panel
        for panel in sorted(panels.values(), key=lambda each: each.order)
        if _may(user, panel.needs, pupil)
    )
    return [
        {"title": "Now", "url": address, "here": here == "now"},
        *(
            {"title": panel.title, "url": f"{address}{panel.key}/", "here": here == panel.key}
            for panel in allowed
        ),
    ]
