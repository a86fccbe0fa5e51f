"""Sharing: what stands in the plan is printed, frozen, and a letter to the family prepared."""

from dataclasses import dataclass

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from iep import content, deadlines, letters, printing, states
from iep.models import PlanVersion, SupportPlan
from iep.reviews import checks
from iep.services.agreeing import refuse_agreement
from pupils import chronology, documents
from sendcase import edits, moment
from sendcase.frozen.services import freeze


@dataclass(frozen=True)
class Paper:
    """The plan as it would go home, printed from one version of the live rows."""

    version: int
    number: int
    content: dict
    pdf: bytes


@dataclass(frozen=True)
class Shared:
    """What sharing did. `why_no_letter` is a sentence where nobody could be written to."""

    plan: SupportPlan
    version: PlanVersion
    letters: list
    why_no_letter: str


def for_printing(pk) -> SupportPlan:
    joined = ("school__policy", "pupil", "kind", "lead", "register_entry")
    return SupportPlan.objects.select_related(*joined).get(pk=pk)


def paper_to_share(plan, version=None) -> Paper:
    """Print the live rows, before any transaction: making a PDF holds no lock.

    Raises IllegalMove where the plan cannot be shared now, Stale, PdfFailed.
    """
    row = for_printing(plan.pk)
    if version is not None and row.version != version:
        raise edits.Stale(row)
    states.check(row, "share")
    value = content.of_plan(row)
    last = row.versions.first()
    number = last.number + 1 if last else 1
    corrects = last.number if row.correction_reason else None
    return Paper(row.version, number, value, printing.shared_pdf(value, number, corrects))


def share(*, plan, by, version=None, noticed="", paper=None, accepted=None) -> Shared:
    """Freeze and share the plan; prepare the letter home. `noticed`: our words for the family.

    accepted: {rule: how often} of the wording check, where it was read and shared all the same.

    Prints first if no `paper` is given. Raises Stale if the plan was saved since the printing,
    IllegalMove, PermissionDenied where changes were made that this person may not agree.
    """
    paper = paper or paper_to_share(plan, version)
    return _share(plan=plan, by=by, noticed=noticed, paper=paper, accepted=accepted)


@transaction.atomic
def _share(*, plan, by, noticed, paper, accepted) -> Shared:
    locked = edits.locked(SupportPlan, plan.pk, paper.version)
    states.check(locked, "share")
    row = for_printing(locked.pk)
    changes = changes_of(row, by)
    document = keep_paper(row, paper, by)
    correction = correction_of(row)
    edits.save(row, **changes)
    frozen = freeze(
        PlanVersion,
        owner={"plan": row},
        content=paper.content,
        schema=content.SCHEMA,
        document=document,
        by=by,
        **correction,
    )
    supersede_earlier(row, by)
    deadlines.plan_written(row)
    deadlines.expect_review(row)
    checks.plan_shared(row, by)
    tell_the_record(row, frozen, by, accepted)
    count = len(paper.content["targets"])
    made, why = letters.prepare_for(row, document=document, count=count, noticed=noticed, by=by)
    return Shared(row, frozen, made, why)


def changes_of(row, by) -> dict:
    """The fields that sharing sets. Changes to a shared plan were never agreed: who shares them
    must be able to agree them. Raises PermissionDenied, IllegalMove.
    """
    changes = {"state": states.State.SHARED, "shared_by": by, "shared_at": moment.now()}
    if row.is_revising:
        refuse_agreement(row, by)
        changes |= {"is_revising": False, "correction_reason": ""}
        changes |= {"agreed_by": by, "agreed_at": moment.now()}
        if row.needs_second:
            changes |= {"first_agreed_by": row.changes_agreed_by, "changes_agreed_by": None}
    return changes


def correction_of(row) -> dict:
    """What the new version says of the one it puts right; nothing for other changes."""
    if not row.correction_reason:
        return {}
    return {"corrects": row.versions.first(), "reason": row.correction_reason}


def keep_paper(row, paper, by):
    return documents.store(
        pupil=row.pupil,
        title=f"{row.kind.name} for {row.pupil.name}, version {paper.number}",
        data=paper.pdf,
        media_type="application/pdf",
        needs=Permission.PLAN_VIEW,
        by=by,
    )


def supersede_earlier(row, by) -> None:
    """The reviewed plan this one was carried from has had its day."""
    if row.carried_from_id is None:
        return
    old = edits.locked(SupportPlan, row.carried_from_id)
    if states.can(old, "supersede"):
        edits.save(old, state=states.State.SUPERSEDED)
        deadlines.settled(old)
        ids = {"school_id": old.school_id, "pupil_id": old.pupil_id}
        log.record("plan.superseded", target=old, by=by, detail={"by plan": [None, row.pk]}, **ids)


def tell_the_record(row, frozen, by, accepted=None) -> None:
    detail = {"version": [None, frozen.number], "sha256": [None, frozen.sha256]}
    if accepted:
        detail["wording"] = [None, accepted]
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("plan.shared", target=row, by=by, detail=detail, **ids)
    again = f" again (version {frozen.number})" if frozen.number > 1 else ""
    if frozen.corrects_id:
        again = f" again (version {frozen.number}, corrects version {frozen.corrects.number})"
    chronology.note(
        row.pupil,
        f"{row.kind.name} shared{again}",
        needs=Permission.PLAN_VIEW,
        url=row.get_absolute_url(),
    )
