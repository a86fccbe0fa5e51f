from django.views.decorators.http import require_GET

from accounts.access import signed_in
from audit.reads import reads
from pupils import documents
from pupils.models import Document
from schools.access import record_or_404


@signed_in  # what the document needs decides: visible_to asks it
@require_GET
@reads("downloaded")
def opened(request, pk):
    rows = Document.objects.visible_to(request.user).select_related("school")
    document = record_or_404(request, rows, pk)
    return documents.response(document, inline=request.GET.get("view") == "1")
