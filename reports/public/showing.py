"""A public document for its pages: where it stands, what is to be done, its sections, versions."""

from collections import Counter

from django.conf import settings
from django.urls import reverse

from accounts.access import may
from accounts.permissions import Permission as P
from reports.public import deadlines, outlines, reading, states, wants
from reports.public.models import PublicDocument
from schools import wording

State = PublicDocument.State
STATE_KINDS = {State.DRAFTING: "plain", State.APPROVED: "soon", State.MINUTED: "soon",
               State.PUBLISHED: "done"}  # fmt: skip
LOOK_KINDS = {wants.MISSING: "late", wants.CARRIED: "soon", wants.OLD: "soon", wants.DONE: "done"}


def public_url(document) -> str:
    return reverse("published:page", args=[document.school.slug, document.outline])


def for_everybody(school) -> list[dict]:
    """What stands on the website now, in the order of the outlines. One query."""
    rows = {row.outline: row for row in reading.open_documents(school.slug)}
    return [
        {"title": about.title, "on": wording.day(rows[about.key].published_on),
         "url": reverse("published:page", args=[school.slug, about.key])}
        for about in outlines.every() if about.key in rows
    ]  # fmt: skip


def page(user, document) -> dict:
    """Everything the page of the document shows. A bounded number of queries."""
    looks = wants.looks(document)
    version = reading.newest(document)
    edits = may(user, P.PUBLIC_DOC_EDIT, document.school_id)
    approves = may(user, P.PUBLIC_DOC_APPROVE, document.school_id)
    is_open = states.can(document, "write")
    return {
        "document": document, "about": document.about,
        "headings": headings(looks, document, edits and is_open),
        "status_kind": STATE_KINDS[document.state],
        "facts": facts(document), "to_look_at": wants.listed(looks) if is_open else [],
        "missing": sum(look.state == wants.MISSING for look in looks),
        "changed": deadlines.changed_since(document), "versions": versions(document),
        "taken_down": taken_down_words(document),
        "is_public": version is not None and document.taken_down_at is None,
        "public_url": public_url(document), "address": settings.SITE_URL + public_url(document),
        "can": {
            "write": edits and is_open,
            "approve": approves and states.can(document, "approve"),
            "minute": approves and states.can(document, "record the governors’ approval"),
            "publish": edits and states.can(document, "publish"),
            "change": edits and states.can(document, "change it again"),
            "next": edits and states.can(document, "begin the next"),
            "take_down": version is not None and document.taken_down_at is None,
        },
        "waits_for": waits_for(document, edits, approves),
    }  # fmt: skip


def waits_for(document, edits, approves) -> str:
    """What comes next where it is somebody else's to do."""
    if document.state == State.DRAFTING and not approves:
        return "Once it is written, the head reads and approves it."
    if document.state == State.APPROVED and not approves:
        return "The head writes down when the governors approved it. Then you publish it."
    if document.state == State.MINUTED and not edits:
        return "The SENCO publishes it now."
    return ""


def facts(document) -> list[tuple[str, str]]:
    by = document.approved_by.name if document.approved_by else ""
    minuted = ", ".join(filter(None, [
        wording.day(document.governors_on), f"minutes by {document.minuted_by}"
        if document.minuted_by else "", document.minute,
    ]))  # fmt: skip
    rows = [
        ("Approved by the head", f"{wording.day(document.approved_on)}, {by}" if by else ""),
        ("Approved by the governors", minuted),
        ("Published last", wording.day(document.published_on)),
        ("Next update by" if document.published_on else "Publish it by", next_by(document)),
    ]
    return [row for row in rows if row[1]]


def next_by(document) -> str:
    """Where the school's duty has its own day, that stands under “What we owe”."""
    if document.published_on is None and document.about.obligation:
        return ""
    back = deadlines.back(document)
    days = [deadlines.next_year(document), *([back.on] if back else [])]
    return wording.day(min(days))


def taken_down_words(document) -> str:
    """Who reads it now, and by when it is to stand there again."""
    back = deadlines.back(document)
    return back and (
        "Nobody outside can open it. It is there again once you publish the next one, by our "
        f"count by {wording.day(back.on)}."
    )


def headings(looks, document, may_write) -> list[dict]:
    """The task list: sections that share a heading under it, the others in a row."""
    found: list[dict] = []
    shared = Counter(part.heading for part in document.about.sections)
    for look in looks:
        title = look.part.heading if shared[look.part.heading] > 1 else ""
        if not found or found[-1]["title"] != title:
            found.append({"title": title, "tasks": []})
        found[-1]["tasks"].append(task(look, document, may_write))
    return found


def task(look, document, may_write) -> dict:
    named = look.part.kind == "named" and look.row is not None and look.row.name
    return {
        "title": look.row.name if named else look.part.words,
        "url": reverse("public:section", args=[document.pk, look.part.key]) if may_write else "",
        "state": look.words, "kind": LOOK_KINDS[look.state],
    }  # fmt: skip


def versions(document) -> list[dict]:
    rows = document.versions.defer("content").select_related("made_by")
    return [
        {"number": row.number, "url": row.get_absolute_url(), "by": row.made_by.name,
         "on": wording.day(row.published_on),
         "pdf": reverse("public:version_pdf", args=[document.pk, row.number])}
        for row in rows
    ]  # fmt: skip
