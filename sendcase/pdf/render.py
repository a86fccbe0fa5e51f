"""HTML to a tagged PDF. Called in the child only: nothing here guards against time or memory."""

import re

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from sendcase.pdf import assets, limits
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.sheet import Sheet

VARIANT = "pdf/ua-1"
_NAME = re.compile(r"asset:([a-z0-9_-]+/)?[a-z0-9_-]+\.(css|png|svg)")
_TYPES = {".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml"}


class OwnAssets(URLFetcher):
    """Gives `asset:<name>` from static/letters and the sheet's own `image:<name>`, else nothing.

    The inherited fetcher is never called: it would read local files and go online.
    """

    def __init__(self, images: dict[str, bytes]):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.images = images

    def fetch(self, url, headers=None):
        if url.startswith("image:") and (data := self.images.get(url.removeprefix("image:"))):
            return URLFetcherResponse(url, data, {"Content-Type": "image/png"})
        path = assets.FOLDER / url.removeprefix("asset:")
        if not _NAME.fullmatch(url) or not path.is_file():
            raise ValueError("not one of our own assets")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


def made(sheet: Sheet, fonts: FontConfiguration) -> bytes:
    """Raises PdfFailed for an asset that is not ours and for too many pages."""
    fetcher = OwnAssets(sheet.images)
    try:
        document = HTML(string=sheet.html, url_fetcher=fetcher).render(
            font_config=fonts, pdf_variant=VARIANT
        )
        if len(document.pages) > limits.PAGES:
            raise PdfFailed(f"It would have more than {limits.PAGES} pages.")
        return document.write_pdf(pdf_variant=VARIANT)
    except FatalURLFetchingError as refused:  # a BaseException: it would escape the task
        raise PdfFailed("It asks for a file that is not part of our letters.") from refused
