"""How a view finds its handover: 404 where it may not be known, 403 where it may not be done."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.access import require
from accounts.permissions import Permission as P
from iep.handover.models import Handover, HandoverNote
from schools.access import record_or_404

JOINED = ("school__policy", "class_group", "to_class", "receiver")
NOTE_JOINED = ("school", "pupil__stage", "written_by", "handover__school__policy",
               "handover__class_group", "handover__receiver")  # fmt: skip


def handover_of(request, pk, permission=P.HANDOVER_LIST) -> Handover:
    """Whoever may know of it and do this for the whole school."""
    rows = Handover.objects.visible_to(request.user).select_related(*JOINED)
    handover = record_or_404(request, rows, pk)
    require(request.user, permission, school_id=handover.school_id)
    return handover


def writable(request, pk) -> Handover:
    handover = handover_of(request, pk, P.HANDOVER_WRITE)
    if not may_write(request.user, handover):
        raise PermissionDenied(P.HANDOVER_WRITE)
    return handover


def may_write(user, handover) -> bool:
    return Handover.objects.writable_by(user).filter(pk=handover.pk).exists()


def note_of(request, pk) -> HandoverNote:
    rows = HandoverNote.objects.visible_to(request.user).select_related(*NOTE_JOINED)
    note = record_or_404(request, rows, pk)
    note.handover.school = note.school
    return note


def writable_note(request, pk) -> HandoverNote:
    note = note_of(request, pk)
    require(request.user, P.HANDOVER_WRITE, school_id=note.school_id)
    if not may_write(request.user, note.handover):
        raise PermissionDenied(P.HANDOVER_WRITE)
    return note


def read_note(request, pk) -> HandoverNote:
    """A note that this person is the next teacher for."""
    note = note_of(request, pk)
    if note.handover.receiver_id != request.user.pk:
        raise PermissionDenied(P.HANDOVER_READ)
    if not HandoverNote.objects.current().filter(pk=note.pk).exists():
        raise Http404  # it was never handed over
    return note
