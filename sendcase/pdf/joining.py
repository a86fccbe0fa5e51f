"""Putting PDFs behind one another without losing their tags, one read and written at a time.

A joined paper of a whole school is as long as its letters, so no more than one of them is ever in
memory as objects: each is copied to the end of the file under new numbers, and only what all share
(the tree of pages, of tags, of bookmarks) is kept until the last and written then. Each document
counts its pages' places in the tree of tags from 0: they are counted on.
"""

from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from sendcase.pdf.copying import Copy, OneFile
from sendcase.pdf.failed import PdfFailed
from sendcase.pdf.naming import keep_all_apart

ROOT, PLACES, TREE = "/StructTreeRoot", "/Nums", "/ParentTree"
BOOKMARKS = "/Outlines"


def join(documents: list[bytes]) -> bytes:
    """One PDF with title and language of the first. Raises PdfFailed where one cannot be read."""
    try:
        readers = (PdfReader(BytesIO(data)) for data in documents)
        first = next(readers)
        if len(documents) == 1:
            return documents[0]
        joined = Joined(first)
        for reader in readers:
            joined.add(reader)
        return joined.end()
    except (PyPdfError, KeyError, ValueError) as error:
        raise PdfFailed("One of the documents to be joined cannot be read.") from error


def pages_of(document: bytes) -> int:
    return len(PdfReader(BytesIO(document)).pages)


class Joined:
    """The file as it grows, and what belongs to all of it."""

    def __init__(self, first: PdfReader, out=None):
        self.file = OneFile(out)
        self.pages, self.tags, self.marks = (self.file.new() for _ in range(3))
        self.page_trees, self.count = ArrayObject(), 0
        self.elements, self.places, self.next_place = ArrayObject(), ArrayObject(), 0
        self.bookmarks: list = []  # (reference, item) of the uppermost
        copy = self.add(first)
        self.root, self.info = self._of_the_first(first, copy)

    def _of_the_first(self, first: PdfReader, copy: Copy):
        """Catalogue and what else names the whole: title, language, the roles of its tags."""
        root, tree = DictionaryObject(), first.root_object.get(ROOT)
        for name, value in dict.items(first.root_object):
            if name not in ("/Pages", ROOT, BOOKMARKS):
                root[NameObject(name)] = copy.of(value)
        self.tree = DictionaryObject()
        for name, value in dict.items(tree.get_object()) if tree is not None else ():
            if name not in ("/K", TREE, "/ParentTreeNextKey", "/IDTree"):
                self.tree[NameObject(name)] = copy.of(value)
        info = copy.of(first.trailer.raw_get("/Info")) if "/Info" in first.trailer else None
        copy.finish()
        self.is_tagged = tree is not None
        return root, info

    def add(self, reader: PdfReader) -> Copy:
        """All pages of this document, with their tags and bookmarks."""
        copy = Copy(self.file, reader)
        root = reader.root_object
        self._move_places(reader)
        if ROOT in root:
            self._add_tags(copy, root)
        tree = root["/Pages"]
        tree[NameObject("/Parent")] = self.pages
        self.page_trees.append(copy.of(root.raw_get("/Pages")))
        self.count += len(reader.pages)
        if BOOKMARKS in root:
            self._add_bookmarks(copy, root[BOOKMARKS])
        copy.finish()
        return copy

    def _move_places(self, reader: PdfReader) -> None:
        named = reader.named_destinations
        for copied in reader.pages:  # pypdf shows copies of what stands in the file
            page = copied.indirect_reference.get_object()
            _move(page, "/StructParents", self.next_place)
            for each in page.get("/Annots", ArrayObject()).get_object():
                annotation = each.get_object()
                _move(annotation, "/StructParent", self.next_place)
                _point(annotation, named)

    def _add_tags(self, copy: Copy, root: DictionaryObject) -> None:
        tree, elements = root[ROOT], root[ROOT].get("/K", ArrayObject()).get_object()
        copy.names(root.raw_get(ROOT), self.tags)
        for element in elements if isinstance(elements, ArrayObject) else [tree.raw_get("/K")]:
            element.get_object()[NameObject("/P")] = self.tags
            keep_all_apart(element.get_object(), f"{self.count}-")
            self.elements.append(copy.of(element))
        last = self.next_place
        for number, value in _numbers(tree[TREE]) if TREE in tree else ():
            self.places += [NumberObject(number + self.next_place), copy.apart(value)]
            last = max(last, number + self.next_place + 1)
        self.next_place = last

    def _add_bookmarks(self, copy: Copy, marks: DictionaryObject) -> None:
        """The uppermost are chained at the end, when it is known which comes next."""
        copy.names(marks.indirect_reference, self.marks)
        at = marks.raw_get("/First") if "/First" in marks else None
        while at is not None:
            item = at.get_object()
            after = item.raw_get("/Next") if "/Next" in item else None
            for name in ("/Next", "/Prev"):
                item.pop(name, None)
            item[NameObject("/Parent")] = self.marks
            # A new one: the one read holds its whole document in memory.
            self.bookmarks.append((copy.keeps(at), DictionaryObject(dict.items(copy.of(item)))))
            at = after

    def end(self) -> bytes:
        """The whole; where it went into a file of the caller's, nothing."""
        self._chain_bookmarks()
        self.file.put(self.pages, named(Type=NameObject("/Pages"), Kids=self.page_trees,
                                         Count=NumberObject(self.count)))  # fmt: skip
        self.root[NameObject("/Pages")] = self.pages
        if self.is_tagged:
            self.tree |= named(K=self.elements, ParentTree=named(Nums=self.places),
                                ParentTreeNextKey=NumberObject(self.next_place))  # fmt: skip
            self.file.put(self.tags, self.tree)
            self.root[NameObject(ROOT)] = self.tags
        return self.file.end(self.root, self.info)

    def _chain_bookmarks(self) -> None:
        if not self.bookmarks:
            return
        for (one, item), (other, after) in zip(self.bookmarks, self.bookmarks[1:], strict=False):
            item[NameObject("/Next")], after[NameObject("/Prev")] = other, one
        for one, item in self.bookmarks:
            self.file.put(one, item)
        shown = sum(1 + max(item.get("/Count", 0), 0) for _, item in self.bookmarks)
        self.file.put(self.marks, named(
            Type=NameObject(BOOKMARKS), First=self.bookmarks[0][0], Last=self.bookmarks[-1][0],
            Count=NumberObject(shown),
        ))  # fmt: skip
        self.root[NameObject(BOOKMARKS)] = self.marks


def named(**values) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def _move(holder: DictionaryObject, name: str, by: int) -> None:
    if name in holder:
        holder[NameObject(name)] = NumberObject(int(holder[name]) + by)


def _point(link: DictionaryObject, named: dict) -> None:
    """A name counts in its own document only: a link gets the page that it means."""
    for holder in (link, link.get("/A", DictionaryObject()).get_object()):
        for key in ("/Dest", "/D"):
            if (place := named.get(holder.get(key))) is not None:
                holder[NameObject(key)] = place.dest_array


def _numbers(tree: DictionaryObject):
    """(number, value) of a tree of numbers, which a long document keeps in branches."""
    listed = tree.get(PLACES, ArrayObject()).get_object()
    yield from ((int(n), value) for n, value in zip(listed[::2], listed[1::2], strict=True))
    for branch in tree.get("/Kids", ArrayObject()).get_object():
        yield from _numbers(branch.get_object())
