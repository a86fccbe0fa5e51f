"""The register of disclosures of a school: on the page, as a file, on paper."""

from django.template.loader import render_to_string

from ehcp.disclosure.models import Disclosure
from pupils.wording import day_text
from schools.sheets import named
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
    return rows.select_related(*JOINED).defer("plan_version__content")


def what_of(row) -> str:
    found = []
    if row.plan_version:
        found.append(f"Plan, version {row.plan_version.number}")
    if row.pack:
        found.append(f"Pack {row.pack_id}, {row.pack.pages} pages")
    return " and ".join(found)


def chosen(show, since=None, until=None, ground="") -> str:
    """What rows_of() leaves in, in words; empty where it is the whole register."""
    days = [f"{word} {day_text(day)}" for word, day in (("from", since), ("to", until)) if day]
    parts = [
        show and f"only “{SHOW[show]}”", ground and f"only “{Disclosure.Ground(ground).label}”",
        days and f"asked {' '.join(days)}",
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def row_of(row) -> dict:
    """Words only, but for the row."""
    return {"row": row} | words_of(row)


def words_of(row) -> dict[str, str]:
    return {
        "pupil": row.pupil.name, "asked": day_text(_day(row.asked_at)),
        "by": row.asked_by.name, "recipient": row.recipient, "organisation": row.organisation,
        "what": what_of(row), "ground": row.get_ground_display(), "reason": row.reason,
        "second": row.second_by.name if row.second_by else "",
        "state": row.get_state_display(), "sent": day_text(row.sent_on), "how": row.sent_how,
        "sent_by": row.sent_by.name if row.sent_by else "",
    }  # fmt: skip


KEYS = ("pupil", "asked", "by", "recipient", "organisation", "what", "ground", "reason", "second",
        "state", "sent", "how", "sent_by")  # fmt: skip


def sheet_of(rows, school) -> Sheet:
    found = [[shown[key] for key in KEYS] for shown in map(words_of, rows)]
    name = named(school, "ehc-disclosures")
    return Sheet(name, "Disclosures", HEADINGS, found)


def pdf(rows, school, choice="") -> bytes:
    """Every row, however many: a register that stops somewhere proves nothing. Raises PdfFailed,
    where so many cannot be laid out in time: fewer days then, said on the page.

    choice: what was chosen, in words.
    """
    found = [words_of(row) for row in rows.iterator()]
    context = {"school": school, "rows": found, "printed": day_text(moment.today()),
               "choice": choice}  # fmt: skip
    return render_pdf(render_to_string("ehcp/disclosure/print/register.html", context))


def _day(at):
    return at.astimezone(LONDON).date()
