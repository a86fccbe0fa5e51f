"""The PDF of a report for a browser: the published one as it was kept, a draft as it is now."""

import hashlib

from django.http import HttpResponse
from django.utils.text import slugify

from pupils.documents import SANDBOX
from reports.board.models import BoardVersion


def content(version: BoardVersion) -> bytes:
    """The bytes as they were kept. Raises ValueError if the file was changed since."""
    with version.file.open("rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != version.file_sha256:
        raise ValueError(f"the file of version {version.pk} is not the one that was kept")
    return data


def response(version: BoardVersion) -> HttpResponse:
    name = slugify(f"governors-report-{version.edition.term_name}") or "governors-report"
    return _answer(content(version), f'attachment; filename="{name}.pdf"')


def draft(pdf: bytes) -> HttpResponse:
    """To be looked at; it is kept nowhere."""
    return _answer(pdf, 'inline; filename="draft-governors-report.pdf"')


def _answer(pdf: bytes, disposition: str) -> HttpResponse:
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = disposition
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
