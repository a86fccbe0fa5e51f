"""Declaring that a page shows a record: every opening, printing and download leaves a row."""

from functools import wraps

from audit import log

SHOWING = {200, 409, 503}  # 503: a step that failed shows its page again


def reads(how="read", detail=None):
    """Declare that a view shows `request.record` (set by schools.access.record_or_404).

    how: "read", "printed", "downloaded" or "listed"; detail(request) → JSON, for a list its
    filter. The row is written after the page was made and before it leaves: if it cannot be
    written, the page is refused. A form that comes back after a POST, and the page with both
    texts (409), show the record as well: they count. A page of the whole school is noted by the
    name of its address, "register:list.listed": the school itself says nothing of what was read.
    """

    def declare(view):
        @wraps(view)
        def with_event(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if response.status_code in SHOWING:
                record = request.record
                label = record._meta.label_lower
                whole = label == "schools.school" and how != "downloaded"
                log.read(
                    record,
                    by=request.user,
                    school_id=request.school.pk,
                    how=how,
                    pupil_id=record.pk
                    if label == "pupils.pupil"
                    else getattr(record, "pupil_id", None),
                    noun=request.resolver_match.view_name if whole else None,
                    detail=detail(request) if detail else None,
                )
            return response

        with_event.reads = how
        return with_event

    return declare
