"""Mail that waits for a person, and the addresses that mail comes back from, as files."""

from accounts.permissions import Permission as P
from schools.sheets import answer, day_and_time, list_file, named, school_to_take
from sendcase.outbox import came_back, services
from sendcase.sheets import Sheet

MAIL = ["To", "Subject", "Written", "At", "What happened"]
CAME_BACK = ["Address", "Since", "At", "Why"]


@list_file
def mail_sheet(request, school, kind):
    here = school_to_take(request, school, P.MAIL_VIEW)
    waiting = services.unresolved([here.pk]).defer("text", "html")
    return answer(request, kind, waiting, lambda found: mail_of(found, here), back(here))


def mail_of(found, here) -> Sheet:
    rows = [
        [row.to, row.subject, *day_and_time(row.created_at), said(row)] for row in found
    ]  # fmt: skip
    name = named(here, "mail")
    return Sheet(name, "Mail that needs a look", MAIL, rows)


def said(row) -> str:
    return ". ".join(filter(None, [row.get_state_display(), row.error]))


@list_file
def came_back_sheet(request, school, kind):
    here = school_to_take(request, school, P.MAIL_VIEW)
    marks = came_back.of_school(here.pk)
    return answer(request, kind, marks, lambda found: addresses_of(found, here), back(here))


def addresses_of(found, here) -> Sheet:
    rows = [[mark.address, *day_and_time(mark.since), mark.why] for mark in found]
    name = named(here, "addresses")
    return Sheet(name, "Addresses mail comes back from", CAME_BACK, rows)


def back(here) -> str:
    return f"/{here.slug}/mail/"
