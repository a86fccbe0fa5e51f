"""What a paper from elsewhere says beside what is seen: who wrote it, with which program, where a
photo in it was taken. None of that is bound with it. Child only.

Pages, letters and pictures stay as they are. What is within a picture that is no JPEG, or is packed
a second time, is not looked for.
"""

import re

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

UNSEEN = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF")
JPEG, END, OVER = b"\xff\xd8", b"\xff\xd9", 0xD9
# Of its parts that may say something beside the picture (0xE0 to 0xEF, and remarks) these stay: how
# large it is, its colours, how they are packed.
REMARK, NEEDED = 0xFE, {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
PICTURE = 0xDA  # after its head come points
MARK = 0xFF
NEXT_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # those left out stand among points


def leave_out(writer: PdfWriter) -> None:
    """Take it out of everything that the writer holds, and of what is written within that; what is
    only pointed at is another object of the writer.
    """
    waiting = list(writer._objects)
    while waiting:
        each = waiting.pop()
        if isinstance(each, ArrayObject):
            waiting += each
        elif isinstance(each, DictionaryObject):
            for name in UNSEEN:
                each.pop(name, None)
            waiting += each.values()
            if isinstance(each, StreamObject) and _filters(each) == ["/DCTDecode"]:
                each._data = plain_jpeg(each._data)


def _filters(stream: StreamObject) -> list:
    """How it is packed; each may be a reference."""
    found = stream["/Filter"] if "/Filter" in stream else ArrayObject()
    rows = found if isinstance(found, ArrayObject) else ArrayObject([found])
    return [each.get_object() for each in rows]


def plain_jpeg(data: bytes) -> bytes:
    """The same picture, point for point, without what is said about it, and without what stands
    behind it. One that is made otherwise than the rules have it comes back as it was.
    """
    if not data.startswith(JPEG):
        return data
    kept, at = [JPEG], len(JPEG)
    while at + 4 <= len(data) and data[at] == MARK or data[at:] == END:
        kind, after = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if kind == MARK:  # a mark may be begun more than once
            at += 1
        elif kind == OVER:
            return b"".join([*kept, END])
        else:
            if kind == PICTURE:
                after = _points_end(data, after)
            if not _says_something(kind, data[at + 4 : after]):
                kept.append(data[at:after])
            at = after
            if kind == PICTURE and at == len(data):
                return b"".join(kept)  # cut off, as some machines do: it shows all the same
    return data


def _says_something(kind: int, part: bytes) -> bool:
    if kind in NEEDED:
        return not part.startswith(NEEDED[kind])
    return 0xE0 <= kind <= 0xEF or kind == REMARK


def _points_end(data: bytes, at: int) -> int:
    """Where the next mark stands after these points: another sweep of them, or the end."""
    found = NEXT_MARK.search(data, at)
    return found.start() if found else len(data)
