"""Copying what one PDF says into another that is written as it grows."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class OneFile:
    """A PDF that is written object by object; in memory are only its bytes and where each is."""

    def __init__(self, out=None):
        """out: a file open for writing, where the whole is not wanted in memory."""
        self.out, self.starts = BytesIO() if out is None else out, []
        self.out.write(HEADER)

    def new(self) -> IndirectObject:
        """A number for an object that is put later."""
        self.starts.append(0)
        return IndirectObject(len(self.starts), 0, None)

    def put(self, at: IndirectObject, value: PdfObject) -> None:
        self.starts[at.idnum - 1] = self.out.tell()
        self.out.write(b"%d 0 obj\n" % at.idnum)
        value.write_to_stream(self.out)
        self.out.write(b"\nendobj\n")

    def end(self, root: DictionaryObject, info: PdfObject | None) -> bytes:
        """The whole file, empty where it was written into one of the caller's.

        A number that was never put is free, as the format has it.
        """
        at = self.new()
        self.put(at, root)
        table, count = self.out.tell(), len(self.starts) + 1
        self.out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for start in self.starts:
            self.out.write(b"%010d 00000 n \n" % start if start else b"0000000000 65535 f \n")
        trailer = DictionaryObject({NameObject("/Size"): NumberObject(count),
                                    NameObject("/Root"): at})  # fmt: skip
        if info is not None:
            trailer[NameObject("/Info")] = info
        self.out.write(b"trailer\n")
        trailer.write_to_stream(self.out)
        self.out.write(b"\nstartxref\n%d\n%%%%EOF\n" % table)
        return self.out.getvalue() if isinstance(self.out, BytesIO) else b""


class Copy:
    """One document on its way into the file. It is changed on the way: nobody reads it after."""

    def __init__(self, file: OneFile, reader: PdfReader):
        self.file, self.reader = file, reader
        self.known: dict[int, IndirectObject] = {}  # number there → reference here
        self.todo: list[IndirectObject] = []

    def of(self, value: PdfObject) -> PdfObject:
        """The value with its references as they are in the file; what they name follows."""
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, DictionaryObject):
            for name, each in list(dict.items(value)):
                dict.__setitem__(value, name, self.of(each))
        elif isinstance(value, ArrayObject):
            for place, each in enumerate(list.__iter__(value)):
                list.__setitem__(value, place, self.of(each))
        return value

    def _reference(self, there: IndirectObject) -> IndirectObject:
        if there.pdf is None:  # of the file already
            return there
        if there.idnum not in self.known:
            self.known[there.idnum] = self.file.new()
            self.todo.append(there)
        return self.known[there.idnum]

    def names(self, there: IndirectObject, here: IndirectObject) -> None:
        """What points there points here; what stands there is not copied."""
        self.known[there.idnum] = here

    def keeps(self, there: IndirectObject) -> IndirectObject:
        """Its place in the file, for somebody who puts it later."""
        self.known[there.idnum] = self.file.new()
        return self.known[there.idnum]

    def apart(self, value: PdfObject) -> IndirectObject:
        """As an object of its own, written at once."""
        if isinstance(value, IndirectObject):
            return self._reference(value)
        at = self.file.new()
        self.file.put(at, self.of(value))
        return at

    def finish(self) -> None:
        """Write what was named and is not written. A reference to nothing stays one."""
        while self.todo:
            there = self.todo.pop()
            value = there.get_object()
            if value is not None:
                self.file.put(self.known[there.idnum], self.of(value))
