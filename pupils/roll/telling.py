"""The audit rows of an import, in bulk: one per record, as audit.log.record writes one."""

from audit.log import Told, record_many


def record_all(told, *, by, school_id) -> None:
    """told: (verb, pupil or contact, detail) of each, in the caller's transaction."""
    rows = (
        Told(verb, target, detail, getattr(target, "pupil_id", target.pk))
        for verb, target, detail in told
    )
    record_many(rows, by=by, school_id=school_id)
