"""What agencies were asked, their advice, and the directory as files."""

from accounts.permissions import Permission as P
from agencies.models import Agency
from agencies.showing import advice_line, line
from agencies.views import lists
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase import moment
from sendcase.sheets import Sheet

REQUESTS = ["Child", "Class", "Agency", "Asked", "Where it stands", "When"]
ADVICE = ["Child", "Class", "From", "Came", "What becomes of it", "The family"]
AGENCIES = ["Agency", "What they do", "Whom to ask for", "Email", "Phone", "Usual wait in weeks",
            "In use"]  # fmt: skip


@list_file
def request_sheet(request, school, kind):
    school = school_to_take(request, school, P.AGENCY_VIEW)
    show, _ = lists.chosen(request, lists.REQUESTS, "open")
    rows = lists.requests_of(request.user, school, show).order_by(*lists.REQUEST_ORDER)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    back = f"/{school.slug}/agencies/"
    return answer(request, kind, rows, lambda found: requests_in(found, school), back)


def requests_in(found, school) -> Sheet:
    lines = [line(row, moment.today()) for row in found]
    rows = [
        [each["pupil"], each["class"], each["agency"], each["asked"] or "Not yet", each["words"],
         "" if each["kind"] == "late" else each["when"]]
        for each in lines
    ]  # fmt: skip
    return Sheet(named(school, "agencies"), "Outside agencies", REQUESTS, rows)


@list_file
def advice_sheet(request, school, kind):
    school = school_to_take(request, school, P.AGENCY_VIEW)
    show, _ = lists.chosen(request, lists.ADVICE, "decide")
    rows = lists.advice_of(request.user, school, show).order_by(*lists.ADVICE_ORDER)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    back = f"/{school.slug}/agencies/advice/"
    return answer(request, kind, rows, lambda found: advice_in(found, school), back)


def advice_in(found, school) -> Sheet:
    rows = [
        [each["pupil"], each["class"] or "None", each["agency"], row.received_on, each["words"],
         each["told"]]
        for row, each in ((row, advice_line(row)) for row in found)
    ]  # fmt: skip
    return Sheet(named(school, "advice"), "Advice from agencies", ADVICE, rows)


@list_file
def directory_sheet(request, school, kind):
    """Names no child."""
    school = school_to_take(request, school, P.AGENCY_VIEW)
    rows = Agency.objects.visible_to(request.user).filter(school=school)
    return answer(
        request, kind, rows.order_by(*lists.AGENCY_ORDER), lambda found: agencies_in(found, school),
        f"/{school.slug}/agencies/directory/",
    )  # fmt: skip


def agencies_in(found, school) -> Sheet:
    rows = [
        [row.name, row.get_kind_display(), row.people, row.email, row.phone,
         "" if row.usual_wait is None else str(row.usual_wait), "Yes" if row.is_in_use else "No"]
        for row in found
    ]  # fmt: skip
    return Sheet(named(school, "directory"), "Agencies we know", AGENCIES, rows)
