"""Proposed changes that came to nothing: the plan reads again as in the version in use."""

import hashlib
import json

from django.db import transaction

from ehcp.plans import comparing, content, states
from ehcp.plans.models import EhcPlan, EhcPlanVersion, Section
from ehcp.plans.services.keeping import IN_USE
from ehcp.plans.services.telling import tell
from ehcp.plans.services.writing import KINDS, LINKS
from sendcase import edits, moment

LINE_FIELDS = {
    "needs": ("number", "words"),
    "outcomes": ("number", "words", "how_measured", "by_when"),
    "provisions": ("number", "words", *content.AMOUNT),
}
NOTHING = "No final plan has been kept yet, so there is nothing to go back to."
SAME = "The plan reads as in the version you work by. Nothing was typed since."
MEANWHILE = "Somebody wrote in the plan or kept a version meanwhile. Look again."


def in_use(plan) -> EhcPlanVersion | None:
    """The version the school works by."""
    return versions_in_use(plan).first()


def versions_in_use(plan):
    """The newest first."""
    return plan.versions.filter(kind__in=IN_USE)


def typed_since(plan, version) -> list:
    """What of the sections and lines differs from the version; facts have a form of their own."""
    found = comparing.differences(content.of_version(version), content.of_plan(plan))
    return [change for change in found if not change.key.startswith("fact ")]


def seal_of(plan, version) -> str:
    """Of what the page showed: what is typed after it is never taken back unseen."""
    value = json.dumps([version.number, content.of_plan(plan)], sort_keys=True)
    return hashlib.sha256(value.encode()).hexdigest()


@transaction.atomic
def take_back(*, plan, seen, by) -> EhcPlan:
    """The live rows as they stood in the version in use; lines typed since are taken out.

    seen: seal_of() when the page was shown. What stood there is kept in the log, and in a version
    where proposed changes were kept. Raises IllegalMove.
    """
    row = edits.locked(EhcPlan, plan.pk)
    states.check(row, "write")
    version = in_use(row)
    if version is None:
        raise edits.IllegalMove(NOTHING)
    if seal_of(row, version) != seen:
        raise edits.IllegalMove(MEANWHILE)
    changes = typed_since(row, version)
    if not changes:
        raise edits.IllegalMove(SAME)
    value = content.of_version(version)
    _sections(row, value["sections"])
    for kind in KINDS:
        _lines(row, kind, {line["id"]: line for line in value[kind]})
    detail = {
        f"{change.key} {part.title}".strip(): [part.after, part.before]
        for change in changes
        for part in change.parts
    }
    story = f"EHC plan: reads again as in version {version.number}"
    tell(row, "taken_back", by, detail, story)
    return row


def _sections(plan, words: dict) -> None:
    for section in Section.objects.filter(plan=plan):
        if section.words != words.get(section.letter, ""):
            edits.save(section, words=words.get(section.letter, ""))


def _lines(plan, kind, kept: dict) -> None:
    """Needs come before outcomes, outcomes before provisions: what is linked to is there."""
    for line in KINDS[kind].objects.filter(plan=plan):
        if line.pk not in kept:
            if line.dropped_on is None:
                edits.save(line, dropped_on=moment.today())
            continue
        was = kept[line.pk]
        right = {name: was[name] for name in LINE_FIELDS[kind]} | {"dropped_on": None}
        if any(getattr(line, name) != value for name, value in right.items()):
            edits.save(line, **right)
        for name in LINKS:
            if name in was:
                getattr(line, name).set(was[name])
