"""The overview of all classes, one class, and its paper."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from iep import schooldays
from iep.dates import words
from iep.handover import content, printing, states
from iep.handover import overview as tables
from iep.handover.models import HandoverNote, HandoverVersion
from iep.handover.querysets import HANDED
from iep.handover.views import finding
from iep.views.reading import paper as pdf_response
from pupils.wording import counted
from schools.access import school_or_404
from schools.sheets import links
from sendcase import moment
from sendcase.pdf import PdfFailed


def listed(request):
    """For the log: which children's notes the page showed."""
    return {"pupils": getattr(request, "shown", [])}


@needs(P.HANDOVER_LIST)
@require_http_methods(["GET"])
@reads("listed", detail=lambda request: request.GET.dict())
def overview(request, slug):
    school = school_or_404(request, slug, P.HANDOVER_LIST)
    year = tables.chosen_year(request, school)
    page, rows = tables.rows(request, school, year)
    context = {
        "page": page,
        "rows": rows,
        "year": schooldays.year_words(year),
        "tabs": tables.tabs(school, year),
        "may_start": may(request.user, P.HANDOVER_START, school.pk),
        "sees_counts": may(request.user, P.HANDOVER_READ, school.pk),
        "sees_plans": may(request.user, P.PLAN_VIEW, school.pk),
        **links(request, school.pk, f"{request.path}as/"),
    }
    return render(request, "handover/list.html", context)


@needs(P.HANDOVER_LIST)
@require_http_methods(["GET"])
@reads("read", detail=listed)
def page(request, pk):
    handover = finding.handover_of(request, pk)
    notes = visible_notes(request, handover)
    values = values_of(handover, notes)
    is_writer = finding.may_write(request.user, handover)
    is_receiver = handover.receiver_id == request.user.pk
    here = {"is_writer": is_writer, "is_receiver": is_receiver}
    title = handover.school.policy.senco_title
    context = {
        "handover": handover,
        "children": [
            child(note, content.for_reading(values[note.pk], title), handover, **here)
            for note in notes
        ],
        "facts": facts(handover),
        "status": tables.status(handover),
        "waits": waits(request.user, handover, notes),
        "progress": progress(handover, notes),
        **what_may_be_done(request.user, handover, notes, **here),
    }
    return render(request, "handover/page.html", context)


def visible_notes(request, handover) -> list[HandoverNote]:
    rows = HandoverNote.objects.visible_to(request.user).filter(handover=handover)
    joined = ("pupil__stage", "pupil__profile", "written_by", "read_by", "answered_by")
    notes = list(rows.current().select_related(*joined))
    for note in notes:
        note.handover = handover
    request.shown = [note.pupil_id for note in notes]
    return notes


def values_of(handover, notes) -> dict[int, dict]:
    """Note number → its content: as frozen once it was handed over, the live words before."""
    if handover.state in HANDED:
        versions = HandoverVersion.objects.filter(note__in=notes).order_by("number")
        return {row.note_id: content.plans.frozen(row) for row in versions}
    shared = content.last_shared([note.pupil_id for note in notes])
    return {note.pk: content.of_note(note, shared.get(note.pupil_id)) for note in notes}


def child(note, value, handover, *, is_writer, is_receiver) -> dict:
    is_written, is_handed = note.written_at is not None, handover.state in HANDED
    if is_handed:
        kind, said = ("done", "Read") if note.read_at else ("plain", "Not read yet")
    else:
        kind, said = ("done", "Written") if is_written else ("soon", "To be written")
    return {
        "pk": note.pk,
        "value": value,
        "status_kind": kind,
        "status": said,
        "question": note.question,
        "answer": note.answer,
        "answered_by": note.answered_by.name if note.answered_by else "",
        "may_write": is_writer and states.can(handover, "write"),
        "may_read": is_receiver and is_handed and note.read_at is None,
        "may_ask": is_receiver and is_handed and note.asked_at is None,
        "may_answer": is_writer and note.asked_at is not None and note.answered_at is None,
    }


def facts(handover) -> list[tuple[str, str]]:
    title = handover.school.policy.senco_title
    opened = f"From {words(handover.opens_on)}, opened by the {title}" if handover.opens_on else ""
    rows = [
        ("Next class", handover.to_class.name if handover.to_class else ""),
        ("Next teacher", handover.receiver.name if handover.receiver else ""),
        ("First day", words(handover.takes_on)),
        ("To be written by", words(handover.write_by)),
        ("To be read by", words(handover.accept_by)),
    ]
    if handover.handed_at:
        rows.append(("Handed over", words(handover.handed_at.astimezone(moment.LONDON))))
    return rows + ([("Read before that day", opened)] if opened else [])


def waits(user, handover, notes) -> str:
    """For the next teacher who may not read yet."""
    if handover.receiver_id != user.pk or notes or handover.state not in HANDED:
        return ""
    count = counted_children(handover.notes.current().count())
    day = handover.takes_on
    if handover.opens_on and handover.opens_on > moment.today():
        day = handover.opens_on
    if day <= moment.today():
        return (
            f"A handover of {count} waits for you. You read it once the office has put you in "
            "charge of their class."
        )
    return f"A handover of {count} waits for you. You can read it from {words(day)}."


def counted_children(count: int) -> str:
    return "1 child" if count == 1 else f"{count} children"


def progress(handover, notes) -> str:
    if not notes:
        return ""
    if handover.state in HANDED:
        return f"{sum(n.read_at is not None for n in notes)} of {len(notes)} read"
    return f"{sum(n.written_at is not None for n in notes)} of {len(notes)} written"


def what_may_be_done(user, handover, notes, *, is_writer, is_receiver) -> dict:
    here = {"school_id": handover.school_id}
    opens, starts = may(user, P.HANDOVER_OPEN, **here), may(user, P.HANDOVER_START, **here)
    can = {action: states.can(handover, action) for action in states.MOVES}
    unread = any(note.read_at is None for note in notes)
    read_any = any(note.read_at is not None for note in notes)
    written = notes and all(note.written_at for note in notes)
    return {
        "can_change": starts and can["change days"],
        "can_open": opens and can["open"] and handover.receiver_id is not None,
        "can_call_off": opens and can["call off"],
        "can_add": is_writer and can["write"],
        "can_hand_over": is_writer and can["hand over"] and bool(written),
        "can_take_back": opens and can["take back"] and not read_any,
        "can_read_all": is_receiver and can["read all"] and unread,
        "is_writer": is_writer and can["write"],
        "can_print": bool(notes),
    }


@needs(P.HANDOVER_LIST)
@require_http_methods(["GET"])
@confirm_password
@reads("printed", detail=listed)
def paper(request, pk):
    """The class on paper: as it was handed over, or as it would be now."""
    handover = finding.handover_of(request, pk)
    notes = visible_notes(request, handover)
    if not notes:
        raise PermissionDenied(P.HANDOVER_READ)
    found = values_of(handover, notes)
    values = [found[note.pk] for note in notes]
    is_handed = handover.state in HANDED
    if is_handed:
        day = words(handover.handed_at.astimezone(moment.LONDON))
        said = f"{counted(len(notes), 'note')} as handed over {day}"
    else:
        said = f"Not handed over yet. Printed {words(moment.today())}"
    try:
        data = printing.class_pdf(values, handover, state_words=said, is_draft=not is_handed)
    except PdfFailed:
        return render(request, "handover/no_paper.html", {"handover": handover}, status=503)
    return pdf_response(data, f"handover-{slugify(handover.class_group.name)}")
