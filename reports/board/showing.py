"""The pages of the governors' report in words: the list, and one edition for its reader."""

from accounts.access import may
from accounts.permissions import Permission as P
from accounts.permissions import Role
from reports.board import content, counting, deadlines, reading, services, states
from reports.board.models import BoardEdition
from schools.models import Membership
from schools.wording import day
from sendcase import moment
from sendcase.frozen.services import content_of

State = BoardEdition.State
STATUS = {State.DRAFT: "soon", State.CONFIRMED: "soon", State.PUBLISHED: "done"}
NOBODY = (
    "Everybody here who may confirm it wrote in it. It waits until the head has set a deputy: "
    "School, then People."
)


def listed(user, school) -> dict:
    """What this person may see; the frozen words are not read. Two queries."""
    rows = BoardEdition.objects.visible_to(user).filter(school=school)
    rows = list(rows.defer(*content.WORDS, "figures", "cells", "writers"))
    found, term = [row_of(row) for row in rows], deadlines.term_now(school.pk)
    is_begun = term is None or any(
        row.starts_on <= term.ends_on and row.ends_on >= term.starts_on for row in rows
    )
    return {
        "published": [each for each in found if each["is_published"]],
        "working": [each for each in found if not each["is_published"]],
        "term": term,
        "is_begun": is_begun,
    }


def row_of(row) -> dict:
    return {
        "pk": row.pk,
        "title": row.term_name,
        "url": row.get_absolute_url(),
        "is_published": row.state == State.PUBLISHED,
        "status": STATUS[State(row.state)],
        "state": row.get_state_display(),
        "published": local_day(row.published_at),
        "span": f"{day(row.starts_on)} to {day(row.ends_on)}",
    }


def local_day(at) -> str:
    return day(at.astimezone(moment.LONDON).date()) if at else ""


def page(user, row) -> dict:
    """row: with school and policy, `issued`, written_by and confirmed_by."""
    edits = may(user, P.BOARD_REPORT_EDIT, row.school_id)
    confirms = may(user, P.BOARD_REPORT_CONFIRM, row.school_id)
    is_published = row.state == State.PUBLISHED
    context = {
        "row": row, "report": reading.report(said(row)), "is_published": is_published,
        "state": row.get_state_display(), "status": STATUS[State(row.state)],
        "works": edits or confirms,
    }  # fmt: skip
    if is_published:
        return context
    return context | {
        "may_preview": edits,
        "may_write": edits and states.may(row, "write"),
        "may_confirm": confirms and states.may(row, "confirm") and not against(row, user),
        "may_take_back": confirms and states.may(row, "take back"),
        "may_publish": states.may(row, "publish"),
        "waits": waits(row, user, confirms),
        "written": f"{row.written_by.name}, {local_day(row.written_at)}" if row.written_by else "",
        "confirmed": (f"{row.confirmed_by.name}, {local_day(row.confirmed_at)}"
                      if row.confirmed_by else ""),
    }  # fmt: skip


def said(row) -> dict:
    """The content: frozen; as it was confirmed; or as the figures are today."""
    if row.state == State.PUBLISHED:
        return content_of(row.issued)
    figures = row.figures or counting.counted(row.school, row.starts_on, row.ends_on).figures
    return content.of_edition(row, figures, None)


def against(row, user) -> str:
    """Why this person cannot confirm it; "" where they can."""
    try:
        services.refuse_confirmer(row, user)
    except services.IllegalMove as refused:
        return str(refused)
    return ""


def waits(row, user, confirms: bool) -> str:
    """What a draft waits for, in a sentence."""
    if row.state != State.DRAFT:
        return ""
    if row.written_at and not others(row):
        return NOBODY
    return against(row, user) if confirms else ""


def others(row) -> bool:
    """Whether anybody who may confirm did not write in it."""
    heads = Membership.objects.held_today().filter(school=row.school_id, role=Role.HEAD)
    return heads.filter(user__is_active=True).exclude(user__in=row.writers).exists()


def has_earlier(row) -> bool:
    published = BoardEdition.objects.filter(school=row.school_id).published()
    return published.exclude(pk=row.pk).exists()
