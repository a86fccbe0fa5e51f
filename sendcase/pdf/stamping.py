"""Many documents as one, every page with its number, and an outline of our own. Child only."""

from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from sendcase.pdf.copying import Copy
from sendcase.pdf.joining import BOOKMARKS, Joined, named
from sendcase.pdf.numbering import STAMP, without_number


class Bound(Joined):
    """stamps: readers of PDFs with a page for each page of the whole, "" without numbers;
    outline: [title, page counted from 0, [the same below it]].
    """

    def __init__(self, first: PdfReader, out, *, stamps: Iterator[PdfReader], outline: list):
        self.stamp_pages = self._all(stamps)
        self.outline, self.sheets = outline, []
        super().__init__(first, out)
        # It says that the whole keeps the rules of PDF/UA: papers from elsewhere may not.
        self.root.pop("/Metadata", None)

    def add(self, reader: PdfReader) -> Copy:
        pages = list(reader.pages)
        if self.outline:
            for page in pages:
                self._stamp(page)
        numbers = [page.indirect_reference.idnum for page in pages]
        copy = super().add(reader)
        self.sheets += [copy.known[number] for number in numbers]
        return copy

    def _all(self, stamps):
        for reader in stamps:
            copy = Copy(self.file, reader)
            for page in reader.pages:
                yield copy, page
            copy.finish()

    def _stamp(self, page: PageObject) -> None:
        """The page's own number makes way for the one of the whole."""
        copy, stamp = next(self.stamp_pages)
        whole = DecodedStreamObject()
        whole.set_data(
            b"q\n" + without_number(page) + b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq\n"
            + STAMP.encode() + b" Do\nQ\nEMC"
        )  # fmt: skip
        resources = _shallow(page.get("/Resources"))
        drawings = _shallow(resources.get("/XObject"))
        drawings[NameObject(STAMP)] = self._put(_form(copy, stamp))
        resources[NameObject("/XObject")] = drawings
        real = page.indirect_reference.get_object()
        real[NameObject("/Resources")] = resources
        real[NameObject("/Contents")] = self._put(whole.flate_encode())

    def _put(self, value):
        at = self.file.new()
        self.file.put(at, value)
        return at

    def _add_bookmarks(self, copy: Copy, marks: DictionaryObject) -> None:
        """Those of the documents stay behind."""

    def _chain_bookmarks(self) -> None:
        for _ in self.stamp_pages:  # what the last stamps share is written when they end
            pass
        if self.outline:
            kids = self._level(self.marks, self.outline)
            kids |= named(Type=NameObject(BOOKMARKS))
            self.file.put(self.marks, kids)
            self.root[NameObject(BOOKMARKS)] = self.marks

    def _level(self, above, entries) -> DictionaryObject:
        """Write one level; → what the one above says of it."""
        places = [self.file.new() for _ in entries]
        for number, (title, page, below) in enumerate(entries):
            item = named(Title=TextStringObject(title), Parent=above,
                         Dest=ArrayObject([self.sheets[page], NameObject("/Fit")]))  # fmt: skip
            if number:
                item[NameObject("/Prev")] = places[number - 1]
            if number + 1 < len(places):
                item[NameObject("/Next")] = places[number + 1]
            if below:
                item |= self._level(places[number], below)
                item[NameObject("/Count")] = NumberObject(-len(below))  # closed
            self.file.put(places[number], item)
        return named(First=places[0], Last=places[-1], Count=NumberObject(len(places)))


def _shallow(value) -> DictionaryObject:
    """A dictionary of our own with the same entries: pages may share the one in the file."""
    found = value.get_object() if value is not None else {}
    return DictionaryObject(dict.items(found))


def _form(copy: Copy, stamp: PageObject):
    form = DecodedStreamObject()
    form.set_data(stamp.get_contents().get_data())
    form |= named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"),
                  BBox=ArrayObject(stamp.mediabox))  # fmt: skip
    form[NameObject("/Resources")] = copy.of(_shallow(stamp["/Resources"]))
    return form.flate_encode()
