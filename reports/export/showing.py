"""What the pages of an export show."""

from django.template.defaultfilters import filesizeformat

from pupils.wording import counted, day_text
from reports.export import services, states
from reports.export.models import SchoolExport
from sendcase import moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import JobRow

State = SchoolExport.State
KINDS = {State.ASKED: "soon", State.MAKING: "soon", State.READY: "done", State.FAILED: "late"}
OUR_FAULT = "This went wrong on our side. It was noted; you can ask for it again."


def day_of(at) -> str:
    return day_text(at.astimezone(moment.LONDON).date())


def row_of(row) -> dict:
    """For the list. row: asked_by and second_by joined."""
    return {
        "url": row.get_absolute_url(), "asked": day_of(row.asked_at), "by": row.asked_by.name,
        "state": row.get_state_display(), "kind": KINDS.get(row.state, "plain"),
        "second": row.second_by.name if row.second_by else "",
    }  # fmt: skip


def page(row, user) -> dict:
    """row: school, job and both people joined."""
    return {
        "row": row, "line": row_of(row), "facts": facts(row) if row.built_at else [],
        "may_decide": states.can(row, "agree") and services.may_decide(user, row),
        "may_take": services.may_take(user, row), "until": day_text(row.until_on),
        "is_over": bool(row.until_on and row.until_on < moment.today()),
        "why": why(row) if row.state == State.FAILED else "", **going_on(row),
    }  # fmt: skip


def facts(row) -> list[tuple[str, str]]:
    found = [
        ("Made", day_of(row.built_at)),
        ("What is in it", f"{counted(row.records, 'record')}, {counted(row.papers, 'file')}"),
        ("Size", filesizeformat(row.size)),
        ("SHA-256 sum", row.sha256),
    ]
    if row.missing:
        lost = f"{counted(row.missing, 'file')}: named by a record, and not on our disk any more"
        found.append(("Not in it", lost))
    return found


def going_on(row) -> dict:
    """How far the work is; `progress` is None where none goes on."""
    at_work = row.state == State.MAKING and row.job and row.job.state in ("waiting", "running")
    return {"row": row, "progress": jobs.progress(row.job) if at_work else None}


def why(row) -> str:
    failed = row.job.rows.filter(state=JobRow.State.FAILED).first() if row.job else None
    return failed.error if failed else OUR_FAULT
