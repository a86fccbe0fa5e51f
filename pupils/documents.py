"""Files about a pupil: stored under a name nobody can guess, opened only through a check."""

import hashlib
import uuid
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse
from django.utils.text import slugify

from pupils.models import Document
from pupils.querysets import KINDS
from sendcase import edits

SUFFIX = {
    "application/pdf": ".pdf", "text/csv": ".csv", "text/plain": ".txt", "image/jpeg": ".jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@transaction.atomic
def store(*, pupil, title, data: bytes, media_type, needs, by) -> Document:
    """Keep the bytes in private storage and say who may open them.

    needs: the Permission a reader must hold, one of pupils.querysets.KINDS.
    Raises ValueError for a kind that no reader could ever hold. If the caller's transaction is
    undone the file stays behind without a row; it is reachable by nobody.
    """
    document = Document(
        school_id=pupil.school_id, pupil=pupil, title=title, media_type=media_type,
        needs=_known(needs), made_by=by, size=len(data), sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    name = f"documents/{pupil.school_id}/{uuid.uuid4().hex}{SUFFIX.get(media_type, '.bin')}"
    document.file.name = document.file.storage.save(name, ContentFile(data))
    document.save()
    return document


@transaction.atomic
def narrow(document, *, needs) -> Document:
    """From now on a reader must hold `needs`. The caller's audit row says why."""
    row = edits.locked(Document, document.pk)
    return edits.save(row, needs=_known(needs))


def _known(needs):
    if needs not in KINDS:
        raise ValueError(f"nobody could open a document that needs {needs}")
    return needs


def content(document) -> bytes:
    """The bytes as they were stored. Raises ValueError if the file was changed since."""
    with document.file.open("rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise ValueError(f"document {document.pk} is not the file that was stored")
    return data


def response(document, *, inline: bool) -> FileResponse:
    """The file for a browser: always an attachment but for a PDF that was asked to be shown."""
    show = inline and document.media_type == "application/pdf"
    answer = FileResponse(
        document.file.open("rb"),
        as_attachment=not show,
        filename=download_name(document),
        content_type=document.media_type,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def download_name(document) -> str:
    stem = slugify(document.title, allow_unicode=True)[:80] or "document"
    return stem + PurePath(document.file.name).suffix
