"""HTML to a tagged PDF. Called in the child only: nothing here guards against time or memory."""

import re
from functools import cache

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from sendcase.pdf import assets, limits, tagging
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.sheet import Sheet

VARIANT = "pdf/ua-1"
tagging.begin()
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
    try:
        document = Layout(sheet, fonts).best()
        return document.write_pdf(pdf_variant=VARIANT, finisher=tagging.finish)
    except FatalURLFetchingError as refused:  # a BaseException: it would escape the task
        raise PdfFailed("It asks for a file that is not part of our letters.") from refused


class Layout:
    """The sheet read once, and laid out as often as it takes."""

    def __init__(self, sheet: Sheet, fonts: FontConfiguration):
        self.sheet, self.fonts = sheet, fonts
        self.html = HTML(string=sheet.html, url_fetcher=OwnAssets(sheet.images))
        self.styles = _own_styles(self.html.etree_element)
        named = self.html.etree_element.find("head/meta[@name='page-of']")
        self.page_of = "" if named is None else named.get("content", "")

    def best(self):
        """On one page where one of `fit` can do that."""
        first = self.laid_out(1)
        if len(first.pages) == 1:
            return first
        for name in self.sheet.fit:
            tried = self.laid_out(1, [stylesheet(f"asset:{name}")])
            if len(tried.pages) == 1:
                return tried
        return self.laid_out(len(first.pages)) if self.page_of else first

    def laid_out(self, pages: int, more: list = ()):
        """pages: how many it is thought to have. The layout itself could count them, but would do
        everything twice for that.
        """
        count = [_counting(self.page_of, pages + self.sheet.behind)] if self.page_of else []
        document = self.html.render(
            font_config=self.fonts, pdf_variant=VARIANT, stylesheets=[*self.styles, *more, *count]
        )
        if len(document.pages) > limits.PAGES:
            raise PdfFailed(f"It would have more than {limits.PAGES} pages.")
        return document


def _own_styles(root) -> list[CSS]:
    """Takes our own stylesheets out of the head: they are read once for all documents."""
    found = []
    for head in root.findall("head"):
        for link in head.findall("link[@rel='stylesheet']"):
            if _NAME.fullmatch(link.get("href", "")):
                found.append(stylesheet(link.get("href")))
                head.remove(link)
    return found


@cache
def stylesheet(url: str) -> CSS:
    return CSS(url=url, url_fetcher=OwnAssets({}))


@cache
def _counting(page_of: str, pages: int) -> CSS:
    before, _, after = page_of.replace("{pages}", str(pages)).partition("{page}")
    words = f"{_quoted(before)} counter(page) {_quoted(after)}"
    return CSS(string=f"@page {{ @bottom-right {{ content: {words} }} }}")


def _quoted(text: str) -> str:
    """A CSS string: whatever is not a letter, figure or space is written as its number."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x}" for c in text) + '"'
