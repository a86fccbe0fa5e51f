"""Versions and what differs between two, in the words of the page."""

from django.urls import reverse

from iep import content, printing
from iep.reviews import reading
from iep.versions.differences import ADDED, CHANGED, MOVED, REMOVED, Change, differences
from iep.versions.summary import summary

NOW = "now"  # the plan as it stands, shared or not
KINDS = {ADDED: "Added", REMOVED: "Taken out", CHANGED: "Changed", MOVED: "Moved"}


def rows(plan, versions=None) -> list[dict]:
    """Each version, the newest first: number, day, by, why, corrects, corrected_by, addresses.

    versions: those of `shared(plan)`, if the caller has them.
    """
    return [_row(plan, version) for version in (shared(plan) if versions is None else versions)]


def shared(plan) -> list:
    """The versions without their content, the newest first. One query."""
    joined = ("made_by", "corrects", "corrected_by")
    return list(plan.versions.defer("content").select_related(*joined))


def _row(plan, version) -> dict:
    url = reverse("iep:version", args=[plan.pk, version.number])
    before = version.number - 1
    compare = f"{reverse('versions:compare', args=[plan.pk])}?a={before}&b={version.number}"
    later = getattr(version, "corrected_by", None)
    return {
        "number": version.number,
        "day": printing.day_of(version),
        "by": version.made_by.name,
        "why": why(version),
        "corrects": version.corrects.number if version.corrects else None,
        "corrected_by": later.number if later else None,
        "corrected_words": f"Corrected by version {later.number}" if later else "",
        "url": url,
        "large_url": f"{url}?size=large",
        "compare_url": compare if before else "",
    }


def why(version) -> str:
    """Why it was shared, as a sentence."""
    if version.corrects:
        reason = version.reason.rstrip(".")
        return f"Version {version.number} corrects version {version.corrects.number}: {reason}."
    return "Shared for the first time" if version.number == 1 else "Shared again after changes"


def choices(plan, *, with_now: bool) -> list[tuple[str, str]]:
    """What may be compared, the oldest first: (number or NOW, words)."""
    shared = plan.versions.defer("content").order_by("number")
    found = [(str(v.number), f"Version {v.number}, shared {printing.day_of(v)}") for v in shared]
    return [*found, (NOW, "As it stands now")] if with_now else found


def value_of(plan, which: str) -> dict:
    """The content of one choice."""
    if which == NOW:
        return content.of_plan(plan)
    return content.of_version(plan.versions.get(number=int(which)))


def compared(plan, a: str, b: str) -> dict:
    """For the page: the sentence on top, and every change in its order."""
    changes = differences(value_of(plan, a), value_of(plan, b))
    made = plan.versions.defer("content").select_related("made_by", "corrects", "corrected_by")
    named = [v for v in made if v.corrects and str(v.number) in (a, b)]
    return {
        "sentence": summary(changes),
        "changes": [_shown(change) for change in changes],
        "corrections": [f"{why(v)} {v.made_by.name}, {printing.day_of(v)}" for v in named],
    }


def undoing(plan) -> dict:
    """For the page before undoing: what would go, from the shared version to the plan as it stands.

    The child's own facts are as they are now: undoing leaves them alone.
    """
    version, now = plan.versions.first(), content.of_plan(plan)
    facts = {name: now[name] for name in ("plan", "pupil", "school")}
    changes = differences({**reading.in_force(plan, version), **facts}, now)
    return {
        "back_to": f"version {version.number}, shared {printing.day_of(version)}",
        "sentence": summary(changes),
        "changes": [_shown(change) for change in changes],
    }


def _shown(change: Change) -> dict:
    return {
        "title": change.title,
        "words": KINDS[change.kind],
        "parts": change.parts if change.what == "target" else _alone(change),
        "moved_words": f"Before, it was target {change.moved[0]}." if change.moved else "",
    }


def _alone(change: Change):
    """The one text of a change that is not a target's: its title says what it is."""
    return [{"title": "", "marks": part.marks} for part in change.parts]
