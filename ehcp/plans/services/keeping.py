"""Keeping the plan as it stands: a version of each paper the authority sent."""

from dataclasses import dataclass

from django.db import transaction

from accounts.permissions import Permission
from ehcp.plans import content, deadlines, printing, states
from ehcp.plans.models import EhcPlan, EhcPlanVersion
from ehcp.plans.services.recording import refuse_days
from ehcp.plans.services.telling import tell
from pupils import documents
from sendcase import edits
from sendcase.frozen.models import Version
from sendcase.frozen.services import freeze

Kind = EhcPlanVersion.Kind
STEPS = {
    Kind.DRAFT: "keep a draft",
    Kind.FINAL: "keep the final plan",
    Kind.DRAFT_AMENDED: "keep proposed changes",
    Kind.AMENDED: "keep the amended plan",
}
IN_USE = (Kind.FINAL, Kind.AMENDED)  # what the school works by


@dataclass(frozen=True)
class Print:
    """The plan as it stood when it was printed."""

    version: int
    value: dict
    pdf: bytes


def offered(plan) -> list[tuple[str, str]]:
    """(kind, words) of what may be kept now: the first final plan before any amended one."""
    kinds: tuple[Kind, ...] = ()
    has_final = plan.versions.filter(kind__in=IN_USE).exists()
    if plan.state == EhcPlan.State.DRAFT:
        kinds = (Kind.DRAFT, Kind.FINAL)
    elif plan.state == EhcPlan.State.IN_FORCE:
        kinds = (Kind.DRAFT_AMENDED, Kind.AMENDED) if has_final else (Kind.FINAL,)
    return [(kind.value, kind.label) for kind in kinds]


def printed(plan, kind, dated_on) -> Print:
    """Print the live rows, before any transaction. Raises PdfFailed."""
    row = EhcPlan.objects.select_related("school", "pupil").get(pk=plan.pk)
    if kind in IN_USE:
        setattr(row, "amended_on" if kind == Kind.AMENDED else "issued_on",
                dated_on if kind == Kind.AMENDED else row.issued_on or dated_on)  # fmt: skip
    value = content.of_plan(row)
    return Print(row.version, value, printing.pdf(value, Kind(kind).label, dated_on))


def keep(*, plan, kind, dated_on, by, paper=None, version=None) -> Version:
    """Freeze the plan as it stands. paper: pupils.papers.Paper, what the authority sent.

    A final plan puts a draft in force; an amended one moves its date. Raises IllegalMove, Stale
    where a line was written between the printing and the keeping, PdfFailed.
    """
    if kind not in dict(offered(plan)):
        raise edits.IllegalMove("This cannot be kept of the plan as it stands now.")
    return _keep(plan=plan, kind=kind, dated_on=dated_on, by=by, paper=paper, version=version,
                 made=printed(plan, kind, dated_on))  # fmt: skip


@transaction.atomic
def _keep(*, plan, kind, dated_on, by, paper, version, made) -> Version:
    row = edits.locked(EhcPlan, plan.pk, version)
    after = states.check(row, STEPS[Kind(kind)])
    changes = changes_of(row, kind, dated_on)
    anchors = {"issued_on": row.issued_on} | changes
    refuse_days(anchors if kind in IN_USE else {"assessed_on": dated_on}, row.pupil)
    edits.save(row, state=after, **changes)
    if content.of_plan(row) != made.value:
        raise edits.IllegalMove("Somebody wrote in the plan meanwhile. Look again, then keep it.")
    frozen = freeze(
        EhcPlanVersion, owner={"plan": row}, content=made.value, schema=content.SCHEMA,
        document=store(row, f"EHC plan of {row.pupil.name}, {Kind(kind).label.lower()}",
                       made.pdf, "application/pdf", by),
        by=by, school_id=row.school_id, kind=kind, dated_on=dated_on,
        paper=store(row, f"{row.local_authority}: EHC plan of {row.pupil.name}", paper.data,
                    paper.media_type, by) if paper else None,
    )  # fmt: skip
    detail = {"version": [None, frozen.number], "kind": [None, kind], "dated_on": [None, dated_on],
              "sha256": [None, frozen.sha256]}  # fmt: skip
    story = f"EHC plan: {Kind(kind).label.lower()} (version {frozen.number})"
    tell(row, "kept", by, detail, story, dated_on)
    deadlines.keep(row)
    return frozen


def changes_of(row, kind, dated_on) -> dict:
    """The anchors that a final paper sets."""
    if kind == Kind.AMENDED:
        return {"amended_on": dated_on}
    if kind == Kind.FINAL and row.issued_on is None:
        return {"issued_on": dated_on}
    return {}


def store(row, title, data, media_type, by):
    return documents.store(
        pupil=row.pupil, title=title[:200], data=data, media_type=media_type,
        needs=Permission.EHC_VIEW, by=by,
    )  # fmt: skip
