"""What stands before the papers: front page, what is missing, the index with its page numbers."""

from datetime import date

from django.template.loader import render_to_string

from ehcp.packs.parts import TITLES
from pupils.wording import day_text
from referrals.printing import day as birthday
from sendcase import moment
from sendcase.pdf import PdfFailed, render_pdf
from sendcase.pdf.binding import Binder, Piece

TRIES = 4  # an index grows by its own numbers once at most


def title_of(case) -> str:
    what = "Papers for an EHC needs assessment" if case.request else "Papers for the EHC review"
    return f"{what}: {case.pupil.name}"


def before(binder: Binder, case, entries, missing, separate) -> list[Piece]:
    """The three, the index numbered for what follows them: `first` is set on each entry.

    entries: [{part, title, on, pages}] in their order. Raises PdfFailed.
    """
    same = {"title": title_of(case), "case": case, "pupil": case.pupil,
            "school": case.pupil.school, "made": day_text(moment.today()), "by": case.by.name,
            "papers": len(entries)}  # fmt: skip
    front = _taken(binder, "front", same | facts(case))
    lacks = _taken(binder, "missing", same | {"missing": missing, "separate": told(separate)})
    guess = 1
    for _ in range(TRIES):
        number(entries, 1 + front.pages + lacks.pages + guess)
        index = _taken(binder, "index", same | {"parts": by_part(with_days(entries))})
        if index.pages == guess:
            return [front, lacks, index]
        guess = index.pages
    raise PdfFailed("The index does not settle.")


def told(separate) -> list[dict]:
    """For a reader outside: why, without what the school could do about it."""
    return [each | {"why": f"{each['why'].split('. ')[0].rstrip('.')}."} for each in separate]


def number(entries, page: int) -> None:
    for entry in entries:
        entry["first"] = page
        page += entry["pages"]


def by_part(entries) -> list[dict]:
    """Parts in their order, each with its papers."""
    found: dict[str, list] = {}
    for entry in entries:
        found.setdefault(entry["part"], []).append(entry)
    return [{"title": TITLES[key], "entries": papers} for key, papers in found.items()]


def with_days(entries) -> list[dict]:
    """`on` as words."""
    return [
        {**each, "on": day_text(date.fromisoformat(each["on"])) if each["on"] else ""}
        for each in entries
    ]


def facts(case) -> dict:
    row = case.about
    authority = row.local_authority if case.request else row.plan.local_authority
    day = row.sent_on if case.request else row.meeting_on
    return {"authority": authority, "born": birthday(case.pupil.born_on), "day": day_text(day),
            "day_of": "Request sent" if case.request else "Review meeting"}  # fmt: skip


def outline(pieces: list[Piece], entries) -> list:
    """For Binder.bind_numbered: front, missing, index, then part by part."""
    front, lacks, _ = pieces
    found = [["Front page", 0, []], ["What is missing", front.pages, []],
             ["Index", front.pages + lacks.pages, []]]  # fmt: skip
    for part in by_part(entries):
        below = [[each["title"], each["first"] - 1, []] for each in part["entries"]]
        found.append([part["title"], below[0][1], below])
    return found


def _taken(binder: Binder, name: str, context: dict) -> Piece:
    html = render_to_string(f"ehcp/packs/print/{name}.html", context)
    return binder.take(render_pdf(html), ours=True)
