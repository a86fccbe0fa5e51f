"""The register of disclosures of a school: on the page, as a file, on paper."""

from django.template.loader import render_to_string

from ehcp.disclosure.models import Disclosure
from pupils.wording import day_text
from sendcase import moment
from sendcase.moment import LONDON
from sendcase.pdf import render_pdf
from sendcase.sheets import Sheet

SHOW = {
    "": "All", "asked": "Waits for a second person", "ready": "May be sent", "sent": "Sent",
    "refused": "Not sent",
}  # fmt: skip
HEADINGS = ["Child", "Asked", "By", "Recipient", "Organisation", "What", "Ground", "Why",
            "Second person", "State", "Sent", "How", "Sent by"]  # fmt: skip
JOINED = ("pupil", "asked_by", "second_by", "sent_by", "plan_version", "pack")
MOST_ON_PAPER = 1000


def rows_of(user, school, show, since=None, until=None, ground=""):
    rows = Disclosure.objects.visible_to(user).filter(school=school)
    if show:
        rows = rows.filter(state=show)
    if ground:
        rows = rows.filter(ground=ground)
    if since:
        rows = rows.filter(asked_at__date__gte=since)
    if until:
        rows = rows.filter(asked_at__date__lte=until)
    return rows.select_related(*JOINED)


def what_of(row) -> str:
    found = []
    if row.plan_version:
        found.append(f"Plan, version {row.plan_version.number}")
    if row.pack:
        found.append(f"Pack {row.pack_id}, {row.pack.pages} pages")
    return " and ".join(found)


def row_of(row) -> dict:
    """Words only, but for the row."""
    return {
        "row": row, "pupil": row.pupil.name, "asked": day_text(_day(row.asked_at)),
        "by": row.asked_by.name, "recipient": row.recipient, "organisation": row.organisation,
        "what": what_of(row), "ground": row.get_ground_display(), "reason": row.reason,
        "second": row.second_by.name if row.second_by else "",
        "state": row.get_state_display(), "sent": day_text(row.sent_on), "how": row.sent_how,
        "sent_by": row.sent_by.name if row.sent_by else "",
    }  # fmt: skip


KEYS = ("pupil", "asked", "by", "recipient", "organisation", "what", "ground", "reason", "second",
        "state", "sent", "how", "sent_by")  # fmt: skip


def sheet_of(rows, school) -> Sheet:
    found = [[shown[key] for key in KEYS] for shown in map(row_of, rows)]
    name = f"{school.slug}-ehc-disclosures-{moment.today().isoformat()}"
    return Sheet(name, "Disclosures", HEADINGS, found)


def pdf(rows, school) -> bytes:
    """The register as it stands today. Raises PdfFailed."""
    found = [row_of(row) for row in rows[:MOST_ON_PAPER]]
    context = {"school": school, "rows": found, "printed": day_text(moment.today())}
    return render_pdf(render_to_string("ehcp/disclosure/print/register.html", context))


def _day(at):
    return at.astimezone(LONDON).date()
