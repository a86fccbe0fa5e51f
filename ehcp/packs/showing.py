"""What the pages of a pack show."""

from ehcp.packs import building, front, services
from ehcp.packs.models import Pack
from ehcp.packs.parts import TITLES
from pupils.wording import counted, day_text
from sendcase.jobs import services as jobs
from sendcase.jobs.models import JobRow
from sendcase.moment import LONDON

State = Pack.State
KINDS = {State.READY: "done", State.WAITING: "soon", State.FAILED: "late", State.STOPPED: "plain"}
OUR_FAULT = "This went wrong on our side. It was noted; you can try it again."


def state_of(pack) -> str:
    """Also of one whose job ended without its last row."""
    if pack.state == State.WAITING and not services.is_at_work(pack):
        return State.FAILED
    return pack.state


def row_of(pack) -> dict:
    """For a list. pack: job, document, asked_by joined."""
    state = state_of(pack)
    day = (pack.built_at or pack.created_at).astimezone(LONDON).date()
    ready = state == State.READY
    return {
        "url": pack.get_absolute_url(), "on": day_text(day), "by": pack.asked_by.name,
        "kind": KINDS[state], "state": State(state).label,
        "pages": counted(pack.pages, "page") if ready else "",
    }  # fmt: skip


def page(pack) -> dict:
    state = state_of(pack)
    return {
        "pack": pack, "line": row_of(pack), "state": state, "pupil": pack.pupil,
        "parts": front.by_part(front.with_days(pack.contents)), "missing": pack.missing,
        "separate": pack.separate,
        "left_out": left_out(pack), "fallen": building.fallen(pack),
        "why": why(pack) if state == State.FAILED else "",
        **going_on(pack),
    }  # fmt: skip


def going_on(pack) -> dict:
    """How far the work is: `progress` is None where none goes on."""
    at_work = services.is_at_work(pack)
    return {"pack": pack, "progress": jobs.progress(pack.job) if at_work else None}


def why(pack) -> str:
    """What the last row said."""
    failed = pack.job.rows.filter(state=JobRow.State.FAILED).last() if pack.job else None
    return failed.error if failed else OUR_FAULT


def left_out(pack) -> list[str]:
    """Whole parts by name, single papers by number."""
    names = [TITLES[key] for key in pack.without if key in TITLES]
    single = sum(":" in key for key in pack.without)
    return names + ([counted(single, "single paper")] if single else [])
