"""What the log keeps of promises and places."""

from audit import log


def amount(row) -> dict:
    return {"what": row.what, "minutes": row.minutes, "times": row.times, "per": row.per,
            "from": row.from_on.isoformat()}  # fmt: skip


def tell(verb, row, by, detail=None) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id, detail=detail
    )
