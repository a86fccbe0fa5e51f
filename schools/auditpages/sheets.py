"""The log as a file: who did what, about whom, when. Never what a record said before and after:
that would be the children's records, which leave with the school's export and two people's yes.
"""

from accounts.permissions import Permission as P
from schools.auditpages.forms import LogFilters
from schools.auditpages.views import visible_events
from schools.auditpages.words import rows_of
from schools.sheets import answer, day_and_time, list_file, named, school_to_take, to_list
from sendcase.sheets import Sheet

HEADINGS = ["When", "At", "Who", "What", "About"]


@list_file
def event_sheet(request, school, kind):
    here = school_to_take(request, school, P.AUDIT_ALL)
    filters, back = LogFilters(request.GET), f"/{here.slug}/audit/"
    if not filters.is_valid():  # the page says what is wrong with the question
        return to_list(request, back)
    events = filters.narrow(visible_events(request.user, here.pk)).order_by("-at", "-id")
    return answer(request, kind, events, lambda found: sheet_of(found, request.user, here), back,
                  "to fewer days")  # fmt: skip


def sheet_of(events, user, here) -> Sheet:
    said = rows_of(events, user=user, with_detail=False)
    rows = [
        [*day_and_time(event.at), row["who"], row["what"], row["pupil"]]
        for event, row in zip(events, said, strict=True)
    ]
    name = named(here, "log")
    return Sheet(name, "Who looked and who changed", HEADINGS, rows)
