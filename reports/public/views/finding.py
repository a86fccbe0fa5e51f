"""The document of an address: visible or 404, then may or 403."""

from django.http import Http404

from accounts.access import require
from accounts.permissions import Permission as P
from reports.public.models import PublicDocument
from schools.access import record_or_404


def document_or_404(request, pk, permission=P.PUBLIC_DOC_VIEW) -> PublicDocument:
    rows = PublicDocument.objects.visible_to(request.user)
    rows = rows.select_related("school__policy", "approved_by", "taken_down_by")
    row = record_or_404(request, rows, pk)
    require(request.user, permission, school_id=row.school_id)
    return row


def part_or_404(document, key):
    part = document.about.section(key)
    if part is None:
        raise Http404
    return part


def kept(request, what: str, document) -> dict:
    """What a form of sendcase.drafts is about."""
    return {"kept_by": request.user, "kept_as": what, "kept_key": f"public-{document.pk}"}
