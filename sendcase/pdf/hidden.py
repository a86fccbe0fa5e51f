"""What a paper from elsewhere says beside what is seen: who wrote it, with which program, where a
photo in it was taken. None of that is bound with it. Child only.

Pages, letters and pictures stay as they are. What is within a picture that is no JPEG, or is packed
a second time, is not looked for.
"""

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, StreamObject

UNSEEN = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF")
JPEG = b"\xff\xd8"
# Of its parts: where and with what it was taken (1: EXIF, XMP), who made it (13: IPTC), remarks.
ABOUT = {0xE1, 0xED, 0xFE}
PICTURE = 0xDA  # from here on the picture itself
MARK = 0xFF


def leave_out(writer: PdfWriter) -> None:
    """Take it out of everything that the writer holds."""
    for each in writer._objects:
        if not isinstance(each, DictionaryObject):
            continue
        for name in UNSEEN:
            each.pop(name, None)
        if isinstance(each, StreamObject) and each.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            each._data = plain_jpeg(each._data)


def plain_jpeg(data: bytes) -> bytes:
    """The same picture, point for point, without what is said about it. One that is made otherwise
    than the rules have it comes back as it was.
    """
    if not data.startswith(JPEG):
        return data
    kept, at = [JPEG], len(JPEG)
    while at + 4 <= len(data) and data[at] == MARK:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if kind == PICTURE:
            return b"".join([*kept, data[at:]])
        if kind not in ABOUT:
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    return data
