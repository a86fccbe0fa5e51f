"""A paper from elsewhere is bound with what is seen of it, and not with what is said beside."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from sendcase.pdf.binding import Binder
from sendcase.pdf.hidden import plain_jpeg
from sendcase.pdf.joining import named

SECRETS = (b"12 Mill Lane", b"Ms Moss", b"by Nan")
LATITUDE = 0x8825


def photo() -> bytes:
    """A JPEG that says where and by whom."""
    about = Image.Exif()
    about[0x010E], about[0x013B] = "12 Mill Lane", "Ms Moss"
    about.get_ifd(LATITUDE).update({1: "N", 2: (51.0, 30.0, 1.0)})
    out = io.BytesIO()
    picture = Image.linear_gradient("L").resize((40, 30)).convert("RGB")
    picture.save(out, "JPEG", exif=about, comment=b"by Nan")
    return out.getvalue()


def scan() -> bytes:
    """A PDF of one page with that photo on it, as a telephone makes it."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    picture = StreamObject()
    picture._data = photo()
    picture |= named(Type=NameObject("/XObject"), Subtype=NameObject("/Image"),
                     Width=NumberObject(40), Height=NumberObject(30),
                     ColorSpace=NameObject("/DeviceRGB"), BitsPerComponent=NumberObject(8),
                     Filter=NameObject("/DCTDecode"))  # fmt: skip
    said = DecodedStreamObject()
    said.set_data(b"<x:xmpmeta>Ms Moss, 12 Mill Lane</x:xmpmeta>")
    picture[NameObject("/Metadata")] = writer._add_object(said)
    picture[NameObject("/PieceInfo")] = named(Scan=TextStringObject("Ms Moss"))
    drawings = DictionaryObject({NameObject("/Im0"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawings})
    contents = DecodedStreamObject()
    contents.set_data(b"q 200 0 0 150 0 0 cm /Im0 Do Q")
    page[NameObject("/Contents")] = writer._add_object(contents)
    writer.add_metadata({"/Author": "Ms Moss", "/Title": "12 Mill Lane"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_paper_is_a_trap():
    assert all(secret in scan() for secret in SECRETS)


def test_where_and_by_whom_a_photo_was_taken_is_not_bound_with_it():
    with Binder() as binder:
        bound = binder.bind([binder.take(scan(), ours=False)])
    assert not [secret for secret in SECRETS if secret in bound]
    assert not shown_again(bound).getexif()


def shown_again(pdf: bytes) -> Image.Image:
    """The JPEG as it lies in the file."""
    start = pdf.index(b"\xff\xd8\xff")
    return Image.open(io.BytesIO(pdf[start:]))


def test_the_picture_is_the_same_to_the_point():
    before = Image.open(io.BytesIO(photo()))
    after = Image.open(io.BytesIO(plain_jpeg(photo())))
    assert (after.size, after.tobytes()) == (before.size, before.tobytes())
    assert len(after.getexif()) == 0 and "comment" not in after.info


def parted(kind: int, words: bytes) -> bytes:
    return b"\xff" + bytes([kind]) + (len(words) + 2).to_bytes(2) + words


HIDDEN = [
    photo() + photo(),  # a second picture behind it, as telephones keep one
    photo()[:2] + b"\xff" + photo()[2:],  # a mark begun twice
    photo()[:2] + parted(0xE0, b"JFXX\0 12 Mill Lane") + photo()[2:],  # a small picture
    photo()[:2] + parted(0xE2, b"MPF\0 by Nan") + photo()[2:],
]  # fmt: skip


@pytest.mark.parametrize("data", HIDDEN)
def test_however_a_telephone_hides_it(data):
    plain = plain_jpeg(data)
    assert not [secret for secret in SECRETS if secret in plain]
    assert shown_again(plain).tobytes() == shown_again(photo()).tobytes()


def test_of_a_picture_that_is_cut_off_all_that_is_there_stays_but_what_is_said():
    whole, cut = plain_jpeg(photo()), plain_jpeg(photo()[:-2])
    assert cut == whole[:-2]


def test_colours_and_how_they_are_packed_stay():
    colours, adobe = parted(0xE2, b"ICC_PROFILE\0 x"), parted(0xEE, b"Adobe\0d\0\0\0\0\1")
    plain = plain_jpeg(photo()[:2] + colours + adobe + photo()[2:])
    assert colours in plain and adobe in plain


def test_what_is_written_within_and_a_packing_that_is_a_reference():
    """As other programs write it: nothing is an object of its own but the picture and the words."""
    reader = PdfReader(io.BytesIO(scan()))
    writer = PdfWriter(clone_from=reader)
    [page] = writer.pages
    said = DecodedStreamObject()
    said.set_data(b"Ms Moss, 12 Mill Lane")
    within = named(MC0=named(Metadata=writer._add_object(said)))
    page["/Resources"][NameObject("/Properties")] = within
    picture = page["/Resources"]["/XObject"]["/Im0"]
    picture[NameObject("/Filter")] = writer._add_object(NameObject("/DCTDecode"))
    out = io.BytesIO()
    writer.write(out)
    with Binder() as binder:
        bound = binder.bind([binder.take(out.getvalue(), ours=False)])
    assert not [secret for secret in SECRETS if secret in bound]


BROKEN = [
    b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff", b"no picture",
    b"\xff\xd8\xff\xe1\x00\x00" * 9, b"\xff\xd8\xff\xe1\xff\xff",
]  # fmt: skip


@pytest.mark.parametrize("data", BROKEN)
def test_a_broken_picture_comes_back_as_it_was(data):
    assert plain_jpeg(data) == data
