"""A list as a file. The same steps for every list: who may, how many, what the log keeps."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from accounts.reauth import confirm_password
from audit.reads import reads
from schools.access import school_or_404
from schools.models import School
from sendcase import moment
from sendcase.pages import query_of
from sendcase.sheets import KINDS, MOST_ROWS, sheet_response

TOO_MANY = "This list has more than {:,} rows, too many for one file. {}"
WHOLE = "All of it stands on the pages below."


def asked(request) -> dict:
    """For the audit log: the filter, the kind of file and how many rows left."""
    return {**request.GET.dict(), **request.sheet}


def answer(request, kind, rows, make, back, narrow=""):
    """rows: a query or a list; make(list of rows) → Sheet. Back to the list where there are too
    many, or too many lines came of them; narrow: how its page asks for fewer, "to one class".
    """
    found = list(rows[: MOST_ROWS + 1])
    sheet = make(found) if len(found) <= MOST_ROWS else None
    if sheet is None or len(sheet.rows) > MOST_ROWS:
        way = f"Narrow it {narrow} and try again." if narrow else WHOLE
        messages.warning(request, TOO_MANY.format(MOST_ROWS, way))
        return to_list(request, back)
    return leaves(request, kind, sheet)


def leaves(request, kind, sheet):
    """The file, and what the log says of it."""
    request.sheet = {"file": kind, "rows": len(sheet.rows)}
    request.sheet_title = sheet.title
    return sheet_response(kind, sheet)


def left(request) -> dict:
    """For the audit log of a file that no list of ours is."""
    return {"list": request.sheet_title, **request.sheet}


def to_list(request, back: str):
    """To the page with the same question: it says what is wrong with it."""
    return redirect(f"{back}?{request.GET.urlencode()}")


def named(school, what: str, day=None) -> str:
    """The file's name, without its ending: the school, the list, its day (a date; else today)."""
    return f"{school.slug}-{what}-{(day or moment.today()).isoformat()}"


def list_file(view=None, *, detail=asked):
    """Declare: this view(request, …, kind) gives a list as a file, by answer(). It asks for the
    password again, and the log says which list left. detail(request) → JSON: what else it says.
    """

    def declare(view):
        @needs(Permission.LIST_EXPORT)
        @require_GET
        @confirm_password
        @reads("downloaded", detail=lambda request: {
            **detail(request), "list": request.sheet_title,
        })  # fmt: skip
        @wraps(view)
        def file(request, *args, kind, **kwargs):
            if kind not in KINDS:
                raise Http404
            return view(request, *args, kind=kind, **kwargs)

        return file

    return declare(view) if view else declare


def school_to_take(request, slug, permission) -> School:
    """The school whose list this is: 404 unless the person has the list and may take lists away."""
    school = school_or_404(request, slug, permission)
    if not may(request.user, Permission.LIST_EXPORT, school.pk):
        raise Http404
    return school


def links(request, school_id: int, url: str, **more: str) -> dict:
    """For components/_sheets.html on the page of the list. url: of the files, without the kind;
    more: what the list's own address says in another way.
    """
    query = [query_of(request), urlencode(more)]
    return {
        "may_export": may(request.user, Permission.LIST_EXPORT, school_id),
        "sheets_url": url,
        "sheet_query": "&".join(filter(None, query)),
    }


def day_and_time(at) -> list:
    """An instant as two cells: the day in London, a date, and 14:05."""
    there = at.astimezone(moment.LONDON)
    return [there.date(), f"{there:%H:%M}"]
