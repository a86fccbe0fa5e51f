"""What one person reads of a plan, in words: the page, and the part of the pupil's tab."""

from django.urls import reverse

from accounts.permissions import Permission as P
from ehcp.counting import say
from ehcp.plans import content, dates, readers
from ehcp.plans.models import EhcPlan, Letter
from ehcp.plans.quantity import missing
from pupils.access import may_about
from pupils.wording import day_text
from sendcase import moment

ALL = "".join(Letter.values)  # every section
TEACHES, SUPPORTS = "BEF", "EF"
STATE_KINDS = {"draft": "soon", "in_force": "done"}


def letters_for(user, pupil) -> str:
    """Which sections this person reads: all, B, E and F, E and F, or none."""
    if may_about(user, P.EHC_VIEW, pupil):
        return ALL
    if may_about(user, P.EHC_NEEDS, pupil):
        return TEACHES
    return SUPPORTS if may_about(user, P.EHC_SUMMARY, pupil) else ""


def to_read(user, plan, letters) -> dict:
    """For who works with the child: what the newest final version says in these letters."""
    version = readers.newest(plan) if plan.state == EhcPlan.State.IN_FORCE else None
    if version is None:
        return {"blocks": [], "version": None}
    value = content.without(content.of_version(version), letters)
    read_on = readers.read_on(user, version)
    asked = not read_on and readers.is_asked(user, version)
    return {
        "blocks": content.blocks(value, list(letters)),
        "version": version,
        "dated": day_text(version.dated_on),
        "read_on": read_on,
        "confirm_url": reverse("ehc_plans:read", args=[plan.pk]) if asked else "",
    }


def facts(plan) -> list[tuple]:
    rows = [
        ("Local authority", plan.local_authority),
        ("Their reference", plan.reference),
        ("Officer", " · ".join(filter(None, (plan.officer_name, plan.officer_email)))),
        ("First issued", day_text(plan.issued_on)),
        ("Last amended", day_text(plan.amended_on)),
        ("Last decision after a review", day_text(plan.reviewed_on)),
        ("Last assessment", day_text(plan.assessed_on)),
    ]
    if plan.moved_from:
        rows.append(("Moved from", f"{plan.moved_from}, {day_text(plan.moved_on)}"))
    if plan.ended_on:
        rows.append(("Ended", f"{day_text(plan.ended_on)}: {plan.end_reason}"))
    return rows


def line(plan) -> dict:
    """One line: text, url, when, state (components/_status)."""
    due = dates.review_due(plan)
    late = due is not None and due.on < moment.today()
    return {
        "text": "EHC plan in force" if due else f"EHC plan: {plan.get_state_display().lower()}",
        "url": plan.get_absolute_url(),
        "when": f"review complete by {say(due.on)}" if due else "",
        "state": "late" if late else "plain",
    }


def todo(plan, value, has_final) -> list[dict]:
    """What is missing, as components/_task_list.html takes it."""
    at = plan.get_absolute_url()
    shown = []
    for letter in Letter:
        later = letter == Letter.I and plan.state == EhcPlan.State.DRAFT  # blank in a draft
        if later or has_words(value, letter):
            continue
        key = content.LINES.get(letter.value)
        url = f"{at}{key}/new/" if key else f"{at}section/{letter.value}/"
        title = f"Section {letter.value}: {letter.label}"
        shown.append(task(title, url, "Not started", "One line for each" if key else ""))
    met = {pk for row in value["provisions"] for pk in row["needs"]}
    shown += [task(f"B{row['number']}: which provision meets this need?", f"{at}#section-F",
                   "Not linked") for row in value["needs"] if row["id"] not in met]  # fmt: skip
    for row, words in lacking(value):
        hint = f"{words} The Code asks for provision that is normally quantified."
        shown.append(task(f"F{row['number']}: how much?", f"{at}provisions/{row['id']}/",
                          "Not said", hint))  # fmt: skip
    if not has_final:
        shown.append(task("Keep it as the plan you work by", f"{at}keep/", "Not started",
                          "Those who teach the child read it only then."))  # fmt: skip
    return shown


def lacking(value):
    return [(row, words) for row in value["provisions"] if (words := missing(row))]


def has_words(value, letter) -> bool:
    key = content.LINES.get(letter.value)
    return bool(value["sections"].get(letter.value) or (key and value[key]))


def task(title, url, state, hint="") -> dict:
    return {"title": title, "url": url, "state": state, "hint": hint}
